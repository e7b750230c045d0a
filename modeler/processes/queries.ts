import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { query } from "../api/queries.ts";
import { ProblemError, request } from "../api/request.ts";
import type { Problem } from "../api/types.ts";
import type * as wire from "../../server/http/wireDrafts.ts";
import type * as scenarios from "../../server/http/wireScenarios.ts";
import type * as exchange from "../../server/http/wireExchange.ts";
import type * as common from "../../server/http/wire.ts";

export type PartKind = wire.PartKind;
export type CatalogueRow = wire.CatalogueRow;
export type Lineage = wire.Lineage;
export type Versions = wire.Versions;
export type VersionRow = wire.VersionRow;
export type VersionBody = wire.VersionBody;
export type Draft = wire.Draft;
export type DraftRow = wire.DraftRow;
export type DraftPart = wire.DraftPart;
export type DraftPartBody = wire.DraftPartBody;
export type NewDraft = wire.NewDraft;
export type CheckReport = wire.CheckReport;
export type Finding = wire.Finding;
export type Merged = wire.Merged;
export type Forked = z.infer<typeof wire.forked>;
export type Published = wire.Published;
export type Release = wire.Release;
export type DraftAction = Draft["actions"][number];
export type ScenarioSuite = scenarios.ScenarioSuite;
export type ScenarioReport = ScenarioSuite["reports"][number];
export type Imported = z.infer<typeof exchange.imported>;
export type ModelReport = z.infer<typeof common.modelReport>;

const addresses: Readonly<Record<PartKind, string>> = {
  process: "processes",
  ruleSet: "rule-sets",
  form: "forms",
  template: "templates",
  scenario: "scenarios",
};

/** Everything of a kind with its newest version. */
export function catalogueQuery(kind: PartKind) {
  return queryOptions({
    queryKey: ["catalogue", kind],
    queryFn: ({ signal }) => request<{ items: CatalogueRow[] }>("GET", `/api/${addresses[kind]}`, { signal }),
  });
}

/** All versions of a key, the newest first. */
export function versionsQuery(kind: PartKind, key: string) {
  return queryOptions({
    queryKey: ["versions", kind, key],
    queryFn: ({ signal }) =>
      request<Versions>("GET", `/api/${addresses[kind]}/${encodeURIComponent(key)}/versions`, { signal }),
  });
}

/** One version with what it holds. It never changes but for being retired. */
export function versionQuery(kind: PartKind, key: string, version: number) {
  return queryOptions({
    queryKey: ["versions", kind, key, version],
    queryFn: ({ signal }) =>
      request<VersionBody>("GET", `/api/${addresses[kind]}/${encodeURIComponent(key)}/versions/${version}`, { signal }),
    staleTime: Infinity,
  });
}

/** A release with the exact versions it was tested with. */
export function releaseQuery(id: string) {
  return queryOptions({
    queryKey: ["releases", id],
    queryFn: ({ signal }) => request<Release>("GET", `/api/releases/${id}`, { signal }),
    staleTime: Infinity,
  });
}

/** The open drafts, the last changed first; of one process only when a key is given. */
export function draftsQuery(key?: string) {
  const filter = key === undefined ? {} : { kind: "process", key };
  return queryOptions({
    queryKey: ["drafts", "list", key ?? ""],
    queryFn: ({ signal }) => request<{ items: DraftRow[] }>("GET", `/api/drafts${query(filter)}`, { signal }),
  });
}

/** A draft with its parts, its newest check and what may be done now. */
export function draftQuery(id: string) {
  return queryOptions({
    queryKey: ["drafts", "one", id],
    queryFn: ({ signal }) => request<Draft>("GET", `/api/drafts/${id}`, { signal }),
  });
}

/** A part of a draft as it is stored now. Whoever edits it keeps their own copy and saves it with its revision. */
export function partQuery(id: string, kind: PartKind, key: string) {
  return queryOptions({
    queryKey: ["drafts", "part", id, kind, key],
    queryFn: ({ signal }) => readPart(id, kind, key, signal),
  });
}

/** Reads a part of a draft now, past every cache. */
export function readPart(id: string, kind: PartKind, key: string, signal?: AbortSignal): Promise<DraftPartBody> {
  return request<DraftPartBody>("GET", partAddress(id, kind, key), signal === undefined ? {} : { signal });
}

