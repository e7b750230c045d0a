import { searchTrail } from "../../audit/search.ts";
import type { FoundEvent } from "../../audit/search.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Version } from "../../definitions/store.ts";
import { processVersions } from "../../definitions/versions.ts";
import { limitOf, pageOf, paging, readCursor, writeCursor } from "../page.ts";
import { presentVersion } from "../present/lifecycle.ts";
import { presentTrail } from "../present/trail.ts";
import { versionsOf } from "../present/versions.ts";
import { plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireTrail.ts";

/** Looking for events over all streams, and for the versions of processes that they speak of. */
export const trailSearchRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/trail",
    summary: "Events of the trail, newest first: by object, person, command and time",
    permission: "trail.read",
    query: {
      object: "a business key, the key of a process or rule set, or a stream",
      actor: "login, name of an API token, or system",
      type: "the command, e.g. completeTask",
      from: "instant or day (inclusive)",
      to: "instant (exclusive) or day (inclusive)",
      cursor: "from the page before",
      limit: "1 to 200",
    },
    answer: wire.foundPage,
    run: search,
  }),
  plainRoute({
    method: "get",
    path: "/api/process-versions",
    summary: "All versions of all processes, newest first: who made and approved them, why, and the hash",
    permission: "trail.read",
    query: { search: "part of a name or key, a login, or how a hash begins", key: "of one process", ...paging },
    answer: wire.processVersionPage,
    run: listVersions,
  }),
];

function listVersions({ site, person, query, language }: Call<undefined>): Promise<wire.ProcessVersionPage> {
  const wanted = { ...pageOf(query), search: filled(query["search"]), key: filled(query["key"]) };
  return transact(site.house.database, person, async (tx) => {
    const found = await processVersions(tx, language, wanted);
    const items = found.map((each) => ({
      ...presentVersion(each),
      id: each.id,
      previousVersion: each.previousVersion,
    }));
    const last = items.length === wanted.limit ? items.at(-1) : undefined;
    return { items, nextCursor: last === undefined ? null : writeCursor([last.at, last.id]) };
  });
}

function search({ site, person, query, language }: Call<undefined>): Promise<wire.FoundPage> {
  const limit = limitOf(query["limit"]);
  const [at, streamId = "", seq] = readCursor(query["cursor"], 3) ?? [];
  return transact(site.house.database, person, async (tx) => {
    const found = await searchTrail(tx, {
      object: filled(query["object"]),
      actor: filled(query["actor"]),
      type: filled(query["type"]),
      ...spanOf(query),
      ...(at === undefined ? {} : { after: { at: new Date(at), streamId, seq: Number(seq) } }),
      limit,
    });
    const ids = found.flatMap((each) => each.case?.definitionId ?? []);
    const versions = await versionsOf(tx, site.house, ids);
    const items = found.map((each) => present(each, versions, language));
    const last = items.length === limit ? items.at(-1) : undefined;
    return { items, nextCursor: last === undefined ? null : writeCursor([last.at, last.streamId, String(last.seq)]) };
  });
}

function present(
  { event, case: about, isSealed }: FoundEvent,
  versions: ReadonlyMap<string, Version>,
  language: "de" | "en",
): wire.FoundEvent {
  const version = versions.get(about?.definitionId ?? "");
  const [shown] = presentTrail([event], version, language);
  if (shown === undefined) throw new TypeError("Expected one presented event for one event");
  if (about === null) return { ...shown, case: null, isSealed };
  const { definitionId: _, ...rest } = about;
  return { ...shown, case: { ...rest, processName: version?.definition.name ?? about.processKey }, isSealed };
}

/** A span of time from a query: instants, or whole days in UTC. @throws {Refusal} `query.time` */
export function spanOf(query: Call<undefined>["query"]): { readonly from?: Date; readonly to?: Date } {
  const from = instantOf(query["from"], 0);
  const to = instantOf(query["to"], 1);
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function instantOf(text: string | undefined, days: 0 | 1): Date | undefined {
  const given = filled(text);
  if (given === undefined) return undefined;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(given);
  const instant = new Date(given);
  if (Number.isNaN(instant.getTime()) || !/^\d{4}-/.test(given))
    throw new Refusal("invalid", "query.time", `Expected a day or an instant (ISO 8601), but got "${given}"`);
  return isDay ? new Date(instant.getTime() + days * 86_400_000) : instant;
}

function filled(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text.trim();
}
