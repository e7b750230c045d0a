import { appendTrail } from "../../audit/trail.ts";
import { transact } from "../../db/transact.ts";
import { deploy } from "../../definitions/deploy.ts";
import type { Deployed, Deployment } from "../../definitions/deploy.ts";
import type { Cause, House } from "../house.ts";

/**
 * Publishes a BPMN file past drafts and approval, for automation; the trail says so.
 *
 * @throws {Refusal} `bpmn.*`, `definition.refused`, `definition.empty`
 */
export function deployProcess(house: House, cause: Cause, file: Omit<Deployment, "author">): Promise<Deployed> {
  const now = house.now();
  const { actor, requestId = null } = cause;
  return transact(house.database, cause.tenantId, async (tx) => {
    const deployed = await deploy(tx, { ...file, author: actor }, now);
    for (const { id, key, version, sha256, isNew } of deployed.definitions) {
      if (!isNew) continue;
      const data = { key, version, sha256, reason: file.reason ?? null, approver: null };
      await appendTrail(tx, { streamId: id, at: now, type: "deploy", actor, requestId, data });
    }
    return deployed;
  });
}
