import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import { newItem, planItem } from "../../desk/roadmap/items.ts";
import type { Tx } from "../../db/transact.ts";
import { changeItem, itemChange } from "../../desk/qbr/change.ts";
import { listKpiValues, listReviews, readReview } from "../../desk/reads/reviews.ts";
import type { Kept } from "../../desk/records/change.ts";
import { kept } from "../../desk/records/edit.ts";
import { idOf, pageAnswer, pageOf, paging } from "../page.ts";
import { jsonRoute, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireReviews.ts";
import { namesOf, tell, within } from "./records.ts";
import { changingSetting, readRow } from "./settings.ts";

const roadmapItem: Kept = { table: "roadmap_items", key: "id", what: "roadmapItem" };

/** Reviews with customers, their figures and the items of the roadmap. */
export const reviewRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/reviews",
    summary: "A page of reviews, newest first",
    permission: "desk.read",
    query: { state: "review state", customerId: "customer", ...paging },
    answer: wire.reviewPage,
    run: list,
  }),
  plainRoute({
    method: "get",
    path: "/api/reviews/:number",
    summary: "A review with figures, gaps, measures, decisions and its deck",
    permission: "desk.read",
    answer: wire.review,
    run: ({ params, ...call }) => within(call, (tx) => readReview(tx, params["number"] ?? "")),
  }),
  plainRoute({
    method: "get",
    path: "/api/customers/:id/kpis",
    summary: "The key figures of a customer over time, with formula, source and colour",
    permission: "desk.read",
    answer: wire.kpiValues,
    run: ({ params, ...call }) =>
      within(call, async (tx) => ({ items: await listKpiValues(tx, idOf(params["id"], "customer")) })),
  }),
  jsonRoute({
    method: "put",
    path: "/api/customers/:id/review-class",
    summary: "Say how often a customer is reviewed",
    permission: "desk.write",
    body: wire.reviewClass,
    run: classify,
  }),
  jsonRoute({
    method: "patch",
    path: "/api/roadmap-items/:id",
    summary: "Change a roadmap item; decisions are made in reviews",
    permission: "desk.write",
    body: itemChange,
    run: change,
  }),
  jsonRoute({
    method: "post",
    path: "/api/roadmap-items",
    summary: "Plan a measure with a customer by hand",
    permission: "desk.write",
    body: newItem,
    answer: z.object({ id: z.string() }),
    run: (call) =>
      within(call, async (tx) => {
        const id = await planItem(tx, call.body, call.site.house.now());
        await tell(tx, call, roadmapItem, { id, act: "create", members: namesOf(call.body) }); // prettier-ignore
        return { id };
      }),
  }),
];

function list(call: Call<undefined>): Promise<unknown> {
  const { state, customerId } = call.query;
  const page = pageOf(call.query);
  const filter = { state, customerId: customerId === undefined ? undefined : idOf(customerId, "customer") };
  return within(call, async (tx) => pageAnswer(await listReviews(tx, filter, page), page.limit));
}

function classify(call: Call<z.output<typeof wire.reviewClass>>): Promise<unknown> {
  const id = idOf(call.params["id"], "customer");
  const read = async (tx: Tx) => {
    const rows = await tx.query<{ reviewClass: string | null }>(
      `select review_class as "reviewClass" from customers where tenant_id = $1 and id = $2 for update`,
      [tx.tenantId, id],
    );
    return rows[0];
  };
  return changingSetting(call, { kept: kept.customer, id, act: "change", read }, async (tx) => {
    const changed = await tx.query(
      "update customers set review_class = $3 where tenant_id = $1 and id = $2 returning id",
      [tx.tenantId, id, call.body.reviewClass],
    );
    if (changed.length === 0)
      throw new Refusal("missing", "customer.missing", `Expected a customer ${id}, but there is none`);
  });
}

function change(call: Call<z.output<typeof itemChange>>): Promise<unknown> {
  const id = idOf(call.params["id"], "roadmap");
  const read = readRow(roadmapItem, id);
  return changingSetting(call, { kept: roadmapItem, id, act: "change", read }, (tx) => changeItem(tx, id, call.body));
}
