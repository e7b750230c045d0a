import type { Json } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { readOpportunity } from "../sales/opportunity.ts";
import { readQuote } from "../sales/quote.ts";
import type { ProjectFile } from "./projectFile.ts";

const parts: Readonly<Record<string, string>> = {
  quote: "select to_jsonb(x) - 'token_sha256' as item from quotes x where tenant_id = $1 and id = $2",
  lines: "select to_jsonb(x) as item from quote_lines x where tenant_id = $1 and quote_id = $2 order by pos",
  documents: `select to_jsonb(d) || jsonb_build_object('sha256', f.sha256) as item from documents d join quotes q on q.tenant_id = d.tenant_id
    and q.number = d.ref and q.version = d.version join files f on f.tenant_id = d.tenant_id and f.id = d.file_id
    where d.tenant_id = $1 and q.id = $2 and d.kind = 'quote' order by d.created_at, d.id`,
  orders: "select to_jsonb(x) as item from orders x where tenant_id = $1 and quote_id = $2",
  orderLines: `select to_jsonb(x) as item from order_lines x join orders o on o.tenant_id = x.tenant_id and o.id = x.order_id
    where x.tenant_id = $1 and o.quote_id = $2 order by x.pos`,
};

/** Everything the desk knows about a quote and its acceptance, for the archive. @throws {Refusal} `quote.missing` */
export async function quoteFile(
  tx: Tx,
  quoteId: string,
): Promise<Omit<ProjectFile, "customerId"> & { customerId: string | null }> {
  const { number, opportunityId } = await readQuote(tx, quoteId);
  const { customerId, customerName } = await readOpportunity(tx, { id: opportunityId });
  const content: Record<string, Json> = { format: "ablauf-quote-file/1", number, customerName };
  for (const [name, text] of Object.entries(parts)) {
    const rows = await tx.query<{ item: Json }>(text, [tx.tenantId, quoteId]);
    content[name] = rows.map((row) => row.item);
  }
  return { number, customerId, content };
}
