import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { batchVariable, openBatch } from "./plan.ts";

const batch = z.object({ batch: z.object({ id: z.uuid() }) });

interface Row {
  readonly id: string;
  readonly number: string;
  readonly target_key: string;
  readonly period_from: string;
  readonly period_to: string;
  readonly booked_on: string | null;
  readonly state: string;
}

/** Locks a batch and tells of it. @throws {Refusal} `export.missing`, `export.state` when it is in none of these states */
export async function lockBatch(tx: Tx, id: string, states: readonly string[]): Promise<Row> {
  const [row] = await tx.query<Row & Record<string, never>>(
    `select id, number, target_key, period_from::text as period_from, period_to::text as period_to,
       booked_on::text as booked_on, state from export_batches
     where tenant_id = $1 and id = $2 for update`,
    [tx.tenantId, id],
  );
  if (row === undefined) throw new Refusal("missing", "export.missing", `Expected a known batch, but ${id} is none`);
  if (!states.includes(row.state))
    throw new Refusal(
      "conflict",
      "export.state",
      `Expected a batch that is ${states.join(" or ")}, but ${row.number} is ${row.state}`,
    );
  return row;
}

/** What building a batch's file came to. */
export interface Built {
  readonly fileId: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly records: number;
  readonly debitCents: number;
  readonly creditCents: number;
}

/** Notes a batch's file. Built anew it has a new one. @throws {Refusal} `export.missing`, `export.state` */
export async function markBuilt(tx: Tx, id: string, built: Built): Promise<JsonObject> {
  await lockBatch(tx, id, ["planned", "built", "validated"]);
  await tx.query(
    `update export_batches set state = 'built', file_id = $3, file_name = $4, file_sha256 = $5, record_count = $6, debit_cents = $7,
       credit_cents = $8, breaches = '[]' where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, built.fileId, built.fileName, built.sha256, built.records, built.debitCents, built.creditCents],
  );
  return batchVariable(tx, id);
}

/** Notes what is wrong with a batch's file; what is only a warning does not hold it. */
export async function markValidated(
  tx: Tx,
  id: string,
  breaches: readonly JsonObject[],
  isAcceptable: boolean,
): Promise<JsonObject> {
  await lockBatch(tx, id, ["built", "validated"]);
  await tx.query("update export_batches set breaches = $3, state = $4 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
    JSON.stringify(breaches),
    isAcceptable ? "validated" : "built",
  ]);
  return batchVariable(tx, id);
}

/** Notes that somebody tries to hand a batch over; tells how often that was tried. */
export async function countAttempt(tx: Tx, id: string): Promise<number> {
  const [row] = await tx.query<{ attempts: number }>(
    "update export_batches set attempts = attempts + 1 where tenant_id = $1 and id = $2 returning attempts",
    [tx.tenantId, id],
  );
  return row?.attempts ?? 0;
}

/** Notes that the ledger has a batch. @throws {Refusal} `export.missing`, `export.state` */
export async function markTransferred(
  tx: Tx,
  id: string,
  now: Date,
  how: { readonly by?: string | null; readonly reference?: string },
): Promise<JsonObject> {
  await lockBatch(tx, id, ["validated", "transferred"]);
  await tx.query(
    `update export_batches set state = 'transferred', transferred_at = $3, handed_over_by = $4, transfer_reference = $5
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, now, how.by ?? null, how.reference ?? null],
  );
  return batchVariable(tx, id);
}

/** Most batches that the accounting is asked about in one turn. */
const mostAwaited = 100;

/** Batches that were handed over by a connector and wait for the accounting's answer, the longest waiting first. */
export function awaitedBatches(tx: Tx): Promise<{ readonly number: string; readonly reference: string }[]> {
  return tx.query(
    `select number, transfer_reference as reference from export_batches
     where tenant_id = $1 and state = 'transferred' and transfer_reference is not null order by transferred_at limit $2`,
    [tx.tenantId, mostAwaited],
  );
}

/** `desk.export.transferred`: a person has handed the file over. */
export const handOver: Operation = async ({ tx, now }, given) => {
  const { batch: each, decidedBy } = expectInput(batch.extend({ decidedBy: optionalText }), given);
  return { variables: { batch: await markTransferred(tx, each.id, now, { by: decidedBy }) } };
};

/**
 * `desk.export.confirm`: the ledger has booked the batch. Tells which documents every ledger has now, to be archived, and
 * which tickets and projects are invoiced by them; each is told once.
 */
