import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { costCentreForms, fitCostCentre } from "../../documents/ledger/costCentres.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { lockBatch } from "./batches.ts";
import { batchVariable } from "./plan.ts";
import { readLedgerTarget } from "./targets.ts";

const fix = z.object({
  batch: z.object({ id: z.uuid() }),
  action: z.enum(["rebuild", "map", "take_out"]),
  costCentre: optionalText,
  bookedAs: optionalText,
  documents: z.array(z.string()).max(1000).nullish(),
});

/**
 * `desk.export.fix`: what somebody decided about a batch that its ledger would not take. A cost centre gets its name there, for
 * this batch and all that follow; or documents are taken out, each to go into a batch of its own when batches are planned next.
 * A batch without documents is withdrawn.
 */
export const fixBatch: Operation = async ({ tx, now }, given) => {
  const { batch, action, costCentre, bookedAs, documents } = expectInput(fix, given);
  const { target_key: target } = await lockBatch(tx, batch.id, ["planned", "built", "validated"]);
  if (action === "map" && costCentre !== null)
    await nameCostCentre(tx, { target, costCentre, bookedAs: bookedAs ?? "" });
  if (action === "take_out") await takeOut(tx, batch.id, documents ?? [], now);
  return { variables: { batch: await batchVariable(tx, batch.id) } };
};

interface Naming {
  readonly target: string;
  readonly costCentre: string;
  /** Nothing: booked without cost centre. */
  readonly bookedAs: string;
}

/** Written as the ledger's format takes it, so that it cannot fail there again. @throws {Refusal} `ledger.missing` */
async function nameCostCentre(tx: Tx, { target, costCentre, bookedAs }: Naming): Promise<void> {
  const { format } = await readLedgerTarget(tx, target);
  await tx.query(
    `update ledger_targets set settings = jsonb_set(settings, '{costCentres}',
       coalesce(settings->'costCentres', '{}') || jsonb_build_object($3::text, $4::text)) where tenant_id = $1 and key = $2`,
    [tx.tenantId, target, costCentre, fitCostCentre(bookedAs, costCentreForms[format])],
  );
}

/** @throws {Refusal} `export.document` none of the numbers is in the batch */
async function takeOut(tx: Tx, batchId: string, numbers: readonly string[], now: Date): Promise<void> {
  const taken = await tx.query(
    `update export_items x set is_live = false, taken_out_at = $4 from invoices i
     where x.tenant_id = $1 and x.batch_id = $2 and x.is_live and i.tenant_id = x.tenant_id and i.id = x.invoice_id and i.number = any($3)
     returning x.invoice_id`,
    [tx.tenantId, batchId, numbers, now],
  );
  if (taken.length === 0)
    throw new Refusal(
      "unprocessable",
      "export.document",
      "Expected documents of the batch to take out, but there are none",
    );
  await tx.query(
    `update export_batches b set state = 'withdrawn', closed_at = $3 where tenant_id = $1 and id = $2
       and not exists (select 1 from export_items x where x.tenant_id = b.tenant_id and x.batch_id = b.id and x.is_live)`,
    [tx.tenantId, batchId, now],
  );
}
