import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { listFiles } from "../files/files.ts";
import type { TicketFile } from "./ticketFile.ts";

const parts = {
  invoice: {
    head: "select to_jsonb(x) - 'state' - 'settled_at' as item from invoices x where tenant_id = $1 and id = $2",
    lines: "select to_jsonb(x) as item from invoice_lines x where tenant_id = $1 and invoice_id = $2 order by pos",
    taxes:
      "select to_jsonb(x) as item from invoice_taxes x where tenant_id = $1 and invoice_id = $2 order by tax_key, percent",
  },
  export_batch: {
    head: "select to_jsonb(x) as item from export_batches x where tenant_id = $1 and id = $2",
    items: "select to_jsonb(x) as item from export_items x where tenant_id = $1 and batch_id = $2 order by invoice_id",
  },
} as const;

/** Takes the row itself, so that two archivings of one document do not make two versions. */
export async function lockInvoice(tx: Tx, id: string): Promise<void> {
  await tx.query("select 1 from invoices where tenant_id = $1 and id = $2 for update", [tx.tenantId, id]);
}

/** The same of a batch for the ledger. */
export async function lockExportBatch(tx: Tx, id: string): Promise<void> {
  await tx.query("select 1 from export_batches where tenant_id = $1 and id = $2 for update", [tx.tenantId, id]);
}

/** A final document with its lines and taxes, and the hashes of its files. @throws {Refusal} `archive.subject` */
export function invoiceFile(tx: Tx, id: string): Promise<TicketFile> {
  return fileOf(tx, "invoice", id);
}

/** A batch with what is in it, and the hash of its file. @throws {Refusal} `archive.subject` */
export function batchFile(tx: Tx, id: string): Promise<TicketFile> {
  return fileOf(tx, "export_batch", id);
}

async function fileOf(tx: Tx, kind: keyof typeof parts, id: string): Promise<TicketFile> {
  const content: Record<string, JsonObject[] | string | JsonObject> = { format: `ablauf-${kind.replace("_", "-")}/1` };
  for (const [name, text] of Object.entries(parts[kind])) {
    const rows = await tx.query<{ item: JsonObject }>(text, [tx.tenantId, id]);
    content[name] = rows.map(({ item }) => item);
  }
  const [head] = content["head"] as JsonObject[]; // as just read
  if (head === undefined)
    throw new Refusal("missing", "archive.subject", `Expected a known ${kind}, but ${id} is none`);
  const files = await listFiles(tx, { kind, id });
  content["files"] = files.map(({ name, bytes, sha256, mediaType }) => ({ name, bytes, sha256, mediaType }));
  const { number, customer_id: customerId } = head as { number: string; customer_id?: string }; // columns of both tables
  return { number, customerId: customerId ?? null, content };
}