export const confirmBatch: Operation = async ({ tx, now }, given) => {
  const { batch: each, decidedBy } = expectInput(batch.extend({ decidedBy: optionalText }), given);
  await lockBatch(tx, each.id, ["transferred"]);
  await tx.query(
    "update export_batches set state = 'confirmed', confirmed_by = $3, closed_at = $4 where tenant_id = $1 and id = $2",
    [tx.tenantId, each.id, decidedBy, now],
  );
  const settled = await tx.query<{ id: string; kind: string; number: string }>(
    `update invoices i set settled_at = $3 where i.tenant_id = $1 and i.settled_at is null
       and i.id in (select invoice_id from export_items where tenant_id = $1 and batch_id = $2 and is_live)
       and not exists (select 1 from ledger_targets t where t.tenant_id = $1 and t.is_active and not exists (
         select 1 from export_items x join export_batches b on b.tenant_id = x.tenant_id and b.id = x.batch_id and b.state = 'confirmed'
         where x.tenant_id = $1 and x.target_key = t.key and x.invoice_id = i.id and x.is_live)) returning i.id, i.kind, i.number`,
    [tx.tenantId, each.id, now],
  );
  const documents = [
    // a credit note was archived when it was sent
    ...settled.filter(({ kind }) => kind === "invoice").map(({ id }): JsonObject => ({ kind: "invoice", id })),
    { kind: "export_batch", id: each.id },
  ];
  const told = await invoiced(tx, settled.map(({ id }) => id)); // prettier-ignore
  return { variables: { batch: await batchVariable(tx, each.id), documents, invoiced: told } };
};

/** Keys of `billing.invoiced`: numbers of tickets and projects, with the invoice. */
async function invoiced(tx: Tx, invoiceIds: readonly string[]): Promise<JsonObject[]> {
  const rows = await tx.query<{ key: string; invoice: string }>(
    `select coalesce(t.number, p.project->>'number') as key, max(i.number) as invoice from invoices i
     join invoice_lines x on x.tenant_id = i.tenant_id and x.invoice_id = i.id
     join billing_lines l on l.tenant_id = x.tenant_id and l.id = x.billing_line_id
     join billing_proposals p on p.tenant_id = l.tenant_id and p.id = l.proposal_id and p.origin in ('ticket','project')
     left join tickets t on t.tenant_id = p.tenant_id and p.origin = 'ticket' and t.id = p.origin_id
     where i.tenant_id = $1 and i.id = any($2::uuid[]) group by 1 order by 1`,
    [tx.tenantId, invoiceIds],
  );
  return rows.map(({ key, invoice }) => ({ key, invoiceNumber: invoice }));
}

const replace = batch.extend({
  reason: z.enum(["account_missing", "tax_key", "period_closed", "format", "other"]),
  message: optionalText,
  bookedOn: z.iso.date().nullish(),
});

/**
 * `desk.export.replace`: the ledger has rejected the batch. It stays as it is, with the reason, what the ledger said and what
 * was put right, and a new one has its documents. Where the period is closed there, the new one is booked on another day, and
 * so is whatever replaces that; the documents keep theirs.
 */
export const replaceBatch: Operation = async (context, given) => {
  const { batch: each, reason, message, bookedOn } = expectInput(replace, given);
  const { tx, now } = context;
  const old = await lockBatch(tx, each.id, ["transferred", "rejected"]);
  const items = await tx.query<{ invoice_id: string }>(
    "update export_items set is_live = false where tenant_id = $1 and batch_id = $2 and is_live returning invoice_id",
    [tx.tenantId, old.id],
  );
  await tx.query(
    "update export_batches set state = 'replaced', reject_reason = $3, reject_message = concat_ws(E'\\n→ ', reject_message, $4::text), closed_at = $5 where tenant_id = $1 and id = $2",
    [tx.tenantId, old.id, reason, message, now],
  );
  const wanted = { ...old, booked_on: bookedOn ?? old.booked_on, invoice_ids: items.map(({ invoice_id: id }) => id) };
  return { variables: { batch: await openBatch(context, wanted, old.id) } };
};

/** Notes that the ledger said no, before somebody looks at it. @throws {Refusal} `export.missing`, `export.state` */
export async function markRejected(tx: Tx, id: string, message: string | null): Promise<void> {
  await lockBatch(tx, id, ["transferred"]);
  await tx.query("update export_batches set state = 'rejected', reject_message = $3 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
    message,
  ]);
}

/** `desk.export.rejected`: the ledger said no. */
export const rejectBatch: Operation = async ({ tx }, given) => {
  const { batch: each, message } = expectInput(batch.extend({ message: optionalText }), given);
  await markRejected(tx, each.id, message);
  return { variables: { batch: await batchVariable(tx, each.id) } };
};
