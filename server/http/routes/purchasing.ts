import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import type { JsonObject } from "../../base/json.ts";
import { findPurchase, findRma, purchaseListing, rmaListing } from "../../desk/reads/purchasing.ts";
import { missing } from "../../desk/records/change.ts";
import { publishMessage } from "../../runtime/commands/publishMessage.ts";
import { jsonRoute, nothing } from "../route.ts";
import type { Call, Route } from "../route.ts";
import { lookingRoutes, pageOf, within } from "./records.ts";

const instant = z.iso.datetime({ offset: true });
const note = z.string().trim().max(2000).nullish();
const keptOrder = { table: "purchase_orders", key: "number", what: "order" } as const;
const keptRma = { table: "rmas", key: "number", what: "rma" } as const;

const purchase = z.object({
  id: z.string(),
  number: z.string(),
  supplier: z.string().nullable(),
  text: z.string(),
  state: z.enum(["draft", "ordered", "partly_received", "received", "cancelled"]),
  netCents: z.number().nullable(),
  reference: z.string().nullable(),
  eta: z.string().nullable(),
  createdAt: instant,
  ticketNumber: z.string().nullable(),
  projectNumber: z.string().nullable(),
  caseKey: z.string().nullable(),
  customerId: z.string().nullable(),
  customer: z.string().nullable(),
  deliveries: z.array(
    z.looseObject({
      at: z.string(),
      count: z.number().nullish(),
      note: z.string().nullish(),
      by: z.string().nullish(),
    }),
  ),
});

const rma = z.object({
  id: z.string(),
  number: z.string(),
  path: z.string(),
  state: z.string(),
  createdAt: instant,
  closedAt: instant.nullable(),
  ticketNumber: z.string(),
  title: z.string(),
  assetNumber: z.string().nullable(),
  assetId: z.string().nullable(),
  asset: z.string().nullable(),
  serial: z.string().nullable(),
  customerId: z.string().nullable(),
  customer: z.string().nullable(),
  newSerial: z.string().nullable(),
  tracking: z.string().nullable(),
});

const arrived = z.strictObject({
  isAll: z.boolean().nullish().describe("Nothing more is to come"),
  count: z.int().min(1).max(100_000).nullish(),
  note,
});
const replaced = z.strictObject({ serial: z.string().trim().max(100).nullish(), note });
const refused = z.strictObject({ reason: z.string().trim().min(1).max(2000) });

/** Orders from suppliers and returns to vendors, and what people say has come of them: their processes wait for that. */
export const purchasingRoutes: readonly Route[] = [
  ...lookingRoutes({
    path: "/api/purchase-orders",
    many: "orders from suppliers",
    kept: keptOrder,
    listing: purchaseListing,
    filters: { state: "draft, ordered, partly_received, received or cancelled" },
    page: pageOf(purchase),
    answer: purchase,
    find: findPurchase,
  }),
  jsonRoute({
    method: "post",
    path: "/api/purchase-orders/:number/receive",
    summary: "Goods have arrived, all or a part",
    permission: "tasks.work",
    body: arrived,
    run: async (call) => {
      const { isAll, count, note: said } = call.body;
      const found = await known(call, keptOrder, findPurchase);
      const delivery = { count: count ?? null, note: said ?? null, by: call.cause.actor };
      await tell(call, isAll === true ? "goods.arrived" : "goods.partial", String(found["number"]), { delivery });
      return nothing;
    },
  }),
  ...lookingRoutes({
    path: "/api/rmas",
    many: "returns to vendors",
    kept: keptRma,
    listing: rmaListing,
    filters: { state: "requested, refused, closed …" },
    page: pageOf(rma),
    answer: rma,
    find: findRma,
  }),
  jsonRoute({
    method: "post",
    path: "/api/rmas/:number/replacement",
    summary: "The replacement has arrived",
    permission: "tasks.work",
    body: replaced,
    run: (call) =>
      ended(call, "rma.replacement", {
        replacement: { serial: call.body.serial ?? null, note: call.body.note ?? null, by: call.cause.actor },
      }),
  }),
  jsonRoute({
    method: "post",
    path: "/api/rmas/:number/repaired",
    summary: "The device has come back repaired",
    permission: "tasks.work",
    body: z.strictObject({}),
    run: (call) => ended(call, "rma.repaired", {}),
  }),
  jsonRoute({
    method: "post",
    path: "/api/rmas/:number/refused",
    summary: "The vendor does not take the device back",
    permission: "tasks.work",
    body: refused,
    run: (call) => ended(call, "rma.refused", { reason: call.body.reason }),
  }),
];

async function ended(call: Call<unknown>, name: string, variables: JsonObject): Promise<unknown> {
  const found = await known(call, keptRma, findRma);
  await tell(call, name, String(found["ticketNumber"]), variables);
  return nothing;
}

async function known(
  call: Call<unknown>,
  kept: typeof keptOrder | typeof keptRma,
  find: typeof findPurchase,
): Promise<Readonly<Record<string, unknown>>> {
  const number = call.params["number"] ?? "";
  const found = await within(call, (tx) => find(tx, number));
  if (found === undefined) throw missing(kept, number);
  return found as Readonly<Record<string, unknown>>; // a row
}

/** Who is nowhere waited for is told so at once. @throws {Refusal} `order.state` */
async function tell(
  { site, cause }: Call<unknown>,
  name: string,
  correlationKey: string,
  variables: JsonObject,
): Promise<void> {
  const { state } = await publishMessage(site.house, cause, { name, correlationKey, variables, timeToLive: 0 });
  if (state !== "untaken") return;
  throw new Refusal(
    "conflict",
    "order.state",
    `Expected a process that waits for this, but ${correlationKey} does not`,
  );
}
