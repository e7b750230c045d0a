import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { lineageOf, lineagesOf } from "../../definitions/lineage.ts";
import { listMerges } from "../../definitions/merges.ts";
import type { PartKey, PartKind } from "../../definitions/parts.ts";
import { listReleases, readPins, readRelease } from "../../definitions/releases.ts";
import { newestOfAll, readVersion, versionsOf } from "../../definitions/versions.ts";
import { idOf, limitOf } from "../page.ts";
import { presentLineage, presentMerge, presentRelease, presentVersion } from "../present/lifecycle.ts";
import { plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireDrafts.ts";

/** Each kind under its own address. */
export const addresses: readonly { readonly kind: PartKind; readonly path: string; readonly noun: string }[] = [
  { kind: "process", path: "/api/processes", noun: "process" },
  { kind: "ruleSet", path: "/api/rule-sets", noun: "rule set" },
  { kind: "form", path: "/api/forms", noun: "form" },
  { kind: "template", path: "/api/templates", noun: "template" },
  { kind: "scenario", path: "/api/scenarios", noun: "scenario" },
];

/** The catalogue: what there is, in which versions, from where, and released together with what. */
export const versionRoutes: readonly Route[] = [
  ...addresses.flatMap(({ kind, path, noun }) => [
    plainRoute({
      method: "get",
      path,
      summary: `Each ${noun} with its newest version, its lineage and its open drafts`,
      permission: "definitions.read",
      answer: wire.catalogue,
      run: (call) => catalogue(kind, call),
    }),
    plainRoute({
      method: "get",
      path: `${path}/:key/versions`,
      summary: `All versions of a ${noun}, the newest first, and every merge`,
      permission: "definitions.read",
      answer: wire.versions,
      run: (call) => versions(kind, call),
    }),
    plainRoute({
      method: "get",
      path: `${path}/:key/versions/:version`,
      summary: `One version of a ${noun} with what it holds and what it was tested with`,
      permission: "definitions.read",
      answer: wire.versionBody,
      run: (call) => version(kind, call),
    }),
  ]),
  plainRoute({
    method: "get",
    path: "/api/releases",
    summary: "What was published together, the newest first",
    permission: "definitions.read",
    query: { limit: "at most 200, 50 without saying" },
    answer: wire.releasePage,
    run: releases,
  }),
  plainRoute({
    method: "get",
    path: "/api/releases/:id",
    summary: "A release with the exact version of everything it was tested with",
    permission: "definitions.read",
    answer: wire.release,
    run: release,
  }),
];

function catalogue(kind: PartKind, { site, person, language }: Call<undefined>): Promise<unknown> {
  return transact(site.house.database, person, async (tx) => {
    const rows = await newestOfAll(tx, kind, language);
    const lineages = await lineagesOf(tx, kind);
    const running = kind === "process" ? await countRunning(tx) : new Map<string, number>();
    const sizes = kind === "ruleSet" ? await sizesOfRuleSets(tx) : new Map<string, Size>();
    const drafts = await openDrafts(tx, kind);
    const items = rows.map((row): wire.CatalogueRow => {
      const { key, name, version: newest, state } = row;
      return {
        kind,
        key,
        name,
        version: newest,
        definitionId: kind === "process" ? row.id : null,
        state,
        at: row.at.toISOString(),
        lineage: presentLineage(lineages.get(key)),
        running: running.get(key) ?? 0,
        draftIds: [...(drafts.get(key) ?? [])],
        ...sizes.get(key),
      };
    });
    return { items };
  });
}

async function countRunning(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ key: string; running: number }>(
    `select definition_key as key, count(*)::int as running from instances
     where tenant_id = $1 and status = 'running' group by definition_key`,
    [tx.tenantId],
  );
  return new Map(rows.map((row) => [row.key, row.running]));
}

/** How many rows and unit tests a rule set has. */
interface Size {
  readonly rows: number;
  readonly tests: number;
}

async function sizesOfRuleSets(tx: Tx): Promise<ReadonlyMap<string, Size>> {
  const rows = await tx.query<Size & { key: string }>(
    `select distinct on (key) key, jsonb_array_length(body -> 'rows') as rows,
       coalesce(jsonb_array_length(body -> 'tests'), 0) as tests
     from rule_sets where tenant_id = $1 order by key, state, version desc`,
    [tx.tenantId],
  );
  return new Map(rows.map(({ key, ...size }) => [key, size]));
}

async function openDrafts(tx: Tx, kind: PartKind): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.query<{ key: string; ids: readonly string[] }>(
    `select p.key, array_agg(d.id::text order by d.updated_at desc) as ids
     from draft_parts p join drafts d on d.tenant_id = p.tenant_id and d.id = p.draft_id
     where p.tenant_id = $1 and p.kind = $2 and d.state in ('draft', 'checked', 'approved') group by p.key`,
    [tx.tenantId, kind],
  );
  return new Map(rows.map((row) => [row.key, row.ids]));
}

function versions(kind: PartKind, { site, person, params, language }: Call<undefined>): Promise<wire.Versions> {
  const part: PartKey = { kind, key: params["key"] ?? "" };
  return transact(site.house.database, person, async (tx) => {
    const rows = await versionsOf(tx, part, language);
    if (rows.length === 0)
      throw new Refusal("missing", "version.missing", `Expected a known key, but ${part.key} is none`);
    return {
      ...part,
      lineage: presentLineage(await lineageOf(tx, part)),
      items: rows.map(presentVersion),
      merges: (await listMerges(tx, { part })).map(presentMerge),
    };
  });
}

function version(kind: PartKind, { site, person, params }: Call<undefined>): Promise<wire.VersionBody> {
  const choice = { kind, key: params["key"] ?? "", version: versionOf(params["version"]) };
  return transact(site.house.database, person, async (tx) => {
    const row = await readVersion(tx, choice);
    return { ...presentVersion(row), body: row.body, pins: await readPins(tx, row.releaseId) };
  });
}

/** A version from a URL. @throws {Refusal} `version.missing`: what is no number names nothing */
export function versionOf(text: string | undefined): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number < 2 ** 31) return number;
  throw new Refusal("missing", "version.missing", `Expected the number of a version, but ${text ?? "nothing"} is none`);
}

function releases({ site, person, query }: Call<undefined>): Promise<unknown> {
  const limit = limitOf(query["limit"]);
  return transact(site.house.database, person, async (tx) => ({
    items: (await listReleases(tx, limit)).map(presentRelease),
  }));
}

function release({ site, person, params }: Call<undefined>): Promise<wire.Release> {
  const id = idOf(params["id"], "release");
  return transact(site.house.database, person, async (tx) => ({
    ...presentRelease(await readRelease(tx, id)),
    pins: await readPins(tx, id),
  }));
}
