import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { newId } from "../base/id.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { given } from "../db/given.ts";
import { transact } from "../db/transact.ts";
import { compileRuleSet } from "../decisions/compile.ts";
import { decide } from "../decisions/decide.ts";
import { parseRuleSet } from "../decisions/ruleSet.ts";
import type { RuleSet } from "../decisions/ruleSet.ts";
import { readImpact } from "../definitions/impacts.ts";
import { startImpact } from "../runtime/commands/impact.ts";
import { workImpact } from "../runtime/commands/impactWork.ts";
import { atLeast, atMost, rounded } from "./figures.ts";
import type { Findings } from "./figures.ts";
import type { Site } from "./ground.ts";

const count = 10_000;
const key = "tax_key";

/**
 * A changed rule set against 10,000 decisions that json-rules-engine has made and the server has recorded: from the command
 * to the last page, on the worker that would do it, with the longest time nothing else got its turn; and what only deciding
 * them again through the engine would cost.
 */
export async function measureImpact(site: Site): Promise<Findings> {
  const file = join(import.meta.dirname, `../../rules/${key}.json`);
  const body = JSON.parse(await readFile(file, "utf8")) as JsonObject; // a rule set, parsed below
  const ruleSet = parseRuleSet(body);
  const engine = await record(site, ruleSet);
  const { house, cause } = site;

  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  const changed = { kind: "body", body: withOtherOutcome(body) } as const;
  const { id } = await startImpact(house, cause, { ruleSetKey: key, changed, last: count });
  await workImpact(house);
  const seconds = (performance.now() - began) / 1_000;
  delay.disable();

  const { counts, done, state } = await transact(house.database, cause.tenantId, (tx) => readImpact(tx, id));
  const longest = delay.max / 1_000_000;
  return {
    goals: [
      atMost(10, seconds, "s", `impact of a change on ${count} recorded decisions, ${ruleSet.rows.length} rows`),
      atMost(50, longest, "ms", "the longest an impact run keeps the event loop"),
      atLeast(1, counts.changed, "decisions", "impact: decisions that would come out differently"),
    ],
    figures: {
      seconds: rounded(seconds),
      longestTurn: rounded(longest),
      engineSeconds: rounded(engine),
      done,
      state,
      counts,
    },
  };
}

/** One row decides otherwise, another one is gone. */
function withOtherOutcome(body: JsonObject): JsonObject {
  const rows: readonly Json[] = Array.isArray(body["rows"]) ? body["rows"] : [];
  const [first, ...others] = rows as readonly JsonObject[]; // rows of a rule set
  return {
    ...body,
    rows: [{ ...first, then: { taxKey: "DE16", percent: 16, category: "S" } }, ...others.toSpliced(3, 1)],
  };
}

/** Decides through the engine and records as the server does. Tells how many seconds the deciding took. */
async function record({ house, cause }: Site, ruleSet: RuleSet): Promise<number> {
  const compiled = compileRuleSet(ruleSet);
  const rows: object[] = [];
  const start = Date.now() - count;
  const began = performance.now();
  for (let at = 0; at < count; at += 1) {
    const { facts, verdict, rows: explanation } = await decide(compiled, factsOf(ruleSet, at));
    const decidedAt = new Date(start + at);
    rows.push({ id: newId(decidedAt), facts, verdict, explanation, decided_at: decidedAt.toISOString() });
  }
  const seconds = (performance.now() - began) / 1_000;
  const columns = { id: "uuid", facts: "jsonb", verdict: "jsonb", explanation: "jsonb", decided_at: "timestamptz" };
  for (let at = 0; at < count; at += 500) {
    const { table, values } = given(columns, rows.slice(at, at + 500), 4);
    await transact(house.database, cause.tenantId, (tx) =>
      tx.query(
        `insert into decisions (tenant_id, id, business_key, rule_set_key, rule_set_version, facts, verdict, explanation, decided_at)
         select $1, r.id, r.id::text, $2, $3, r.facts, r.verdict, r.explanation, r.decided_at from ${table}`,
        [cause.tenantId, ruleSet.key, ruleSet.version, ...values],
      ),
    );
  }
  return seconds;
}

/** Facts of all kinds, the same each time. */
function factsOf({ inputs }: RuleSet, at: number): JsonObject {
  let rest = at;
  return Object.fromEntries(
    inputs.map(({ name, type, values = [] }): [string, Json] => {
      const domain: readonly Json[] = type === "boolean" ? [true, false] : [...values.map(({ value }) => value), null];
      const value = domain[rest % domain.length] ?? null;
      rest = Math.floor(rest / domain.length) + (at % 7);
      return [name, value];
    }),
  );
}
