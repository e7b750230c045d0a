import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { licenseCount, recordCount } from "../../desk/licenses/subscriptions.ts";
import { listBilling, readBatch, readInvoice, readRun } from "../../desk/reads/billing.ts";
import { changePrice, priceChange } from "../../desk/records/prices.ts";
import { publishMessage } from "../../runtime/commands/publishMessage.ts";
import { idOf, limitOf, readCursor, writeCursor } from "../page.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireBilling.ts";

const paging = { state: "only this state", cursor: "from the page before", limit: "1 to 200" };
const list = (path: string, kind: Parameters<typeof listBilling>[1], summary: string): Route =>
  plainRoute({
    method: "get",
    path,
    summary,
    permission: "desk.read",
    query: paging,
    answer: wire.page,
    run: (call) => pageOf(call, kind),
  });

/** Invoices, runs, batches for the ledger, counts of licences, and what people say about them. */
export const billingRoutes: readonly Route[] = [
  list("/api/invoices", "invoices", "A page of invoices and credit notes, newest first"),
  list("/api/billing-runs", "runs", "A page of billing runs, newest first"),
  list("/api/export-batches", "batches", "A page of batches for the ledger, newest first"),
  plainRoute({
    method: "get",
    path: "/api/invoices/:number",
    summary: "An invoice with lines, taxes, deliveries, disputes and files",
    permission: "desk.read",
    answer: wire.whole,
    run: (call) => within(call, (tx) => readInvoice(tx, call.params["number"] ?? "")),
  }),
  plainRoute({
    method: "get",
    path: "/api/billing-runs/:number",
    summary: "A billing run with what became of each customer, and its batches for the ledger",
    permission: "desk.read",
    answer: wire.run,
    run: (call) => within(call, (tx) => readRun(tx, call.params["number"] ?? "")),
  }),
  plainRoute({
    method: "get",
    path: "/api/export-batches/:number",
    summary: "A batch for the ledger with its documents",
    permission: "desk.read",
    answer: wire.batch,
    run: (call) => within(call, (tx) => readBatch(tx, call.params["number"] ?? "")),
  }),
  jsonRoute({
    method: "post",
    path: "/api/invoices/:number/dispute",
    summary: "A customer objects to an invoice",
    permission: "desk.write",
    body: wire.dispute,
    run: dispute,
  }),
  jsonRoute({
    method: "post",
    path: "/api/export-batches/:number/confirm",
    summary: "The ledger has booked a batch",
    permission: "billing.approve",
    body: z.strictObject({}),
    run: (call) => answer(call, "export.confirmed", { confirmedBy: call.person.login }),
  }),
  jsonRoute({
    method: "post",
    path: "/api/export-batches/:number/reject",
    summary: "The ledger has rejected a batch",
    permission: "billing.approve",
    body: z.strictObject({ message: z.string().min(1).max(4000) }),
    run: (call) => answer(call, "export.rejected", { rejectMessage: call.body.message }),
  }),
  jsonRoute({
    method: "post",
    path: "/api/license-counts",
    summary: "What an RMM, Microsoft 365 or a distributor counted",
    permission: "messages.publish",
    body: licenseCount,
    run: (call) => doing(call, (tx, now) => recordCount(tx, call.body, now)),
  }),
  jsonRoute({
    method: "post",
    path: "/api/contract-prices",
    summary: "A new price of a contract's line from a day on",
    permission: "billing.approve",
    body: priceChange,
    run: (call) => doing(call, (tx, now) => changePrice(tx, call.body, call.person.login, now)),
  }),
];

type Reading = Pick<Call<unknown>, "site" | "person">;

function within<T>({ site, person }: Reading, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(site.house.database, person, work);
}

async function doing(call: Reading, work: (tx: Tx, now: Date) => Promise<void>): Promise<unknown> {
  await within(call, (tx) => work(tx, call.site.house.now()));
  return nothing;
}

function pageOf(call: Call<undefined>, kind: Parameters<typeof listBilling>[1]): Promise<unknown> {
  const { query } = call;
  const cursor = readCursor(query["cursor"], 2);
  const limit = limitOf(query["limit"]);
  const after = cursor === undefined ? {} : { after: { at: new Date(cursor[0] ?? ""), id: idOf(cursor[1], "row") } };
  return within(call, async (tx) => {
    const items = await listBilling(tx, kind, query["state"], { limit, ...after });
    const last = items.length === limit ? items.at(-1) : undefined;
    return { items, nextCursor: last === undefined ? null : writeCursor([last.createdAt, last.id]) };
  });
}

/** The message waits an hour for its batch; who is nowhere waited for is told so at once. */
async function answer(
  { site, cause, params }: Call<unknown>,
  name: string,
  variables: Record<string, string>,
): Promise<unknown> {
  const message = { name, correlationKey: params["number"] ?? "", variables, timeToLive: 0 };
  const { state } = await publishMessage(site.house, cause, message);
  if (state !== "untaken") return nothing;
  throw new Refusal(
    "conflict",
    "export.state",
    `Expected a batch that waits for its ledger, but ${params["number"]} does not`,
  );
}

async function dispute(call: Call<z.output<typeof wire.dispute>>): Promise<unknown> {
  const number = call.params["number"] ?? "";
  await within(call, (tx) => readInvoice(tx, number));
  const { instanceIds } = await publishMessage(call.site.house, call.cause, {
    name: "invoice.disputed",
    correlationKey: number,
    variables: { dispute: { invoiceNumber: number, reason: call.body.reason, contact: call.body.contact ?? null } },
  });
  return { instanceIds };
}
