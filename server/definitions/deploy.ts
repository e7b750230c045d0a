import { newId } from "../base/id.ts";
import type { Tx } from "../db/transact.ts";
import type { Problem } from "../engine/types.ts";
import { forkOwn } from "./lineage.ts";
import { sha256Of } from "./parts.ts";
import { lockCatalogue } from "./publish.ts";
import { compiled } from "./refuse.ts";
import { insertPins, insertRelease } from "./releases.ts";
import { subscribeStarts } from "./starts.ts";
import { writable, writeVersions } from "./write.ts";
import type { Written } from "./write.ts";

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
  const parts = executable.map((definition) => writable(definition, xml));
  const written = await writeVersions(tx, parts, { releaseId, author, reason }, now);
  const definitions: Deployed["definitions"][number][] = [];
  for (const [index, { id, key, version, sha256, isNew }] of written.entries()) {
    const definition = executable[index];
    if (id === null || definition === undefined) throw new Error(`the version of ${key} was written without an id`);
    definitions.push({ id, key, version, sha256, isNew });
    if (isNew) await subscribeStarts(tx, id, definition, now);
  }
  const made = written.filter(({ isNew }) => isNew);
  await forkOwn(tx, made, author, now);
  if (made.length > 0) await keepRelease(tx, releaseId, { made, author, reason: reason ?? null }, now);
  return { definitions, warnings: problems };
}

/** The release that a deployed file is by itself. */
async function keepRelease(
  tx: Tx,
  id: string,
  {
    made,
    author,
    reason,
  }: { readonly made: readonly Written[]; readonly author: string; readonly reason: string | null },
  at: Date,
): Promise<void> {
  const title = made.map(({ key }) => key).join(", ");
  await insertRelease(tx, { id, title, draftId: null, author, approver: null, reason, contentHash: null, at });
  const own = made.map(({ kind, key, version, sha256 }) => ({ kind, key, version, sha256, isOwn: true }));
  await insertPins(tx, id, own);
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
