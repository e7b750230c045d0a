import { appendTrail } from "../../audit/trail.ts";
import { transact } from "../../db/transact.ts";
import { deploy } from "../../definitions/deploy.ts";
import type { Deployed, Deployment } from "../../definitions/deploy.ts";
import { publishResource } from "../../definitions/resources.ts";
import type { ResourceKind } from "../../definitions/resources.ts";
import { publishRuleSet } from "../../definitions/ruleSets.ts";
import type { Publication } from "../../definitions/ruleSets.ts";
import { parseForm } from "../../tasks/form.ts";
import type { Cause, House } from "../house.ts";

/** Publishes a BPMN file. @throws {Refusal} `bpmn.*`, `definition.refused`, `definition.empty` */
export function deployProcess(house: House, cause: Cause, file: Omit<Deployment, "author">): Promise<Deployed> {
  const now = house.now();
  return transact(house.database, cause.tenantId, async (tx) => {
    const deployed = await deploy(tx, { ...file, author: cause.actor }, now);
    for (const { id, key, version, sha256, isNew } of deployed.definitions) {
      if (!isNew) continue;
      const data = { key, version, sha256, reason: file.reason ?? null };
      await appendTrail(tx, {
        streamId: id,
        at: now,
        type: "deploy",
        actor: cause.actor,
        requestId: cause.requestId ?? null,
        data,
      });
    }
    return deployed;
  });
}

/** Publishes a rule set, form or template. Tells its version. @throws {Refusal} `rules.shape`, `form.shape` */
export function publish(
  house: House,
  cause: Cause,
  kind: "ruleSet" | ResourceKind,
  publication: Omit<Publication, "author">,
): Promise<number> {
  const now = house.now();
  return transact(house.database, cause.tenantId, async (tx) => {
    const whole = { ...publication, author: cause.actor };
    if (kind === "form") parseForm(publication.body);
    const version =
      kind === "ruleSet" ? await publishRuleSet(tx, whole, now) : await publishResource(tx, kind, whole, now);
    const data = { kind, key: publication.key, version };
    await appendTrail(tx, {
      streamId: `${kind}:${publication.key}`,
      at: now,
      type: "publish",
      actor: cause.actor,
      requestId: cause.requestId ?? null,
      data,
    });
    return version;
  });
}
