import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { pageValues } from "./page.ts";
import type { Page } from "./page.ts";

/** An item of a customer's roadmap with what speaks for it. */
export interface ListedRoadmapItem {
  readonly id: string;
  readonly customer: string;
  readonly asset: string | null;
  readonly theme: string;
  readonly title: string;
  readonly horizon: string;
  readonly priority: string;
  readonly state: string;
  readonly quarter: string | null;
  /** Money in cents. */
  readonly capexCents: number | null;
  readonly opexMonthCents: number | null;
  readonly risk: string | null;
  readonly decision: string | null;
  readonly riskAcceptedBy: string | null;
  /** To be named when the item is changed. */
  readonly revision: number;
  readonly evidence: readonly { readonly origin: string; readonly note: string }[];
  readonly createdAt: Date;
}

const columns = `i.id, c.name as customer, a.name as asset, i.theme, i.title, i.horizon, i.priority, i.state, i.quarter, i.capex_cents::float8 as "capexCents",
  i.opex_month_cents::float8 as "opexMonthCents", i.risk, i.decision, i.risk_accepted_by as "riskAcceptedBy", i.revision, i.created_at as "createdAt",
  (select coalesce(jsonb_agg(jsonb_build_object('origin', e.origin, 'note', e.note) order by e.at, e.id), '[]')
   from roadmap_evidence e where e.tenant_id = i.tenant_id and e.item_id = i.id) as evidence
  from roadmap_items i join customers c on c.tenant_id = i.tenant_id and c.id = i.customer_id
  left join assets a on a.tenant_id = i.tenant_id and a.id = i.asset_id`;

/** Roadmap items, newest first; of one customer when asked. @throws {Refusal} `query.limit` */
export function listRoadmapItems(
  tx: Tx,
  filter: { readonly customerId?: string | undefined },
  page: Page,
): Promise<ListedRoadmapItem[]> {
  return tx.query<ListedRoadmapItem>(
    `select ${columns}
     where i.tenant_id = $1 and ($3::timestamptz is null or (i.created_at, i.id) < ($3, $4::uuid)) and ($5::uuid is null or i.customer_id = $5)
     order by i.created_at desc, i.id desc limit $2`,
    [tx.tenantId, ...pageValues(page), filter.customerId ?? null],
  );
}

/** One item of a roadmap. @throws {Refusal} `roadmap.missing` */
export async function readRoadmapItem(tx: Tx, id: string): Promise<ListedRoadmapItem> {
  const [row] = await tx.query<ListedRoadmapItem>(`select ${columns} where i.tenant_id = $1 and i.id = $2`, [
    tx.tenantId,
    id,
  ]);
  if (row === undefined)
    throw new Refusal("missing", "roadmap.missing", `Expected a roadmap item ${id}, but there is none`);
  return row;
}
