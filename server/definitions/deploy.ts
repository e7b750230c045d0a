import { newId } from "../base/id.ts";
import type { Tx } from "../db/transact.ts";
import type { Problem } from "../engine/types.ts";
import { forkOwn } from "./lineage.ts";
import { sha256Of } from "./parts.ts";
import { lockCatalogue } from "./publish.ts";
import { compiled } from "./refuse.ts";
import { insertPins, insertRelease } from "./releases.ts";
import { subscribeStarts } from "./starts.ts";
import { writable, writeVersion } from "./write.ts";

/** A BPMN file to deploy, and on whose account. */
export interface Deployment {
  readonly xml: string;
  readonly author: string;
  readonly reason?: string;
}

/** What became of each executable process of the file. The same XML again is no new version. */
export interface Deployed {
  readonly definitions: readonly {
    readonly id: string;
    readonly key: string;
    readonly version: number;
    readonly sha256: string;
    readonly isNew: boolean;
  }[];
  readonly warnings: readonly Problem[];
}

/**
 * Publishes the executable processes of a BPMN file as new versions, without draft, check or approval: for automation.
 * From then on messages, signals and timers start the new version; running instances stay on theirs. The file is a
 * release of its own that pins nothing else.
 *
 * @throws {Refusal} `bpmn.*` not readable; `definition.refused` with each element that cannot be run and why;
 *   `definition.empty` no executable process
 */
export async function deploy(tx: Tx, { xml, author, reason }: Deployment, now: Date): Promise<Deployed> {
  const known = await alreadyLatest(tx, sha256Of("process", xml));
  if (known.length > 0) return { definitions: known, warnings: [] };
  const { executable, problems } = await compiled(xml);
  await lockCatalogue(tx);
  const releaseId = newId(now);
  const definitions: Deployed["definitions"][number][] = [];
  for (const definition of executable) {
    const key = definition.processId;
    const part = writable(definition, xml);
    const { id, version, sha256, isNew } = await writeVersion(tx, part, { releaseId, author, reason }, now);
    if (id === null) throw new Error(`the version of ${key} was written without an id`);
    definitions.push({ id, key, version, sha256, isNew });
    if (!isNew) continue;
    await subscribeStarts(tx, id, definition, now);
    await forkOwn(tx, part, author, now);
  }
  const made = definitions.filter(({ isNew }) => isNew);
  if (made.length > 0) {
    const title = made.map(({ key }) => key).join(", ");
    await insertRelease(tx, {
      id: releaseId,
      title,
      draftId: null,
      author,
      approver: null,
      reason: reason ?? null,
      contentHash: null,
      at: now,
    });
    const own = made.map(
      ({ key, version, sha256 }) => ({ kind: "process", key, version, sha256, isOwn: true }) as const,
    );
    await insertPins(tx, releaseId, own);
  }
  return { definitions, warnings: problems };
}

/** The processes of this very file, when all of them are the latest of their key: nothing to do then. */
async function alreadyLatest(tx: Tx, sha256: string): Promise<Deployed["definitions"][number][]> {
  const rows = await tx.query<{ id: string; key: string; version: number; is_latest: boolean }>(
    `select id, key, version, state = 'published' and not exists (
       select 1 from definitions n where n.tenant_id = d.tenant_id and n.key = d.key and n.version > d.version) as is_latest
     from definitions d where tenant_id = $1 and sha256 = $2`,
    [tx.tenantId, sha256],
  );
  if (rows.some((row) => !row.is_latest)) return [];
  return rows.map(({ id, key, version }) => ({ id, key, version, sha256, isNew: false }));
}
