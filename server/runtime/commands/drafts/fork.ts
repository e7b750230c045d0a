import { appendTrail } from "../../../audit/trail.ts";
import { newId } from "../../../base/id.ts";
import type { JsonObject } from "../../../base/json.ts";
import { Refusal } from "../../../base/refusal.ts";
import type { Tx } from "../../../db/transact.ts";
import { insertDraft, savePart } from "../../../definitions/drafts.ts";
import { lineageOf, saveLineage } from "../../../definitions/lineage.ts";
import { standardTenant } from "../../../definitions/parts.ts";
import type { PartKey } from "../../../definitions/parts.ts";
import { readPins, readRelease } from "../../../definitions/releases.ts";
import { renamed } from "../../../definitions/renameKey.ts";
import { findVersion, readVersion } from "../../../definitions/versions.ts";
import type { VersionBody } from "../../../definitions/versions.ts";
import type { Cause, House } from "../../house.ts";
import { change } from "./change.ts";
import { record } from "./edit.ts";
import { release } from "./release.ts";

/** What has become a line of its own. */
export interface Forked {
  readonly items: readonly (PartKey & { readonly version: number })[];
  /** Of a copy under another key: the draft that holds it until it is published. */
  readonly draftId: string | null;
}

/**
 * Lets a key of the standard go its own way in this tenant: from now on new versions of the standard are told, not taken
 * over. What runs stays as it is.
 *
 * @throws {Refusal} `version.missing` not in the standard; `fork.own` the key is the tenant's own; `fork.done` it is a fork
 */
export function forkKey(house: House, cause: Cause, part: PartKey): Promise<Forked> {
  return change(house, cause, async (tx, now) => ({
    result: { items: [await forkHere(tx, cause, part, now)], draftId: null },
  }));
}

/** The same for everything that a release of the standard has pinned; what is a fork already stays one. */
export function forkRelease(house: House, cause: Cause, releaseId: string): Promise<Forked> {
  return change(house, cause, async (tx, now) => {
    await readRelease(tx, releaseId, standardTenant);
    const items = [];
    for (const pin of await readPins(tx, releaseId, standardTenant)) {
      const known = await lineageOf(tx, pin);
      if (known?.isForked !== true) items.push(await forkHere(tx, cause, pin, now));
    }
    return { result: { items, draftId: null } };
  });
}

async function forkHere(tx: Tx, cause: Cause, part: PartKey, now: Date): Promise<Forked["items"][number]> {
  const { kind, key } = part;
  const upstream = await readVersion(tx, { tenantId: standardTenant, kind, key });
  const known = await lineageOf(tx, part);
  if (known?.isForked === true)
    throw new Refusal("conflict", "fork.done", `Expected a ${kind} that follows the standard, but ${key} is a fork`);
  const own = await findVersion(tx, part);
  if (own !== undefined && known === undefined)
    throw new Refusal("conflict", "fork.own", `Expected a ${kind} of the standard, but ${key} is the tenant's own`);
  if (own === undefined) {
    const parts = [{ kind, key, body: upstream.body, upstreamVersion: upstream.version }];
    await release(tx, cause, { title: key, parts, author: cause.actor, isFollowing: true }, now);
  }
  const base = known ?? lineageFrom(upstream, key);
  await saveLineage(tx, { ...base, isForked: true, forkedBy: cause.actor, forkedAt: now });
  const { baseVersion, upstreamTenant, upstreamKey } = base;
  await tell(tx, cause, part, { at: now, data: { kind, key, upstreamTenant, upstreamKey, baseVersion } });
  return { kind, key, version: own?.version ?? 1 };
}

/**
 * Copies something of the standard under another key: a draft with the process id mapped by the lineage and every element
 * id as it was. It goes live as any draft does, by check and approval.
 *
 * @throws {Refusal} `version.missing` not in the standard; `fork.taken` the new key exists
 */
export function forkAs(house: House, cause: Cause, part: PartKey, as: string): Promise<Forked> {
  return change<Forked>(house, cause, async (tx, now) => {
    const { kind, key } = part;
    const upstream = await readVersion(tx, { tenantId: standardTenant, kind, key });
    const copy = { kind, key: as };
    if ((await findVersion(tx, copy)) !== undefined || (await lineageOf(tx, copy)) !== undefined)
      throw new Refusal("conflict", "fork.taken", `Expected a new key, but the ${kind} ${as} exists`);
    const draftId = newId(now);
    await insertDraft(tx, { id: draftId, title: `${as} (${key})`, createdBy: cause.actor }, now);
    await savePart(tx, draftId, { ...copy, body: renamed(upstream, as), login: cause.actor }, now);
    if (kind === "process") await copyScenarios(tx, cause, { draftId, key, as }, now);
    await saveLineage(tx, {
      ...lineageFrom(upstream, as),
      isForked: true,
      forkedBy: cause.actor,
      forkedAt: now,
    });
    const data = { kind, key: as, upstreamTenant: standardTenant, upstreamKey: key, baseVersion: upstream.version };
    await tell(tx, cause, copy, { at: now, data });
    await record(tx, cause, { draftId, type: "createDraft", at: now, data: { title: `${as} (${key})` } });
    return { result: { items: [{ ...copy, version: 0 }], draftId }, draftIds: [draftId] };
  });
}

async function copyScenarios(
  tx: Tx,
  { actor }: Cause,
  { draftId, key, as }: { readonly draftId: string; readonly key: string; readonly as: string },
  now: Date,
): Promise<void> {
  const rows = await tx.query<{ key: string }>(
    `select distinct key from resources where tenant_id = $1 and kind = 'scenario' and starts_with(key, $2)
     and state = 'published' order by key`,
    [standardTenant, `${key}:`],
  );
  for (const row of rows) {
    const scenario = await readVersion(tx, { tenantId: standardTenant, kind: "scenario", key: row.key });
    const own = `${as}${row.key.slice(key.length)}`;
    await savePart(tx, draftId, { kind: "scenario", key: own, body: renamed(scenario, own), login: actor }, now);
  }
}

function lineageFrom(upstream: VersionBody, key: string) {
  const { kind, key: upstreamKey, version: baseVersion, sha256: baseSha256 } = upstream;
  return { kind, key, upstreamTenant: standardTenant, upstreamKey, baseVersion, baseSha256 };
}

async function tell(
  tx: Tx,
  cause: Cause,
  { kind, key }: PartKey,
  { at, data }: { readonly at: Date; readonly data: JsonObject },
): Promise<void> {
  const { actor, requestId = null } = cause;
  await appendTrail(tx, { streamId: `${kind}:${key}`, at, type: "fork", actor, requestId, data });
}
