import type { Json, JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { lockReview } from "../qbr/review.ts";

const parts: Readonly<Record<string, string>> = {
  review: "select to_jsonb(x) - 'instance_id' as item from reviews x where tenant_id = $1 and id = $2",
  measures:
    "select to_jsonb(x) as item from roadmap_items x where tenant_id = $1 and review_id = $2 order by quarter, title",
  figures: `select to_jsonb(x) as item from kpi_values x join reviews r on r.tenant_id = x.tenant_id and r.customer_id = x.customer_id
    and r.period_from = x.period_from where x.tenant_id = $1 and r.id = $2 order by kpi`,
  files: `select jsonb_build_object('name', f.name, 'sha256', f.sha256, 'bytes', f.bytes) as item from files f
    join reviews r on r.tenant_id = f.tenant_id and f.id in (r.pptx_file_id, r.pdf_file_id) where f.tenant_id = $1 and r.id = $2 order by f.name`,
};

/** A review with its figures, measures and decisions, and the hashes of its deck. @throws {Refusal} `review.missing` */
export async function reviewFile(
  tx: Tx,
  id: string,
): Promise<{ readonly number: string; readonly customerId: string | null; readonly content: JsonObject }> {
  const { number, customer_id: customerId } = await lockReview(tx, id);
  const content: Record<string, Json> = { format: "ablauf-review-file/1", number };
  for (const [name, text] of Object.entries(parts)) {
    const rows = await tx.query<{ item: Json }>(text, [tx.tenantId, id]);
    content[name] = rows.map((row) => row.item);
  }
  return { number, customerId, content };
}
