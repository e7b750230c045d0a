import { z } from "zod";
import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { missing } from "../records/change.ts";
import { kept } from "../records/edit.ts";

/** Another quantity, from a day on, and why. */
export const quantityChange = z.strictObject({
  quantity: z.int().min(0).max(1_000_000),
  effectiveOn: z.iso.date(),
  reason: z.string().trim().min(1).max(2_000),
});

/** A licence that is about to change, with its rows locked. */
interface Locked {
  readonly quantity: number;
  readonly bound: string | null;
  readonly assigned: number;
}

/**
 * Changes how many of a licence a customer has from a day on, as the reconciliation of a billing run does it; the change is kept
 * with who decided it and why. What is billed is as agreed for its days.
 *
 * @throws {Refusal} `license.missing`, `license.same`, `license.committed` it binds beyond that day, `license.assigned` fewer
 * than people and devices have
 */
export async function changeQuantity(
  tx: Tx,
  id: string,
  { change, actor }: { readonly change: z.output<typeof quantityChange>; readonly actor: string },
  now: Date,
): Promise<void> {
  const { quantity, effectiveOn, reason } = change;
  const before = await lockLicense(tx, id, effectiveOn);
  refuseQuantity(before, change);
  await tx.query(
    `insert into license_changes (tenant_id, id, subscription_id, effective_on, from_quantity, to_quantity, kind, is_stale, reason, decided_by, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7, false, $8, $9, $10)`,
    [
      tx.tenantId,
      newId(now),
      id,
      effectiveOn,
      before.quantity,
      quantity,
      quantity > before.quantity ? "true_up" : "true_down",
      reason,
      actor,
      now,
    ],
  );
  await tx.query(
    "update license_subscriptions set quantity = $3, revision = revision + 1 where tenant_id = $1 and id = $2",
    [tx.tenantId, id, quantity],
  );
}

function refuseQuantity({ quantity: before, bound, assigned }: Locked, change: z.output<typeof quantityChange>): void {
  const { quantity, effectiveOn } = change;
  if (quantity === before) throw refused("license.same", `Expected another quantity, but it is ${before} already`);
  if (quantity < before && bound !== null && bound > effectiveOn)
    throw refused(
      "license.committed",
      `Expected at least ${before} until ${bound}, but it is ${quantity}: the term binds`,
    );
  if (quantity < assigned)
    throw refused("license.assigned", `Expected at least the ${assigned} that are assigned, but it is ${quantity}`);
}

function refused(code: string, message: string): Refusal {
  return new Refusal("unprocessable", code, message, [{ place: "/quantity", code, message }]);
}

/** Locks a licence before what hangs on it is read or written, and tells how it stands on a day. @throws {Refusal} `license.missing` */
export async function lockLicense(tx: Tx, id: string, day: string): Promise<Locked> {
  const rows = await tx.query(
    "select 1 from license_subscriptions where tenant_id = $1 and id = $2 and is_active for update",
    [tx.tenantId, id],
  );
  const [locked] = await tx.query<Locked & Record<string, never>>(
    `select license_quantity(s, $3::date) as quantity, license_bound_until(s, $3::date)::text as bound,
       (select coalesce(sum(seats), 0)::int from asset_licences a where a.tenant_id = s.tenant_id and a.subscription_id = s.id
         and a.released_at is null) as assigned
     from license_subscriptions s where s.tenant_id = $1 and s.id = $2`,
    [tx.tenantId, id, day],
  );
  if (rows.length === 0 || locked === undefined) throw missing(kept.license, id);
  return locked;
}
