import type { Json, JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { smallestChange } from "../../decisions/change.ts";
import { checkRuleSetBody } from "../../decisions/check.ts";
import { compileRuleSet } from "../../decisions/compile.ts";
import { decide } from "../../decisions/decide.ts";
import { diffRuleSets } from "../../decisions/diff.ts";
import { explain } from "../../decisions/explain.ts";
import { mergeRuleSets } from "../../decisions/merge.ts";
import type { Choice } from "../../decisions/merge.ts";
import { parseRuleSet } from "../../decisions/ruleSet.ts";
import { runRuleTests } from "../../decisions/ruleTests.ts";
import { findPart } from "../../definitions/drafts.ts";
import { idOf } from "../page.ts";
import { jsonRoute, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireRules.ts";

/** Rule sets: read, checked, tested, explained, compared, merged. */
export const ruleRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/rule-sets/:key",
    summary: "A rule set, the newest version or a named one",
    permission: "definitions.read",
    query: { version: "a number; the newest without" },
    answer: wire.ruleSet,
    run: show,
  }),
  jsonRoute({
    method: "post",
    path: "/api/rule-sets/:key/check",
    summary: "Static checks: rows that never decide, contradictions, gaps with a case, values and types",
    permission: "definitions.read",
    body: wire.givenRuleSet,
    answer: wire.findings,
    run: async (call) => ({ items: checkRuleSetBody(await bodyOf(call)) }),
  }),
  jsonRoute({
    method: "post",
    path: "/api/rule-sets/:key/test",
    summary: "Run the unit tests of a rule set, with how many rows they cover",
    permission: "definitions.read",
    body: wire.runTests,
    answer: wire.testRun,
    run: async (call) => runRuleTests(compileRuleSet(parseRuleSet(await bodyOf(call)))),
  }),
  jsonRoute({
    method: "post",
    path: "/api/rule-sets/:key/explain",
    summary: "Decide facts and explain it row by row, with the smallest change that leads to another verdict",
    permission: "definitions.read",
    body: wire.explain,
    answer: wire.explanation,
    run: explainFacts,
  }),
  jsonRoute({
    method: "post",
    path: "/api/rule-sets/compare",
    summary: "How two versions of a rule set differ, by meaning",
    permission: "definitions.read",
    body: wire.compare,
    answer: wire.difference,
    run: ({ body }) => Promise.resolve(diffRuleSets(body.before, body.after)),
  }),
  jsonRoute({
    method: "post",
    path: "/api/rule-sets/merge",
    summary: "Merge two descendants of a rule set row by row; stores nothing",
    permission: "definitions.read",
    body: wire.merge,
    answer: wire.merged,
    run: merge,
  }),
];

interface Row {
  readonly key: string;
  readonly version: number;
  readonly body: JsonObject;
  readonly sha256: string;
  readonly created_at: Date;
}

async function show(call: Call<undefined>): Promise<unknown> {
  const version = call.query["version"];
  if (version !== undefined && !/^[1-9]\d{0,8}$/.test(version))
    throw new Refusal("invalid", "query.version", `Expected the number of a version, but it is ${version}`);
  const row = await readRow(call, version === undefined ? null : Number(version));
  return { key: row.key, version: row.version, body: row.body, sha256: row.sha256, at: row.created_at.toISOString() };
}

function readRow({ site, person, params }: Call<unknown>, version: number | null): Promise<Row> {
  const key = params["key"] ?? "";
  return transact(site.house.database, person.tenantId, async (tx) => {
    const [row] = await tx.query<Row>(
      `select key, version, body, sha256, created_at from rule_sets
       where tenant_id = $1 and key = $2 and ($3::int is null or version = $3) order by version desc limit 1`,
      [tx.tenantId, key, version],
    );
    if (row === undefined)
      throw new Refusal("missing", "rules.missing", `Expected a rule set ${key}, but there is none`);
    return row;
  });
}

/** A rule set that is meant: given as it is, a draft's part, or the newest version. */
interface Given {
  readonly body?: JsonObject | undefined;
  readonly draftId?: string | undefined;
}

async function bodyOf(call: Call<Given>): Promise<Json> {
  const { body, draftId } = call.body;
  if (body !== undefined) return body;
  if (draftId === undefined) return (await readRow(call, null)).body;
  const key = call.params["key"] ?? "";
  const part = await transact(call.site.house.database, call.person.tenantId, (tx) =>
    findPart(tx, idOf(draftId, "draft"), { kind: "ruleSet", key }),
  );
  if (part !== undefined) return part.body;
  throw new Refusal("missing", "draft.part", `Expected a draft with the rule set ${key}, but it has none`);
}

interface Explained extends Given {
  readonly facts: JsonObject;
  readonly wanted?: JsonObject | undefined;
}

async function explainFacts(call: Call<Explained>): Promise<unknown> {
  const { facts, wanted } = call.body;
  const ruleSet = parseRuleSet(await bodyOf(call));
  const decision = await decide(compileRuleSet(ruleSet), facts);
  const de = explain(ruleSet, decision, "de");
  const en = explain(ruleSet, decision, "en");
  return {
    key: ruleSet.key,
    version: ruleSet.version,
    hitPolicy: ruleSet.hitPolicy,
    facts: decision.facts,
    verdict: decision.verdict,
    rows: decision.rows.map((row, at) => ({ ...row, reason: { de: de[at]?.text ?? "", en: en[at]?.text ?? "" } })),
    smallestChange: smallestChange(ruleSet, decision.facts, wanted === undefined ? {} : { wanted }) ?? null,
  };
}

interface Merge {
  readonly base: JsonObject;
  readonly ours: JsonObject;
  readonly theirs: JsonObject;
  readonly resolutions: Readonly<Record<string, Choice>>;
}

/** What is no rule set cannot be merged: all three are read first. */
function merge({ body: { base, ours, theirs, resolutions } }: Call<Merge>): Promise<unknown> {
  for (const each of [base, ours, theirs]) parseRuleSet(each);
  return Promise.resolve(mergeRuleSets(base, ours, theirs, resolutions));
}
