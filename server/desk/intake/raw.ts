import { createHash } from "node:crypto";
import { z } from "zod";
import { newId } from "../../base/id.ts";
import { canonical } from "../../base/json.ts";
import { expectInput } from "../operation.ts";
import type { Operation } from "../operation.ts";

const input = z.object({ channel: z.string().min(1).max(40), payload: z.json() });

/** `desk.intake.raw`: keeps what came in, with the SHA-256 of its canonical JSON. */
export const keepRaw: Operation = async ({ tx, now, instanceId }, given) => {
  const { channel, payload } = expectInput(input, given);
  const text = canonical(payload);
  const sha256 = createHash("sha256").update(text).digest("hex");
  const id = newId(now);
  await tx.query(
    "insert into intakes (tenant_id, id, instance_id, channel, payload, sha256, received_at) values ($1, $2, $3, $4, $5, $6, $7)",
    [tx.tenantId, id, instanceId, channel, text, sha256, now],
  );
  return { variables: { raw: { id, sha256, receivedAt: now.toISOString() } } };
};

const quarantined = z.object({ raw: z.object({ id: z.uuid() }).nullish(), channel: z.string().nullish() });

/** `desk.intake.quarantine`: what could not be read is put aside for a person to look at. */
export const quarantine: Operation = async ({ tx, instanceId }, given) => {
  const { raw } = expectInput(quarantined, given);
  const rows = await tx.query<{ id: string }>(
    `update intakes set is_quarantined = true, action = 'quarantine'
     where tenant_id = $1 and (id = $2 or ($2::uuid is null and instance_id = $3)) returning id`,
    [tx.tenantId, raw?.id ?? null, instanceId],
  );
  return { variables: { quarantine: { id: rows[0]?.id ?? null } } };
};

const settled = z.object({
  intake: z.object({ id: z.uuid().nullish(), dedupKey: z.string().nullish() }).nullish(),
  action: z.string().min(1).max(60),
});

/**
 * `desk.intake.settle`: what became of it. Unless a ticket is created, the reservation of the condition ends, so that the
 * next alert of that condition can open one.
 */
export const settleIntake: Operation = async ({ tx }, given) => {
  const { intake, action } = expectInput(settled, given);
  await tx.query("update intakes set action = $3 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    intake?.id ?? null,
    action,
  ]);
  if (action !== "create") {
    await tx.query(
      `update alert_conditions set reserved_by = null, reserved_until = null
       where tenant_id = $1 and dedup_key = $2 and reserved_by = $3`,
      [tx.tenantId, intake?.dedupKey ?? null, intake?.id ?? null],
    );
    await tx.query(
      "update alert_storms set reserved_by = null, reserved_until = null where tenant_id = $1 and reserved_by = $2",
      [tx.tenantId, intake?.id ?? null],
    );
  }
  return { variables: {} };
};
