import { z } from "zod";
import { BpmnError } from "../../base/bpmnError.ts";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { lockReview } from "./review.ts";
import { readRoadmap, writeItem } from "./roadmapText.ts";
import type { TypedItem } from "./roadmapText.ts";

const reviewInput = z.object({ id: z.uuid() }).loose();
const of = z.object({ review: reviewInput });

const select = `select id, title, theme, quarter, priority, coalesce(capex_cents, 0)::float8 as "capexCents",
  coalesce(opex_month_cents, 0)::float8 as "opexMonthCents", coalesce(risk, '') as risk, state,
  (select count(*)::int from roadmap_evidence e where e.tenant_id = roadmap_items.tenant_id and e.item_id = roadmap_items.id) as evidence
  from roadmap_items`;
const order = "order by quarter nulls last, array_position(array['high','medium','low'], priority), title";

type Item = TypedItem & { readonly id: string; readonly state: string; readonly evidence: number };

/** `desk.qbr.candidates`: what speaks to be done: ideas with their evidence and what was postponed, as lines to be edited. */
export const roadmapCandidates: Operation = async ({ tx }, given) => {
  const { review } = expectInput(of, given);
  const locked = await lockReview(tx, review.id);
  const items = await tx.query<Item>(
    `${select} where tenant_id = $1 and customer_id = $2 and (review_id = $3 or state in ('idea','proposed','postponed','approved')) ${order} limit 200`,
    [tx.tenantId, locked.customer_id, review.id],
  );
  return { variables: { roadmapText: items.map((item) => writeItem(item)).join("\n") } };
};

const plan = z.object({ review: reviewInput, text: z.string().max(100_000) });

/**
 * `desk.qbr.plan`: the roadmap as it was typed: known measures by their title, others are new.
 *
 * @throws {BpmnError} `roadmap.unreadable` with each line that could not be read
 */
export const planRoadmap: Operation = async ({ tx, now }, given) => {
  const { review, text } = expectInput(plan, given);
  const locked = await lockReview(tx, review.id);
  const { items, problems } = readRoadmap(text);
  if (problems.length > 0)
    throw new BpmnError("roadmap.unreadable", problems.join("\n"), { problem: problems.join("\n"), text });
  const rows = items.map((item) => ({ ...item, id: newId(now), horizon: horizonOf(item.quarter, locked.period_to) }));
  await tx.query("update roadmap_items set review_id = null where tenant_id = $1 and review_id = $2", [
    tx.tenantId,
    review.id,
  ]);
  const known = await tx.query<{ title: string }>(
    `update roadmap_items i set quarter = t.quarter, theme = t.theme, capex_cents = t."capexCents", opex_month_cents = t."opexMonthCents", priority = t.priority,
       risk = t.risk, horizon = t.horizon, review_id = $3, revision = revision + 1, state = case when state in ('approved','in_project','done') then state else 'proposed' end
     from jsonb_to_recordset($4) as t (title text, quarter text, theme text, "capexCents" bigint, "opexMonthCents" bigint, priority text, risk text, horizon text)
     where i.tenant_id = $1 and i.customer_id = $2 and lower(i.title) = lower(t.title) returning lower(i.title) as title`,
    [tx.tenantId, locked.customer_id, review.id, JSON.stringify(rows)],
  );
  const titles = new Set(known.map(({ title }) => title));
  await tx.query(
    `insert into roadmap_items (tenant_id, id, customer_id, theme, title, horizon, priority, state, risk, capex_cents, opex_month_cents, quarter, review_id, dedup_key, created_at)
     select $1, t.id, $2, t.theme, t.title, t.horizon, t.priority, 'proposed', t.risk, t."capexCents", t."opexMonthCents", t.quarter, $3, concat_ws('/', $2::uuid, t.theme, t.id), $5
     from jsonb_to_recordset($4) as t (id uuid, title text, quarter text, theme text, "capexCents" bigint, "opexMonthCents" bigint, priority text, risk text, horizon text)`,
    [
      tx.tenantId,
      locked.customer_id,
      review.id,
      JSON.stringify(rows.filter(({ title }) => !titles.has(title.toLowerCase()))),
      now,
    ],
  );
  return { variables: { items: (await plannedItems(tx, review.id)).map((item) => ({ ...item })) } };
};

