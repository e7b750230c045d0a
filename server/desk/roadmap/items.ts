import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { insertRow } from "../records/insert.ts";
import { expectInput, optionalId, optionalText, ticketInput } from "../operation.ts";
import type { Operation } from "../operation.ts";
import type { Tx } from "../../db/transact.ts";

const request = z.object({
  customerId: z.uuid(),
  theme: z.string().min(1).max(60),
  horizon: z.enum(["now", "1y", "2y", "3y"]).nullish(),
  priority: z.enum(["high", "medium", "low"]).nullish(),
  assetId: optionalId,
  category: optionalText,
  title: optionalText,
  ticketNumber: optionalText,
  reason: optionalText,
});
type Request = z.output<typeof request>;
const input = z.object({ roadmapRequest: request });

interface ItemRow {
  readonly id: string;
  readonly title: string;
  readonly theme: string;
  readonly horizon: string;
  readonly priority: string;
  readonly state: string;
  readonly evidence: number;
}

/** `desk.roadmap.find`: whether this customer has an item of this theme for this asset; items that are done do not count. */
export const findRoadmapItem: Operation = async ({ tx }, given) => {
  const { roadmapRequest } = expectInput(input, given);
  return { variables: { roadmapItem: await itemVariable(tx, roadmapRequest) } };
};

/** `desk.roadmap.create`: a new idea with its first evidence; when it exists meanwhile, only the evidence is added. */
export const createRoadmapItem: Operation = async (context, given) => {
  const { tx, now } = context;
  const { roadmapRequest: wanted } = expectInput(input, given);
  await tx.query(
    `insert into roadmap_items (tenant_id, id, customer_id, asset_id, theme, title, horizon, priority, risk, dedup_key, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (tenant_id, dedup_key) do nothing`,
    [tx.tenantId, newId(now), wanted.customerId, wanted.assetId, wanted.theme, (wanted.title ?? wanted.theme).slice(0, 250),
      wanted.horizon ?? "1y", wanted.priority ?? "medium", wanted.reason, keyOf(wanted), now], // prettier-ignore
  );
  return addEvidence(context, given);
};

/** `desk.roadmap.evidence`: one more reason for an item that exists; each ticket counts once. */
export const addEvidence: Operation = async ({ tx, now }, given) => {
  const { roadmapRequest: wanted } = expectInput(input, given);
  await tx.query(
    `insert into roadmap_evidence (tenant_id, id, item_id, origin, note, at)
     select $1, $2, id, $4, $5, $6 from roadmap_items where tenant_id = $1 and dedup_key = $3 on conflict do nothing`,
    [
      tx.tenantId,
      newId(now),
      keyOf(wanted),
      wanted.ticketNumber ?? now.toISOString(),
      wanted.title ?? wanted.reason ?? wanted.theme,
      now,
    ],
  );
  return { variables: { roadmapItem: await itemVariable(tx, wanted) } };
};

/** A measure that somebody plans with a customer by hand. Money in cents. */
export const newItem = z.strictObject({
  customerId: z.uuid(),
  title: z.string().trim().min(1).max(250),
  theme: z.string().min(1).max(60),
  horizon: z.enum(["now", "1y", "2y", "3y"]).default("1y"),
  priority: z.enum(["high", "medium", "low"]).default("medium"),
  quarter: z
    .string()
    .regex(/^\d{4}-Q[1-4]$/, "Expected a quarter such as 2027-Q1")
    .nullish(),
  capexCents: z.int().min(0).max(100_000_000_000).nullish(),
  opexMonthCents: z.int().min(0).max(100_000_000_000).nullish(),
  risk: z.string().trim().max(2000).nullish(),
});

/**
 * Plans a measure by hand and gives its id. Where the customer has none of the theme yet, what tickets tell of it gathers
 * here, as with those that processes make.
 *
 * @throws {Refusal} `desk.reference` no such customer
 */
export async function planItem(tx: Tx, item: z.output<typeof newItem>, now: Date): Promise<string> {
  const id = newId(now);
  const key = keyOf({ ...item, assetId: null });
  const taken = await tx.query("select 1 from roadmap_items where tenant_id = $1 and dedup_key = $2", [
    tx.tenantId,
    key,
  ]);
  const dedupKey = taken.length === 0 ? key : `${key}/${id}`;
  await insertRow(tx, "roadmap_items", { id, ...item, dedupKey, createdAt: now });
  return id;
}

function keyOf(wanted: Pick<Request, "customerId" | "theme" | "assetId">): string {
  return `${wanted.customerId}/${wanted.theme}/${wanted.assetId ?? "-"}`;
}

async function itemVariable(tx: Tx, wanted: Request): Promise<JsonObject> {
  const [row] = await tx.query<ItemRow>(
    `select i.id, i.title, i.theme, i.horizon, i.priority, i.state,
       (select count(*)::int from roadmap_evidence e where e.tenant_id = i.tenant_id and e.item_id = i.id) as evidence
     from roadmap_items i where i.tenant_id = $1 and i.dedup_key = $2`,
    [tx.tenantId, keyOf(wanted)],
  );
  return row ? { ...row, exists: true, dedupKey: keyOf(wanted) } : { id: null, exists: false, dedupKey: keyOf(wanted) };
}

interface Facts {
  readonly category: string | null;
  readonly occurrences: number;
  readonly asset_age_months: number | null;
  readonly effort: number;
}

/** `desk.roadmap.facts`: what the rule `roadmap_trigger` asks: how often in 90 days, how old the asset, how much work. */
export const roadmapFacts: Operation = async ({ tx, now }, given) => {
  const { ticket } = expectInput(ticketInput, given);
  const [row] = await tx.query<Facts>(
    `with mine as (select * from tickets where tenant_id = $1 and id = $2),
     same as (select t.id from tickets t join mine m on t.customer_id = m.customer_id and t.category = m.category
       and (m.asset_id is null or t.asset_id = m.asset_id) where t.tenant_id = $1 and t.created_at > $3::timestamptz - interval '90 days')
     select m.category, greatest(1, (select count(*)::int from same)) as occurrences,
       (select (extract(year from age($3::timestamptz::date, a.purchased_on)) * 12 + extract(month from age($3::timestamptz::date, a.purchased_on)))::int
        from assets a where a.tenant_id = $1 and a.id = m.asset_id) as asset_age_months,
       (select coalesce(sum(e.minutes), 0)::int from time_entries e where e.tenant_id = $1 and (e.ticket_id = m.id or e.ticket_id in (select id from same))) as effort
     from mine m`,
    [tx.tenantId, ticket.id, now],
  );
  return {
    variables: {
      roadmapFacts: {
        category: row?.category ?? null,
        occurrences90d: row?.occurrences ?? 0,
        assetAgeMonths: row?.asset_age_months ?? null,
        effortMinutes90d: row?.effort ?? 0,
      },
    },
  };
};
