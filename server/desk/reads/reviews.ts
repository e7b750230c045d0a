import type { Json } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { pageValues } from "./page.ts";
import type { Page } from "./page.ts";

/** A review in a list. */
export interface ListedReview {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly customer: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly state: string;
  readonly meetingAt: Date | null;
  readonly postponed: number;
  readonly gaps: number;
  readonly instanceId: string;
  readonly createdAt: Date;
}

const columns = `r.id, r.number, r.customer_id as "customerId", c.name as customer, r.period_from::text as "periodFrom", r.period_to::text as "periodTo",
  r.state, r.meeting_at as "meetingAt", r.postponed, jsonb_array_length(r.gaps) as gaps, r.instance_id as "instanceId", r.created_at as "createdAt"`;
const joined = "from reviews r join customers c on c.tenant_id = r.tenant_id and c.id = r.customer_id";

/** Reviews, newest first. @throws {Refusal} `query.limit` */
export function listReviews(
  tx: Tx,
  filter: { readonly state?: string | undefined; readonly customerId?: string | undefined },
  page: Page,
): Promise<ListedReview[]> {
  return tx.query<ListedReview>(
    `select ${columns} ${joined} where r.tenant_id = $1 and ($3::timestamptz is null or (r.created_at, r.id) < ($3, $4::uuid))
       and ($5::text is null or r.state = $5) and ($6::uuid is null or r.customer_id = $6) order by r.created_at desc, r.id desc limit $2`,
    [tx.tenantId, ...pageValues(page), filter.state ?? null, filter.customerId ?? null],
  );
}

/** A review with figures, gaps, assessment, measures and where its deck lies. */
export interface ReadReview extends Omit<ListedReview, "gaps"> {
  readonly gaps: Json;
  readonly assessment: Json;
  readonly assessedBy: string | null;
  readonly reviewedBy: string | null;
  readonly attendees: string | null;
  readonly minutes: string | null;
  readonly pptxFileId: string | null;
  readonly pdfFileId: string | null;
  readonly kpis: Json;
  readonly items: Json;
}

/** One review by number. @throws {Refusal} `review.missing` */
export async function readReview(tx: Tx, number: string): Promise<ReadReview> {
  const [row] = await tx.query<ReadReview>(
    `select ${columns.replace("jsonb_array_length(r.gaps) as gaps", "r.gaps")}, r.assessment, r.assessed_by as "assessedBy", r.reviewed_by as "reviewedBy", r.attendees, r.minutes,
       r.pptx_file_id as "pptxFileId", r.pdf_file_id as "pdfFileId",
       (select coalesce(jsonb_agg(jsonb_build_object('key', v.kpi, 'label', jsonb_build_object('de', d.label_de, 'en', d.label_en), 'unit', d.unit, 'formula', d.formula,
          'value', v.value, 'numerator', v.numerator, 'denominator', v.denominator, 'target', d.target, 'better', d.better, 'dataState', v.data_state,
          'source', v.source, 'color', v.color) order by d.position), '[]')
        from kpi_values v join kpi_definitions d on d.tenant_id = v.tenant_id and d.key = v.kpi
        where v.tenant_id = r.tenant_id and v.customer_id = r.customer_id and v.period_from = r.period_from) as kpis,
       (select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'title', i.title, 'theme', i.theme, 'quarter', i.quarter, 'priority', i.priority, 'state', i.state,
          'capexCents', i.capex_cents, 'opexMonthCents', i.opex_month_cents, 'risk', i.risk, 'decision', i.decision, 'note', i.decision_note,
          'riskAcceptedBy', i.risk_accepted_by) order by i.quarter nulls last, i.title), '[]')
        from roadmap_items i where i.tenant_id = r.tenant_id and i.review_id = r.id) as items
     ${joined} where r.tenant_id = $1 and r.number = $2`,
    [tx.tenantId, number],
  );
  if (row === undefined)
    throw new Refusal("missing", "review.missing", `Expected a review ${number}, but there is none`);
  return row;
}

/** The figures of a customer over time. */
export function listKpiValues(tx: Tx, customerId: string): Promise<Record<string, Json>[]> {
  return tx.query(
    `select v.kpi as key, d.label_de as "labelDe", d.label_en as "labelEn", d.unit, d.formula, v.period_from::text as "periodFrom", v.period_to::text as "periodTo",
       v.value::float8 as value, d.target::float8 as target, d.better, v.data_state as "dataState", v.source, v.color
     from kpi_values v join kpi_definitions d on d.tenant_id = v.tenant_id and d.key = v.kpi
     where v.tenant_id = $1 and v.customer_id = $2 order by v.period_from desc, d.position limit 1000`,
    [tx.tenantId, customerId],
  );
}
