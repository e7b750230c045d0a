import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { listFindings, listImpacts, readImpact } from "../../definitions/impacts.ts";
import type { FindingRow, ImpactRow } from "../../definitions/impacts.ts";
import { cancelImpact, startImpact } from "../../runtime/commands/impact.ts";
import { idOf, limitOf, readCursor, writeCursor } from "../page.ts";
import { jsonRoute, nothing, plainRoute, Reply } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireRules.ts";

const kinds = ["changed", "refused", "unreplayable"] as const;

/** What a changed rule set would have made of decisions that were made. */
export const impactRoutes: readonly Route[] = [
  jsonRoute({
    method: "post",
    path: "/api/rule-sets/:key/impact",
    summary: "Replay the last decisions against a changed rule set; a run that goes on in the background",
    permission: "definitions.edit",
    body: wire.startImpact,
    answer: wire.startedImpact,
    run: start,
  }),
  plainRoute({
    method: "get",
    path: "/api/rule-sets/:key/impacts",
    summary: "The last runs of a rule set",
    permission: "definitions.read",
    query: { limit: "1 to 200" },
    answer: wire.impactList,
    run: list,
  }),
  plainRoute({
    method: "get",
    path: "/api/impacts/:id",
    summary: "How far a run is, and what it has counted",
    permission: "definitions.read",
    answer: wire.impact,
    run: show,
  }),
  plainRoute({
    method: "get",
    path: "/api/impacts/:id/findings",
    summary: "The decisions that would come out differently, or that cannot be replayed, the newest first",
    permission: "instances.read",
    query: {
      kind: "changed, refused or unreplayable; several with commas",
      cursor: "from the page before",
      limit: "1 to 200",
    },
    answer: wire.impactFindings,
    run: findings,
  }),
  plainRoute({
    method: "post",
    path: "/api/impacts/:id/cancel",
    summary: "Stop a run; what it has found stays",
    permission: "definitions.edit",
    run: cancel,
  }),
];

interface Start {
  readonly body?: JsonObject | undefined;
  readonly draftId?: string | undefined;
  readonly last: number;
}

async function start({ site, cause, params, body: { body, draftId, last } }: Call<Start>): Promise<unknown> {
  if ((body === undefined) === (draftId === undefined))
    throw new Refusal("invalid", "impact.given", "Expected either a body or a draft, but it is both or neither");
  const changed =
    body === undefined ? ({ kind: "draft", draftId: draftId ?? "" } as const) : ({ kind: "body", body } as const);
  return new Reply(202, await startImpact(site.house, cause, { ruleSetKey: params["key"] ?? "", changed, last }));
}

function list({ site, person, params, query }: Call<undefined>): Promise<unknown> {
  const limit = limitOf(query["limit"]);
  return transact(site.house.database, person, async (tx) => {
    const rows = await listImpacts(tx, params["key"] ?? "", limit);
    return { items: rows.map(present) };
  });
}

function show({ site, person, params }: Call<undefined>): Promise<unknown> {
  const id = idOf(params["id"], "impact");
  return transact(site.house.database, person, async (tx) => present(await readImpact(tx, id)));
}

function present(impact: ImpactRow): wire.Impact {
  const { id, ruleSetKey, draftId, state, total, done, message, actor } = impact;
  const createdAt = impact.createdAt.toISOString();
  const finishedAt = impact.finishedAt?.toISOString() ?? null;
  const counts = { ...impact.counts, verdicts: [...impact.counts.verdicts] };
  return { id, ruleSetKey, draftId, state, total, done, counts, message, actor, createdAt, finishedAt };
}

function findings({ site, person, params, query }: Call<undefined>): Promise<unknown> {
  const id = idOf(params["id"], "impact");
  const asked = query["kind"]?.split(",") ?? kinds;
  const unknown = asked.find((kind) => !kinds.some((known) => known === kind));
  if (unknown !== undefined)
    throw new Refusal("invalid", "query.kind", `Expected some of ${kinds.join(", ")}, but one is ${unknown}`);
  const limit = limitOf(query["limit"]);
  const after = Number(readCursor(query["cursor"], 1)?.[0] ?? -1);
  return transact(site.house.database, person, async (tx) => {
    await readImpact(tx, id);
    const rows = await listFindings(tx, id, { kinds: asked, after, limit });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: rows.map(presentFinding),
      nextCursor: last === undefined ? null : writeCursor([String(last.position)]),
    };
  });
}

function presentFinding(row: FindingRow): unknown {
  const { kind, instanceId, elementId, businessKey, decidedAt, ruleSetVersion, facts, code, message } = row;
  return {
    kind,
    decisionId: row.decision_id,
    instanceId,
    elementId,
    businessKey,
    decidedAt: decidedAt.toISOString(),
    ruleSetVersion,
    facts,
    before: { verdict: row.verdictBefore, rows: row.rowsBefore },
    after: kind === "changed" ? { verdict: row.verdict, rows: row.rows } : null,
    code,
    message,
  };
}

async function cancel({ site, cause, params }: Call<undefined>): Promise<unknown> {
  await cancelImpact(site.house, cause, idOf(params["id"], "impact"));
  return nothing;
}
