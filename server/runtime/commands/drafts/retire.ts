import { appendTrail } from "../../../audit/trail.ts";
import { Refusal } from "../../../base/refusal.ts";
import type { Tx } from "../../../db/transact.ts";
import { xmlOf } from "../../../definitions/parts.ts";
import type { PartKey } from "../../../definitions/parts.ts";
import { lockCatalogue } from "../../../definitions/publish.ts";
import { compiled } from "../../../definitions/refuse.ts";
import { subscribeStarts, unsubscribeStarts } from "../../../definitions/starts.ts";
import { findVersion, readVersion, tableOf } from "../../../definitions/versions.ts";
import type { Cause, House } from "../../house.ts";
import { change } from "./change.ts";
import { streamOf } from "./release.ts";

/**
 * Retires a version: nothing new begins on it, what runs on it goes on. The newest version that is left takes over the start
 * events; when none is left, nothing starts the process any more.
 *
 * @throws {Refusal} `version.missing`, `version.retired`
 */
export function retireVersion(
  house: House,
  cause: Cause,
  part: PartKey & { readonly version: number },
  reason: string,
): Promise<void> {
  return change(house, cause, async (tx, now) => {
    await lockCatalogue(tx);
    const found = await readVersion(tx, part);
    const { kind, key, version } = part;
    if (found.state === "retired")
      throw new Refusal(
        "conflict",
        "version.retired",
        `Expected a published version, but ${key} ${version} is retired`,
      );
    const isNewest = (await findVersion(tx, { kind, key }))?.version === version;
    const { table, only } = tableOf(kind);
    await tx.query(
      `update ${table} v set state = 'retired', retired_at = $4, retired_by = $5, retire_reason = $6
       where v.tenant_id = $1 and ${only} and v.key = $2 and v.version = $3`,
      [tx.tenantId, key, version, now, cause.actor, reason],
    );
    if (isNewest && kind === "process") await handOverStarts(tx, key, now);
    const { actor, requestId = null } = cause;
    const data = { kind, key, version, sha256: found.sha256, reason };
    await appendTrail(tx, { streamId: streamOf(found), at: now, type: "retire", actor, requestId, data });
    return { result: undefined };
  });
}

async function handOverStarts(tx: Tx, key: string, now: Date): Promise<void> {
  await unsubscribeStarts(tx, key);
  const heir = await findVersion(tx, { kind: "process", key });
  if (heir?.id === undefined || heir.id === null) return;
  const { executable } = await compiled(xmlOf(heir.body));
  const definition = executable.find(({ processId }) => processId === key);
  if (definition !== undefined) await subscribeStarts(tx, heir.id, definition, now);
}
