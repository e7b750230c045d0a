import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/** What is known of a review before something of it changes. */
export interface LockedReview {
  readonly id: string;
  readonly number: string;
  readonly customer_id: string;
  readonly language: "de" | "en";
  readonly period_from: string;
  readonly period_to: string;
  readonly facts: JsonObject;
  readonly assessed_by: string | null;
  readonly postponed: number;
}

/** Locks a review. @throws {Refusal} `review.missing` */
export async function lockReview(tx: Tx, id: string): Promise<LockedReview> {
  const [row] = await tx.query<LockedReview>(
    `select r.id, r.number, r.customer_id, c.language, r.period_from::text, r.period_to::text, r.facts, r.assessed_by, r.postponed
     from reviews r join customers c on c.tenant_id = r.tenant_id and c.id = r.customer_id
     where r.tenant_id = $1 and r.id = $2 for update of r`,
    [tx.tenantId, id],
  );
  if (row === undefined) throw new Refusal("missing", "review.missing", `Expected a review ${id}, but there is none`);
  return row;
}

/** A review as processes see it. */
export async function reviewVariable(tx: Tx, id: string): Promise<JsonObject> {
  const [row] = await tx.query<{ review: JsonObject }>(
    `select jsonb_build_object('id', r.id, 'number', r.number, 'state', r.state, 'customerId', r.customer_id, 'customerName', c.name,
       'language', c.language, 'periodFrom', r.period_from, 'periodTo', r.period_to, 'gaps', r.gaps, 'assessment', r.assessment,
       'meetingAt', r.meeting_at, 'postponed', r.postponed, 'pptxFileId', r.pptx_file_id, 'pdfFileId', r.pdf_file_id,
       'contactEmails', (select coalesce(jsonb_agg(p.email order by p.id), '[]') from contacts p where p.tenant_id = r.tenant_id
          and p.customer_id = r.customer_id and p.role in ('management','it','approver') and p.email is not null and p.erased_at is null)) as review
     from reviews r join customers c on c.tenant_id = r.tenant_id and c.id = r.customer_id where r.tenant_id = $1 and r.id = $2`,
    [tx.tenantId, id],
  );
  if (row === undefined) throw new Refusal("missing", "review.missing", `Expected a review ${id}, but there is none`);
  return row.review;
}
