import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { readFile } from "../files/files.ts";

/** A batch's file as it was built. Money in cents. */
export interface BatchFile {
  readonly name: string;
  readonly body: Buffer;
  readonly debitCents: number;
  readonly creditCents: number;
}

interface Row {
  readonly number: string;
  readonly target: string;
  readonly file_id: string | null;
  readonly debit: number;
  readonly credit: number;
}

/** @throws {Refusal} `export.missing` */
export async function findBatch(tx: Tx, id: string): Promise<Row> {
  const [row] = await tx.query<Row & Record<string, never>>(
    `select number, target_key as target, file_id, coalesce(debit_cents, 0)::float8 as debit, coalesce(credit_cents, 0)::float8 as credit
     from export_batches where tenant_id = $1 and id = $2`,
    [tx.tenantId, id],
  );
  if (row !== undefined) return row;
  throw new Refusal("missing", "export.missing", `Expected a known batch, but ${id} is none`);
}

/** @throws {Refusal} `export.missing`, `export.state` when no file has been built yet */
export async function readFileOf(tx: Tx, id: string): Promise<BatchFile> {
  const { number, file_id: fileId, debit, credit } = await findBatch(tx, id);
  if (fileId === null)
    throw new Refusal("conflict", "export.state", `Expected a batch with its file, but ${number} has none yet`);
  const { name, body } = await readFile(tx, fileId);
  return { name, body, debitCents: debit, creditCents: credit };
}
