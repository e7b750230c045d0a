import { z } from "zod";
import { BpmnError } from "../../base/bpmnError.ts";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { insertRow } from "../records/insert.ts";
import { assetVariable, completedBy, lockAsset, recordEvent } from "./asset.ts";

const assetInput = z.object({ id: z.uuid() }).loose();
const wiped = z.object({
  asset: assetInput,
  wipe: z
    .object({
      method: z.enum(["nist_clear", "nist_purge", "destroy", "keep_disk"]),
      certificate: optionalText,
      file: z.union([z.array(z.uuid()), z.null()]).nullish(),
    })
    .loose(),
});

/**
 * `desk.asset.wiped`: the certificate that data are gone, by two people: who did it and who confirms it, as the trail tells.
 *
 * @throws {BpmnError} `wipe.same` one person did both
 */
export const certifyWipe: Operation = async ({ tx, now, instanceId }, given) => {
  const { asset, wipe } = expectInput(wiped, given);
  const first = await completedBy(tx, instanceId, "U_wipe");
  const second = await completedBy(tx, instanceId, "U_cert");
  if (first === null || second === null || first === second) {
    const message = `Expected two people to certify the wipe, but ${first ?? "nobody"} did both`;
    throw new BpmnError("wipe.same", message, { problem: message });
  }
  const id = newId(now);
  const { method, certificate } = wipe;
  await insertRow(tx, "wipe_certificates", {
    id,
    assetId: asset.id,
    method,
    certificate,
    wipedBy: first,
    confirmedBy: second,
    fileIds: wipe.file ?? [],
    at: now,
  });
  const locked = await lockAsset(tx, asset.id);
  const data = { certificateId: id, method, certificate, confirmedBy: second };
  await recordEvent(tx, locked, { kind: "wiped", to: "retired", actor: first, data }, now);
  return { variables: { certificate: { id, method, certificate, wipedBy: first, confirmedBy: second } } };
};

const free = z.object({ asset: assetInput });

/** `desk.asset.free`: licences of the device are free again, nobody uses it any more, and the RMM need not look for it. */
export const freeAsset: Operation = async ({ tx, now }, given) => {
  const { asset } = expectInput(free, given);
  const locked = await lockAsset(tx, asset.id);
  const licences = await tx.query<JsonObject>(
    `update asset_licences set released_at = $3 where tenant_id = $1 and asset_id = $2 and released_at is null
     returning product, reference, seats`,
    [tx.tenantId, asset.id, now],
  );
  const wasManaged = await tx.query<{ is_managed: boolean }>(
    `with before as (select is_managed from assets where tenant_id = $1 and id = $2),
       done as (update assets set contact_id = null, is_managed = false where tenant_id = $1 and id = $2)
     select is_managed from before`,
    [tx.tenantId, asset.id],
  );
  await recordEvent(tx, locked, { kind: "freed", actor: "system", data: { licences: [...licences] } }, now);
  return {
    variables: {
      freed: { licences: [...licences], isManaged: wasManaged[0]?.is_managed ?? false },
    },
  };
};

/** `desk.asset.retire`: the end: disposed of, or lost as it was. The record and its history stay. */
export const retireAsset: Operation = async ({ tx, now }, given) => {
  const { asset } = expectInput(free, given);
  const locked = await lockAsset(tx, asset.id);
  const to = locked.state === "lost" ? "lost" : "disposed";
  await tx.query("update assets set instance_id = null where tenant_id = $1 and id = $2", [tx.tenantId, asset.id]);
  await recordEvent(tx, locked, { kind: "ended", to, actor: "system" }, now);
  return { variables: { asset: await assetVariable(tx, asset.id) } };
};