/** The measures of a review in the order of their quarters. */
export function plannedItems(tx: Tx, reviewId: string): Promise<Item[]> {
  return tx.query<Item>(`${select} where tenant_id = $1 and review_id = $2 ${order}`, [tx.tenantId, reviewId]);
}

function horizonOf(quarter: string | null, from: string): "now" | "1y" | "2y" | "3y" {
  if (quarter === null) return "3y";
  const months =
    (Number(quarter.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
    (Number(quarter.slice(6)) - 1) * 3 -
    Number(from.slice(5, 7)) +
    1;
  if (months < 3) return "now";
  if (months < 12) return "1y";
  return months < 24 ? "2y" : "3y";
}

const decision = z.object({
  itemId: z.uuid(),
  title: z.string(),
  decision: z.enum(["approved", "postponed", "rejected"]),
  quarter: optionalText.refine(
    (text) => text === null || /^\d{4}-Q[1-4]$/.test(text),
    "Expected a quarter such as 2027-Q1",
  ),
  riskAcceptedBy: optionalText,
  note: optionalText,
});
const decide = z.object({ review: reviewInput, decisions: z.array(decision).max(200) });

/** `desk.qbr.decide`: what the customer wants done; each approved measure becomes a lead. */
export const decideRoadmap: Operation = async ({ tx, now }, given) => {
  const { review, decisions } = expectInput(decide, given);
  const locked = await lockReview(tx, review.id);
  const chosen = (kind: string) => decisions.filter((each) => each.decision === kind);
  await store(tx, { rows: chosen("approved"), reviewId: review.id, state: "approved", now });
  const items = await plannedItems(tx, review.id);
  const leads = chosen("approved").map(({ itemId, title, note }): JsonObject => {
    const item = items.find(({ id }) => id === itemId);
    const expectedCents = (item?.capexCents ?? 0) + 12 * (item?.opexMonthCents ?? 0);
    const text = [item?.risk, note].filter((part) => part).join("\n");
    return {
      source: "roadmap",
      customerId: locked.customer_id,
      origin: `roadmap:${itemId}`,
      title,
      text,
      expectedCents,
    };
  });
  const named = (kind: string) => chosen(kind).map((each) => ({ ...each }));
  return { variables: { leads, postponed: named("postponed"), rejected: named("rejected") } };
};

/** `desk.qbr.postpone`: what is put off gets its new quarter and comes again in the next review. */
export const postponeItems: Operation = async ({ tx, now }, given) => {
  const { review, decisions } = expectInput(decide, given);
  await store(tx, { rows: decisions, reviewId: review.id, state: "postponed", now });
  return { variables: {} };
};

/** `desk.qbr.refuse`: what is refused stands with the name of whoever bears the risk. */
export const refuseItems: Operation = async ({ tx, now }, given) => {
  const { review, decisions } = expectInput(decide, given);
  await store(tx, { rows: decisions, reviewId: review.id, state: "rejected", now });
  return { variables: {} };
};

interface Decided {
  readonly rows: readonly z.output<typeof decision>[];
  readonly reviewId: string;
  readonly state: "approved" | "postponed" | "rejected";
  readonly now: Date;
}

async function store(tx: Tx, { rows, reviewId, state, now }: Decided): Promise<void> {
  await tx.query(
    `update roadmap_items i set state = $4, decision = $4, decision_note = d.note, decided_at = $5, quarter = coalesce(d.quarter, i.quarter),
       risk_accepted_by = d."riskAcceptedBy", revision = revision + 1
     from jsonb_to_recordset($3) as d ("itemId" uuid, note text, quarter text, "riskAcceptedBy" text)
     where i.tenant_id = $1 and i.review_id = $2 and i.id = d."itemId"`,
    [tx.tenantId, reviewId, JSON.stringify(rows), state, now],
  );
}
