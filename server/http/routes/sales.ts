import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import type { Page } from "../../desk/reads/page.ts";
import { listOpportunities, listOrders, listQuotes, readWholeOpportunity } from "../../desk/reads/sales.ts";
import { leadShape } from "../../desk/sales/open.ts";
import { lockOpportunity, readOpportunity } from "../../desk/sales/opportunity.ts";
import { findQuote, readQuote } from "../../desk/sales/quote.ts";
import type { Quote } from "../../desk/sales/quote.ts";
import { writeDraft } from "../../desk/sales/save.ts";
import * as commands from "../../runtime/commands/sales.ts";
import { idOf, limitOf, readCursor, writeCursor } from "../page.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireSales.ts";

const paging = { cursor: "from the page before", limit: "1 to 200" };

/** Selling: opportunities, quotes with their answers, orders. */
export const salesRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/opportunities",
    summary: "A page of opportunities, newest first",
    permission: "desk.read",
    query: { stage: "stage", owner: "login", search: "text in number, title, company or address", ...paging },
    answer: wire.opportunityPage,
    run: opportunities,
  }),
  plainRoute({
    method: "get",
    path: "/api/opportunities/:number",
    summary: "An opportunity with its history and quotes",
    permission: "desk.read",
    answer: wire.opportunity,
    run: (call) => read(call, (tx) => readWholeOpportunity(tx, numberOf(call))),
  }),
  jsonRoute({
    method: "post",
    path: "/api/opportunities",
    summary: "Open an opportunity by hand and start its process",
    permission: "sales.write",
    body: wire.newOpportunity,
    answer: wire.openedOpportunity,
    run: async ({ site, cause, body }) => ({
      number: await commands.openByHand(site.house, cause, leadShape.parse({ owner: cause.actor, ...body })),
    }),
  }),
  jsonRoute({
    method: "patch",
    path: "/api/opportunities/:number",
    summary: "Change an open opportunity, or add a note to its history",
    permission: "sales.write",
    body: wire.opportunityChange,
    run: (call) => done(commands.editOpportunity(call.site.house, call.cause, numberOf(call), call.body)),
  }),
  jsonRoute({
    method: "put",
    path: "/api/opportunities/:number/quote",
    summary: "Write the draft of an opportunity's quote; its process prices it and has it approved",
    permission: "sales.write",
    body: wire.quoteDraft,
    answer: wire.quote,
    run: draft,
  }),
  plainRoute({
    method: "get",
    path: "/api/quotes",
    summary: "A page of quotes in all versions, newest first",
    permission: "desk.read",
    query: { state: "state of the quote", opportunity: "number of the opportunity", ...paging },
    answer: wire.quotePage,
    run: quotes,
  }),
  plainRoute({
    method: "get",
    path: "/api/quotes/:number",
    summary: "A quote with its positions; the newest version unless another is asked for",
    permission: "desk.read",
    query: { version: "version" },
    answer: wire.quote,
    run: (call) => read(call, (tx) => quoteOf(tx, call)),
  }),
  jsonRoute({
    method: "post",
    path: "/api/quotes/:number/accept",
    summary: "Enter that the customer accepted the quote, in whole or in part",
    permission: "sales.write",
    body: wire.acceptance,
    run: (call) =>
      answer(call, (id) => {
        const { positions, name, reference = null } = call.body;
        return commands.accept(call.site.house, call.cause, id, { positions, name, reference, by: call.person.login });
      }),
  }),
  jsonRoute({
    method: "post",
    path: "/api/quotes/:number/reject",
    summary: "Enter that the customer rejected the quote",
    permission: "sales.write",
    body: wire.rejection,
    run: (call) =>
      answer(call, (id) =>
        commands.reject(call.site.house, call.cause, id, { by: call.person.login, reason: call.body.reason ?? null }),
      ),
  }),
  jsonRoute({
    method: "post",
    path: "/api/quotes/:number/change",
    summary: "Enter what the customer wants changed; there will be a new version",
    permission: "sales.write",
    body: wire.changeWish,
    run: (call) =>
      answer(call, (id) =>
        commands.requestChange(call.site.house, call.cause, id, { by: call.person.login, wish: call.body.wish }),
      ),
  }),
  plainRoute({
    method: "get",
    path: "/api/orders",
    summary: "A page of orders, newest first",
    permission: "desk.read",
    query: paging,
    answer: wire.orderPage,
    run: orders,
  }),
];