/** Saves a part. Refused as `draft.stale` when somebody else has saved it since the revision that was seen. */
export function savePart(
  id: string,
  part: { readonly kind: PartKind; readonly key: string; readonly revision: number | null; readonly body: unknown },
): Promise<DraftPart> {
  const { kind, key, revision, body } = part;
  return request<DraftPart>("PUT", partAddress(id, kind, key), { body: { revision, body } });
}

function partAddress(id: string, kind: PartKind, key: string): string {
  return `/api/drafts/${id}/parts/${kind}/${encodeURIComponent(key)}`;
}

/** The three models of a merge with the standard, and which versions they are. */
export type MergeSides = {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
  readonly baseVersion: number;
  readonly upstreamVersion: number;
};

/** Where the other changes of a merge come from: the standard, or a version published here since the draft was begun. */
export type MergeSource = "upstream" | "own";

/** What a merge begins from: the version both come from, the draft's own, and the newer one; null when there is none. */
export function mergeSidesQuery(id: string, key: string, source: MergeSource, version: string | undefined) {
  return queryOptions({
    queryKey: ["mergeSides", id, key, source, version ?? ""],
    queryFn: () => (source === "own" ? readOwnSides(id, key) : readSides(id, key, version)),
    staleTime: Infinity,
    gcTime: 0,
  });
}

async function readOwnSides(id: string, key: string): Promise<MergeSides | null> {
  const address = `/api/processes/${encodeURIComponent(key)}/versions`;
  const [part, { items }] = await Promise.all([readPart(id, "process", key), request<Versions>("GET", address)]);
  const upstreamVersion = items.find((row) => row.state === "published")?.version ?? 0;
  const { baseVersion } = part;
  if (baseVersion === null || upstreamVersion <= baseVersion) return null;
  const text = async (version: number) => String((await request<VersionBody>("GET", `${address}/${version}`)).body);
  const [base, theirs] = await Promise.all([text(baseVersion), text(upstreamVersion)]);
  return { base, theirs, ours: String(part.body), baseVersion, upstreamVersion };
}

async function readSides(id: string, key: string, version: string | undefined): Promise<MergeSides | null> {
  const [part, { lineage }] = await Promise.all([
    readPart(id, "process", key),
    request<Versions>("GET", `/api/processes/${encodeURIComponent(key)}/versions`),
  ]);
  if (lineage === null) return null;
  const baseVersion = Math.max(lineage.baseVersion, part.mergedVersion ?? 0);
  const upstreamVersion = version === undefined ? (lineage.newerVersion ?? baseVersion) : Number(version);
  if (upstreamVersion <= baseVersion) return null;
  const upstream = (wanted: number) =>
    request<string>("GET", `/api/processes/${encodeURIComponent(key)}/upstream/${wanted}`);
  const [base, theirs] = await Promise.all([upstream(baseVersion), upstream(upstreamVersion)]);
  return { base, theirs, ours: String(part.body), baseVersion, upstreamVersion };
}

/** Makes a draft of a file: BPMN, DMN, a form, JSON, or an archive of such. */
export async function importFile(file: File): Promise<Imported> {
  const answer = await fetch(`/api/import${query({ name: file.name })}`, {
    method: "POST",
    headers: { "Content-Type": typeOf(file.name), "X-Requested-With": "ablauf", Accept: "application/json" },
    body: file,
    credentials: "same-origin",
  });
  const body: unknown = await answer.json();
  if (!answer.ok) throw new ProblemError(body as Problem); // RFC 9457, as every refusal of our server
  return body as Imported; // the server's promise (wireExchange.ts)
}

function typeOf(name: string): string {
  if (/\.zip$/i.test(name)) return "application/zip";
  return /\.(json|form)$/i.test(name) ? "application/json" : "application/xml";
}

/** What the server says of a BPMN file, among the parts of a draft when it stands in one; nothing is kept. */
export async function checkModel(xml: string, signal: AbortSignal, draftId?: string): Promise<ModelReport> {
  const answer = await fetch(`/api/models/check${query({ draft: draftId })}`, {
    method: "POST",
    headers: { "Content-Type": "application/xml", Accept: "application/json", "X-Requested-With": "ablauf" },
    body: xml,
    signal,
    credentials: "same-origin",
  });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()) as ModelReport; // the server's promise (wire.ts)
}
