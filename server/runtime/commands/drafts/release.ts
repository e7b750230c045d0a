import { appendTrail } from "../../../audit/trail.ts";
import type { Tx } from "../../../db/transact.ts";
import { publish } from "../../../definitions/publish.ts";
import type { Publication, Release } from "../../../definitions/publish.ts";
import type { Written } from "../../../definitions/write.ts";
import type { Cause } from "../../house.ts";

/** Publishes parts as one release and writes it, with each new version, to the trail. Nothing to publish: nothing is made. */
export async function release(tx: Tx, cause: Cause, publication: Publication, now: Date): Promise<Release | undefined> {
  const made = await publish(tx, publication, now);
  if (made === undefined) return undefined;
  const { actor, requestId = null } = cause;
  const { approver = null, reason = null, title } = publication;
  const fresh = made.versions.filter(({ isNew }) => isNew);
  const versions = fresh.map(({ kind, key, version, sha256 }) => ({ kind, key, version, sha256 }));
  const data = { title, approver, reason, versions };
  await appendTrail(tx, { streamId: made.id, at: now, type: "publish", actor, requestId, data });
  return made;
}

/** Where the trail of a version is kept: of a process with the version, of all else with the key. */
export function streamOf({ kind, key, id }: Pick<Written, "kind" | "key" | "id">): string {
  return kind === "process" && id !== null ? id : `${kind}:${key}`;
}
