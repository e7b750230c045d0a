import type { JsonObject } from "../../base/json.ts";
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
import { jsonRoute, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireRules.ts";
import { bodyOf, readRow, versionOf } from "./ruleBody.ts";
import type { Given } from "./ruleBody.ts";

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

async function show(call: Call<undefined>): Promise<unknown> {
  const { key, version, body, sha256, created_at: at } = await readRow(call, versionOf(call.query));
  return { key, version, body, sha256, at: at.toISOString() };
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
