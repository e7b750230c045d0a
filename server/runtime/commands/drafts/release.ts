import { appendTrail } from "../../../audit/trail.ts";
import type { Tx } from "../../../db/transact.ts";
import { publish } from "../../../definitions/publish.ts";
import type { Publication, Release } from "../../../definitions/publish.ts";
import type { Written } from "../../../definitions/write.ts";
import type { Cause } from "../../house.ts";

/** Publishes parts as one release and writes each new version to the trail. Nothing to publish: nothing is made. */
export async function release(tx: Tx, cause: Cause, publication: Publication, now: Date): Promise<Release | undefined> {
  const made = await publish(tx, publication, now);
  if (made === undefined) return undefined;
  const { actor, requestId = null } = cause;
  const { approver = null, reason = null } = publication;
  for (const written of made.versions.filter(({ isNew }) => isNew)) {
    const { kind, key, version, sha256 } = written;
    const data = { kind, key, version, sha256, releaseId: made.id, approver, reason };
    await appendTrail(tx, { streamId: streamOf(written), at: now, type: "publish", actor, requestId, data });
  }
  return made;
}

/** Where the trail of a version is kept: of a process with the version, of all else with the key. */
export function streamOf({ kind, key, id }: Pick<Written, "kind" | "key" | "id">): string {
  return kind === "process" && id !== null ? id : `${kind}:${key}`;
}
