import { newId } from "../base/id.ts";
import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";
import { parseRuleSet } from "../decisions/ruleSet.ts";
import type { Definition } from "../engine/types.ts";
import { carriedBy } from "./carry.ts";
import { forkOwn, lineageOf, saveLineage } from "./lineage.ts";
import type { Lineage } from "./lineage.ts";
import { nameOf, standardTenant, xmlOf } from "./parts.ts";
import type { Part } from "./parts.ts";
import { compiled } from "./refuse.ts";
import type { Compile } from "./refuse.ts";
import { distinct, newestPins, referencesOf } from "./references.ts";
import { insertPins, insertRelease } from "./releases.ts";
import type { Pin } from "./releases.ts";
import { subscribeStarts } from "./starts.ts";
import { readVersion } from "./versions.ts";
import { writable, writeVersion } from "./write.ts";
import type { Imprint, Written } from "./write.ts";

/** A part to be published, and which version of its upstream it takes in. */
export interface Publishable extends Part {
  /** The upstream version that this is, or that a merge has taken into it. */
  readonly upstreamVersion?: number | undefined;
}

/** What is to become a release. */
export interface Publication extends Omit<Imprint, "releaseId" | "upstreamVersion"> {
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

/** Rule sets, forms and templates first: processes are pinned to them. */
const order = ["ruleSet", "form", "template", "scenario", "process"] as const;

/**
 * Publishes parts together: new versions of what has changed, and of processes that show a form or template of the release
 * and would otherwise stay with the old one; pins of all they refer to. Without any change there is no release.
 *
 * @throws {Refusal} `bpmn.*`, `definition.refused`, `definition.empty`, `definition.key`, `rules.shape`
 */
export async function publish(tx: Tx, publication: Publication, now: Date): Promise<Release | undefined> {
  await lockCatalogue(tx);
  const releaseId = newId(now);
  const { author, approver, reason, draftId, compile = compiled } = publication;
  const imprint: Imprint = { releaseId, author, approver, reason, draftId };
  const versions: Written[] = [];
  const pins: Pin[] = [];
  const parts = order.flatMap((kind) => publication.parts.filter((part) => part.kind === kind));
  for (const part of parts.filter(({ kind }) => kind !== "process")) versions.push(await other(tx, part, imprint, now));
  const carried = await carriedBy(tx, versions, { compile, isFollowing: publication.isFollowing === true });
  const names = new Set(carried.map(nameOf));
  const given = parts
    .filter(({ kind }) => kind === "process")
    .map((part) => ({ ...part, isCarried: names.has(nameOf(part)) }));
  const known = new Set(given.map(nameOf));
  for (const part of [...given, ...carried.filter((each) => !known.has(nameOf(each)))]) {
    const made = await process(tx, { ...part, compile }, imprint, now);
    versions.push(...made.versions);
    pins.push(...made.pins);
  }
  for (const part of parts) await follow(tx, part, publication, now);
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
  await insertPins(tx, releaseId, distinct([...own, ...(publication.testedWith ?? []), ...pins]));
  return { id: releaseId, versions };
}

async function other(tx: Tx, part: Publishable, imprint: Imprint, now: Date): Promise<Written> {
  if (part.kind === "ruleSet") parseRuleSet(part.body);
  return writeVersion(tx, part, { ...imprint, upstreamVersion: part.upstreamVersion }, now);
}

/** Every executable process of the file is a version of its own; the part's key is one of them. */
async function process(
  tx: Tx,
  { compile, ...part }: Publishable & { readonly isCarried?: boolean; readonly compile: Compile },
  imprint: Imprint,
  now: Date,
): Promise<{ readonly versions: readonly Written[]; readonly pins: readonly Pin[] }> {
  const xml = xmlOf(part.body);
  const { executable } = await compile(xml);
  if (!executable.some(({ processId }) => processId === part.key)) throw strange(part.key, executable);
  const versions: Written[] = [];
  for (const definition of executable) {
    const whole = { ...part, ...writable(definition, xml) };
    const written = await writeVersion(tx, whole, { ...imprint, upstreamVersion: part.upstreamVersion }, now);
    if (written.isNew && written.id !== null) await subscribeStarts(tx, written.id, definition, now);
    versions.push(written);
  }
  const wanted = executable.flatMap((definition) => referencesOf(definition, xml));
  return { versions, pins: await newestPins(tx, wanted) };
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
 * Writes how far a key has followed its upstream: what was taken over or merged in is the new base. What was not taken over
 * as it is goes its own way from now on.
 */
async function follow(tx: Tx, part: Publishable, { isFollowing, author }: Publication, now: Date): Promise<void> {
  if (isFollowing !== true) await forkOwn(tx, part, author, now);
  const { kind, upstreamVersion: version } = part;
  if (version === undefined) return;
  const known = (await lineageOf(tx, part)) ?? followed(part);
  const { upstreamTenant: tenantId, upstreamKey } = known;
  const base = await readVersion(tx, { tenantId, kind, key: upstreamKey, version });
  await saveLineage(tx, { ...known, baseVersion: version, baseSha256: base.sha256 });
}

/** The lineage of a key that is taken over from the standard for the first time. */
function followed({ kind, key }: Publishable): Lineage {
  const fresh = { baseVersion: 0, baseSha256: "", isForked: false, forkedBy: null, forkedAt: null };
  return { kind, key, upstreamTenant: standardTenant, upstreamKey: key, ...fresh };
}
