import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import { bmdSettings } from "../../documents/bmd/settings.ts";
import { datevSettings } from "../../documents/datev/settings.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput } from "../operation.ts";

const common = {
  key: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "Expected a key of small letters, digits and -"),
  name: z.string().min(1).max(200),
  isActive: z.boolean().default(true),
};

/** A ledger that documents are booked with, and what its adviser says about it. */
export const ledgerTarget = z.discriminatedUnion("format", [
  z.strictObject({ ...common, format: z.literal("datev"), settings: datevSettings }),
  z.strictObject({ ...common, format: z.literal("bmd"), settings: bmdSettings }),
]);

export type LedgerTarget = z.output<typeof ledgerTarget>;

/** Says where documents are booked; replaces what was said about the target before. @throws {Refusal} `desk.input` */
export async function setLedgerTarget(tx: Tx, input: z.input<typeof ledgerTarget>): Promise<void> {
  const { key, name, format, settings, isActive } = expectInput(ledgerTarget, input);
  await tx.query(
    `insert into ledger_targets (tenant_id, key, name, format, settings, is_active) values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant_id, key) do update set name = excluded.name, format = excluded.format, settings = excluded.settings,
       is_active = excluded.is_active`,
    [tx.tenantId, key, name, format, JSON.stringify(settings), isActive],
  );
}

/** @throws {Refusal} `ledger.missing` */
export async function readLedgerTarget(tx: Tx, key: string): Promise<LedgerTarget> {
  const found = (await listLedgerTargets(tx)).find((target) => target.key === key);
  if (found !== undefined) return found;
  throw new Refusal("missing", "ledger.missing", `Expected a known ledger, but ${key} is none`);
}

/** All ledgers of the house, by key. */
export async function listLedgerTargets(tx: Tx): Promise<LedgerTarget[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select key, name, format, settings, is_active as "isActive" from ledger_targets where tenant_id = $1 order by key`,
    [tx.tenantId],
  );
  return rows.map((row) => ledgerTarget.parse(row));
}
