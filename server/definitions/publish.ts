import { newId } from "../base/id.ts";
import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";
import { parseRuleSet } from "../decisions/ruleSet.ts";
import type { Definition } from "../engine/types.ts";
import { carriedBy } from "./carry.ts";
import { forkOwn, lineageOf, saveLineages } from "./lineage.ts";
import type { Lineage } from "./lineage.ts";
import { nameOf, sha256Of, standardTenant, xmlOf } from "./parts.ts";
import type { Part, PartKey } from "./parts.ts";
import { compiled } from "./refuse.ts";
import type { Compile } from "./refuse.ts";
import { distinct, newestPins, referencesOf } from "./references.ts";
import { insertPins, insertRelease } from "./releases.ts";
import type { Pin } from "./releases.ts";
import { subscribeStarts } from "./starts.ts";
import { readVersion } from "./versions.ts";
import { writable, writeVersions } from "./write.ts";
import type { Imprint, Writable, Written } from "./write.ts";

/** A part to be published, and which version of its upstream it takes in. */
export interface Publishable extends Part {
  /** The upstream version that this is, or that a merge has taken into it. */
  readonly upstreamVersion?: number | undefined;
}

/** What is to become a release. */
export interface Publication extends Omit<Imprint, "releaseId"> {
  readonly title: string;
  readonly parts: readonly Publishable[];
  readonly contentHash?: string;
  /** Exactly what it was tested with, when it was; otherwise the newest of everything that is referred to. */
  readonly testedWith?: readonly Pin[];
  /** Whether the parts are taken over from upstream as they are, so that their keys go on following it. */
  readonly isFollowing?: boolean;
  readonly compile?: Compile;
}

/** A release with the versions that it made; `isNew` is false where nothing had changed. */
export interface Release {
  readonly id: string;
  readonly versions: readonly Written[];
}

/** One who publishes or retires in a tenant at a time: what is the newest version stays so until the transaction ends. */
export async function lockCatalogue(tx: Tx): Promise<void> {
  await tx.query("select id from tenants where id = $1 for update", [tx.tenantId]);
}

/**
 * Publishes parts together: new versions of what has changed, and of processes that show a form or template of the release
 * and would otherwise stay with the old one; pins of all they refer to. Without any change there is no release.
 *
 * @throws {Refusal} `bpmn.*`, `definition.refused`, `definition.empty`, `definition.key`, `rules.shape`
 */
export async function publish(tx: Tx, publication: Publication, now: Date): Promise<Release | undefined> {
  await lockCatalogue(tx);
  const releaseId = newId(now);
  const { author, approver, reason, draftId } = publication;
  const imprint: Imprint = { releaseId, author, approver, reason, draftId };
  const { versions, models } = await writeAll(tx, publication, imprint, now);
  await followAll(tx, publication, now);
  if (versions.every(({ isNew }) => !isNew)) return undefined;
  await insertRelease(tx, {
    id: releaseId,
    title: publication.title,
    draftId: draftId ?? null,
    author,
    approver: approver ?? null,
    reason: reason ?? null,
    contentHash: publication.contentHash ?? null,
    at: now,
  });
  const own = versions.map(({ kind, key, version, sha256 }) => ({ kind, key, version, sha256, isOwn: true }));
  const wanted = models.flatMap(({ definition, part }) => referencesOf(definition, xmlOf(part.body)));
  const pins = [...own, ...(publication.testedWith ?? []), ...(await newestPins(tx, wanted))];
  await insertPins(tx, releaseId, distinct(pins));
  return { id: releaseId, versions };
}

/** Rule sets, forms and templates first: they say which processes are carried, and processes are pinned to them. */
async function writeAll(
  tx: Tx,
  { parts, compile = compiled, isFollowing = false }: Publication,
  imprint: Imprint,
  now: Date,
): Promise<{ readonly versions: readonly Written[]; readonly models: readonly Modelled[] }> {
  const others = parts.filter((part) => !isProcess(part));
  for (const part of others) if (part.kind === "ruleSet") parseRuleSet(part.body);
  const first = await writeVersions(tx, others, imprint, now);
  const carried = await carriedBy(tx, first, { compile, isFollowing });
  const models = await modelsOf(together(parts.filter(isProcess), carried), compile);
  const written = models.map(({ part }) => part);
  const second = await writeVersions(tx, written, imprint, now);
  for (const [index, { id, isNew }] of second.entries()) {
    const definition = models[index]?.definition;
    if (isNew && id !== null && definition !== undefined) await subscribeStarts(tx, id, definition, now);
  }
  return { versions: [...first, ...second], models };
}

function isProcess({ kind }: PartKey): boolean {
  return kind === "process";
}

/** What is given, some of it carried, and what is carried besides. */
function together(given: readonly Publishable[], carried: readonly Writable[]): readonly Writable[] {
  const names = new Set(carried.map(nameOf));
  const known = new Set(given.map(nameOf));
  return [
    ...given.map((part) => ({ ...part, isCarried: names.has(nameOf(part)) })),
    ...carried.filter((part) => !known.has(nameOf(part))),
  ];
}

interface Modelled {
  readonly part: Writable;
  readonly definition: Definition;
}

/** Every executable process of a file is a version of its own; the part's key is one of them. */
async function modelsOf(parts: readonly Writable[], compile: Compile): Promise<readonly Modelled[]> {
  const keys = new Set(parts.map(({ key }) => key));
  const models: Modelled[] = [];
  for (const part of parts) {
    const xml = xmlOf(part.body);
    const { executable } = await compile(xml);
    if (!executable.some(({ processId }) => processId === part.key)) throw strange(part.key, executable);
    for (const definition of executable.filter(({ processId }) => processId === part.key || !keys.has(processId)))
      models.push({ part: { ...part, ...writable(definition, xml) }, definition });
  }
  return models;
}

function strange(key: string, executable: readonly Definition[]): Refusal {
  const found = executable.map(({ processId }) => processId).join(", ");
  return new Refusal(
    "unprocessable",
    "definition.key",
    `Expected an executable process with the id ${key}, but there is only ${found}`,
  );
}

/**
 * Writes how far keys have followed their upstream: what was taken over or merged in is the new base. What was not taken over
 * as it is goes its own way from now on.
 */
async function followAll(tx: Tx, { parts, isFollowing, author }: Publication, now: Date): Promise<void> {
  if (isFollowing === true) {
    const taken = parts.flatMap(({ upstreamVersion: baseVersion, ...part }) =>
      baseVersion === undefined ? [] : [followed(part, baseVersion)],
    );
    await saveLineages(tx, taken);
    return;
  }
  const own = parts.map(({ kind, key, body }) => ({ kind, key, sha256: sha256Of(kind, body) }));
  await forkOwn(tx, own, author, now);
  for (const { kind, key, upstreamVersion: version } of parts) {
    const known = version === undefined ? undefined : await lineageOf(tx, { kind, key });
    if (known === undefined) continue;
    const { upstreamTenant: tenantId, upstreamKey } = known;
    const base = await readVersion(tx, { tenantId, kind, key: upstreamKey, version });
    await saveLineages(tx, [{ ...known, baseVersion: base.version, baseSha256: base.sha256 }]);
  }
}

/** The lineage of a key that is taken over from the standard as it is. */
function followed({ kind, key, body }: Part, baseVersion: number): Lineage {
  const base = { baseVersion, baseSha256: sha256Of(kind, body) };
  return {
    kind,
    key,
    upstreamTenant: standardTenant,
    upstreamKey: key,
    ...base,
    isForked: false,
    forkedBy: null,
    forkedAt: null,
  };
}