type Reading = Pick<Call<unknown>, "site" | "person">;

function read<T>({ site, person }: Reading, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(site.house.database, person, work);
}

async function done(work: Promise<void>): Promise<unknown> {
  await work;
  return nothing;
}

function numberOf({ params }: Call<unknown>): string {
  return params["number"] ?? "";
}

function pageOf({ query }: Call<unknown>): Page {
  const cursor = readCursor(query["cursor"], 2);
  const limit = limitOf(query["limit"]);
  return cursor === undefined
    ? { limit }
    : { limit, after: { at: new Date(cursor[0] ?? ""), id: idOf(cursor[1], "row") } };
}

async function paged<Row extends { readonly id: string; readonly createdAt: Date }>(
  call: Call<undefined>,
  list: (tx: Tx, page: Page) => Promise<readonly Row[]>,
): Promise<{ items: readonly Row[]; nextCursor: string | null }> {
  const page = pageOf(call);
  const items = await read(call, (tx) => list(tx, page));
  const last = items.length === page.limit ? items.at(-1) : undefined;
  return { items, nextCursor: last === undefined ? null : writeCursor([last.createdAt.toISOString(), last.id]) };
}

function opportunities(call: Call<undefined>): Promise<unknown> {
  const { stage, owner, search } = call.query;
  return paged(call, (tx, page) => listOpportunities(tx, { stage, owner, text: search }, page));
}

function quotes(call: Call<undefined>): Promise<unknown> {
  const { state, opportunity } = call.query;
  return paged(call, (tx, page) => listQuotes(tx, { state, opportunity }, page));
}

function orders(call: Call<undefined>): Promise<unknown> {
  return paged(call, listOrders);
}

async function quoteOf(tx: Tx, call: Call<unknown>): Promise<Quote> {
  const { version } = call.query;
  if (version !== undefined && !/^[1-9]\d{0,5}$/.test(version))
    throw new Refusal("invalid", "query.version", `Expected a version such as 2, but it is ${version}`);
  return readQuote(tx, await findQuote(tx, numberOf(call), version === undefined ? undefined : Number(version)));
}

async function answer(call: Call<unknown>, give: (quoteId: string) => Promise<void>): Promise<unknown> {
  await give(await read(call, (tx) => findQuote(tx, numberOf(call))));
  return nothing;
}

/** What the catalogue does not know is refused as a whole, with a complaint for each position. */
async function draft(call: Call<Parameters<typeof writeDraft>[2]["draft"]>): Promise<unknown> {
  const { house } = call.site;
  return read(call, async (tx) => {
    const { id, closedAt } = await readOpportunity(tx, { number: numberOf(call) });
    if (closedAt !== null)
      throw new Refusal(
        "conflict",
        "opportunity.closed",
        `Expected an open opportunity, but ${numberOf(call)} is closed`,
      );
    const opportunity = await lockOpportunity(tx, id);
    const context = { tx, now: house.now(), calendarOf: (key?: string | null) => house.calendars.of(tx, key) };
    const saved = await writeDraft(context, opportunity, { draft: call.body, author: call.person.login });
    if (saved.problems.length === 0) return readQuote(tx, saved.id);
    const complaints = saved.problems.map((message) => ({ place: "/lines", code: "quote.lines", message }));
    throw new Refusal(
      "unprocessable",
      "quote.lines",
      `Expected positions of the catalogue, but ${saved.problems[0]}`,
      complaints,
    );
  });
}
