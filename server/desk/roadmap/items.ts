import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
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

function keyOf(wanted: Request): string {
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
