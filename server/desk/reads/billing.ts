import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { listFiles } from "../files/files.ts";
import { pageValues } from "./page.ts";
import type { Page } from "./page.ts";

/** A row of a list of billing's records; what it holds says its kind. Money in cents. */
export type Listed = JsonObject & { readonly id: string; readonly createdAt: string };

const lists = {
  invoices: `select jsonb_build_object('id', x.id, 'number', x.number, 'kind', x.kind, 'customer', x.buyer->>'name', 'issuedOn', x.issued_on,
      'dueOn', x.due_on, 'netCents', x.net_cents, 'vatCents', x.vat_cents, 'grossCents', x.gross_cents, 'state', x.state,
      'corrects', (select number from invoices o where o.tenant_id = x.tenant_id and o.id = x.corrects_id),
      'createdAt', x.finalised_at) as row, x.finalised_at as at, x.id, x.state from invoices x where x.tenant_id = $1 and x.number is not null`,
  runs: `select jsonb_build_object('id', x.id, 'number', x.number, 'kind', x.kind, 'cutOff', x.cut_off, 'state', x.state, 'createdAt', x.created_at,
      'closedAt', x.closed_at) as row, x.created_at as at, x.id, x.state from billing_runs x where x.tenant_id = $1`,
  batches: `select jsonb_build_object('id', x.id, 'number', x.number, 'target', x.target_key, 'periodFrom', x.period_from, 'periodTo', x.period_to,
      'state', x.state, 'fileName', x.file_name, 'fileId', x.file_id, 'debtors', x.debtors_count, 'debtorsFileId', x.debtors_file_id, 'records', x.record_count, 'debitCents', x.debit_cents,
      'creditCents', x.credit_cents, 'attempts', x.attempts, 'breaches', x.breaches, 'rejectReason', x.reject_reason,
      'replaces', (select number from export_batches o where o.tenant_id = x.tenant_id and o.id = x.replaces_id), 'createdAt', x.created_at)
      as row, x.created_at as at, x.id, x.state from export_batches x where x.tenant_id = $1`,
} as const;

/** A page of one kind of record, the newest first; of one state when asked. */
export async function listBilling(
  tx: Tx,
  kind: keyof typeof lists,
  state: string | undefined,
  page: Page,
): Promise<Listed[]> {
  const rows = await tx.query<{ row: Listed }>(
    `select l.row from (${lists[kind]}) l where ($3::timestamptz is null or (l.at, l.id) < ($3, $4::uuid)) and ($5::text is null or l.state = $5)
     order by l.at desc, l.id desc limit $2`,
    [tx.tenantId, ...pageValues(page), state ?? null],
  );
  return rows.map(({ row }) => row);
}

/** A document with its lines, taxes, deliveries, disputes and files. @throws {Refusal} `invoice.missing` */
export async function readInvoice(tx: Tx, number: string): Promise<object> {
  const [found] = await tx.query<{ id: string; whole: JsonObject }>(
    `select i.id, to_jsonb(i) || jsonb_build_object(
       'lines', (select jsonb_agg(to_jsonb(x) order by x.pos) from invoice_lines x where x.tenant_id = i.tenant_id and x.invoice_id = i.id),
       'taxes', (select jsonb_agg(to_jsonb(x)) from invoice_taxes x where x.tenant_id = i.tenant_id and x.invoice_id = i.id),
       'deliveries', (select coalesce(jsonb_agg(to_jsonb(x) order by x.at), '[]') from invoice_deliveries x where x.tenant_id = i.tenant_id and x.invoice_id = i.id),
       'disputes', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from invoice_disputes x where x.tenant_id = i.tenant_id and x.invoice_id = i.id)) as whole
     from invoices i where i.tenant_id = $1 and i.number = $2`,
    [tx.tenantId, number],
  );
  if (found === undefined)
    throw new Refusal("missing", "invoice.missing", `Expected a known invoice, but ${number} is none`);
  return { ...camel(found.whole), files: await listFiles(tx, { kind: "invoice", id: found.id }) };
}

/** A billing run with what became of each customer, sums, and the batches its documents went into. @throws {Refusal} `run.missing` */
export async function readRun(tx: Tx, number: string): Promise<JsonObject> {
  const [found] = await tx.query<{ whole: JsonObject }>(
    `select r.row || jsonb_build_object(
       'invoicedCents', (select coalesce(sum(i.net_cents), 0) from billing_run_customers c join invoices i on i.tenant_id = c.tenant_id and i.id = c.invoice_id
         where c.tenant_id = $1 and c.run_id = r.id),
       'customers', (select coalesce(jsonb_agg(jsonb_build_object('customerId', c.customer_id, 'customer', k.name, 'state', c.state, 'reason', c.reason,
         'invoice', i.number, 'netCents', i.net_cents, 'grossCents', i.gross_cents,
         'findings', (select string_agg(f->>'text', E'\n') from jsonb_array_elements(c.findings) f)) order by k.name, k.id), '[]')
         from billing_run_customers c join customers k on k.tenant_id = c.tenant_id and k.id = c.customer_id
         left join invoices i on i.tenant_id = c.tenant_id and i.id = c.invoice_id where c.tenant_id = $1 and c.run_id = r.id),
       'exceptions', (select coalesce(jsonb_agg(jsonb_build_object('customer', k.name, 'finding', e.finding, 'reason', e.reason, 'decidedBy', e.decided_by,
         'decidedAt', e.decided_at) order by e.decided_at, e.finding), '[]') from billing_exceptions e
         join customers k on k.tenant_id = e.tenant_id and k.id = e.customer_id where e.tenant_id = $1 and e.run_id = r.id),
       'batches', (select coalesce(jsonb_agg(jsonb_build_object('number', b.number, 'target', t.name, 'state', b.state, 'records', b.record_count)
         order by b.number), '[]') from export_batches b join ledger_targets t on t.tenant_id = b.tenant_id and t.key = b.target_key
         where b.tenant_id = $1 and exists (select from export_items e join billing_run_customers c on c.tenant_id = e.tenant_id and c.invoice_id = e.invoice_id
           where e.tenant_id = b.tenant_id and e.batch_id = b.id and c.run_id = r.id))) as whole
     from (${lists.runs} and x.number = $2) r`,
    [tx.tenantId, number],
  );
  if (found !== undefined) return found.whole;
  throw new Refusal("missing", "run.missing", `Expected a known billing run, but ${number} is none`);
}

/** A batch for the ledger with its documents and what hindered it. @throws {Refusal} `batch.missing` */
export async function readBatch(tx: Tx, number: string): Promise<JsonObject> {
  const [found] = await tx.query<{ whole: JsonObject }>(
    `select b.row || jsonb_build_object('targetName', t.name, 'format', t.format, 'fileSha256', x.file_sha256, 'bookedOn', x.booked_on,
       'rejectMessage', x.reject_message, 'handedOverBy', x.handed_over_by, 'transferReference', x.transfer_reference,
       'transferredAt', x.transferred_at, 'confirmedBy', x.confirmed_by, 'closedAt', x.closed_at,
       'replacedBy', (select o.number from export_batches o where o.tenant_id = x.tenant_id and o.replaces_id = x.id limit 1),
       'breaches', (select coalesce(jsonb_agg(jsonb_build_object('severity', f->>'severity', 'text', jsonb_build_object('de', f->>'de', 'en', f->>'en'))), '[]')
         from jsonb_array_elements(x.breaches) f),
       'invoices', (select coalesce(jsonb_agg(jsonb_build_object('number', i.number, 'kind', i.kind, 'customer', i.buyer->>'name', 'issuedOn', i.issued_on,
         'grossCents', i.gross_cents) order by i.number), '[]') from export_items e join invoices i on i.tenant_id = e.tenant_id and i.id = e.invoice_id
         where e.tenant_id = $1 and e.batch_id = b.id and e.taken_out_at is null),
       'takenOut', (select coalesce(jsonb_agg(jsonb_build_object('number', i.number, 'customer', i.buyer->>'name', 'takenOutAt', e.taken_out_at,
         'batch', (select o.number from export_items n join export_batches o on o.tenant_id = n.tenant_id and o.id = n.batch_id
           where n.tenant_id = e.tenant_id and n.target_key = e.target_key and n.invoice_id = e.invoice_id and n.is_live)) order by i.number), '[]')
         from export_items e join invoices i on i.tenant_id = e.tenant_id and i.id = e.invoice_id
         where e.tenant_id = $1 and e.batch_id = b.id and e.taken_out_at is not null)) as whole
     from (${lists.batches} and x.number = $2) b join export_batches x on x.tenant_id = $1 and x.id = b.id
     join ledger_targets t on t.tenant_id = $1 and t.key = x.target_key`,
    [tx.tenantId, number],
  );
  if (found !== undefined) return found.whole;
  throw new Refusal("missing", "batch.missing", `Expected a known batch for the ledger, but ${number} is none`);
}

/** Columns as members of the interface. */
function camel(row: JsonObject): JsonObject {
  const named = Object.entries(row).map(([name, value]) => [
    name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    deep(value),
  ]);
  return Object.fromEntries(named) as JsonObject; // of the same values
}

function deep(value: JsonObject[string]): JsonObject[string] {
  if (Array.isArray(value)) return value.map((each) => deep(each) ?? null);
  return typeof value === "object" && value !== null ? camel(value as JsonObject) : value;
}
