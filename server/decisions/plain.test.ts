import test from "ava";
import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { compileRuleSet } from "./compile.ts";
import { decide } from "./decide.ts";
import { plainly } from "./plain.ts";
import type { PlainDecision } from "./plain.ts";
import { parseRuleSet } from "./ruleSet.ts";
import { chanceOf, randomFacts, randomRuleSet } from "./testing.ts";

const policies = ["first", "unique", "any", "priority", "collect", "ruleOrder", "outputOrder"] as const;
const aggregations = [undefined, "sum", "min", "max", "count"] as const;

/** What comes out, or the code of the refusal. */
async function outcome(work: () => PlainDecision | Promise<PlainDecision>): Promise<PlainDecision | string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

for (const policy of policies) {
  test(`the plain walk says what json-rules-engine says, 150 random tables with 20 facts each: ${policy}`, async (t) => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 150; seed += 1) {
      const chance = chanceOf(seed * 31 + policy.length);
      const body = aggregated(randomRuleSet(chance, policy), seed);
      const ruleSet = parseRuleSet(body);
      const compiled = compileRuleSet(ruleSet);
      const plain = plainly(ruleSet);
      for (let round = 0; round < 20; round += 1) {
        const facts = randomFacts(chance, body);

        const recorded = await outcome(async () => {
          const { verdict, rows } = await decide(compiled, facts);
          return { verdict, rows: rows.filter((row) => row.hit).map((row) => row.id) };
        });
        const walked = await outcome(() => plain.decide(facts));

        const isSorted = policy === "outputOrder" && typeof walked === "object";
        t.deepEqual(
          isSorted ? inTableOrder(walked, ruleSet.rows) : walked,
          recorded,
          `seed ${seed}: ${JSON.stringify(facts)}`,
        );
        seen.add(typeof recorded === "string" ? recorded : recorded.rows.length === 0 ? "none" : "some");
      }
    }
    t.true(seen.has("some"));
  });
}

/** Rows are told by a decision in table order. */
function inTableOrder(decision: PlainDecision, rows: readonly { readonly id: string }[]): PlainDecision {
  return { ...decision, rows: rows.map(({ id }) => id).filter((id) => decision.rows.includes(id)) };
}

function aggregated(body: JsonObject, seed: number): JsonObject {
  const aggregation = aggregations[seed % aggregations.length];
  if (body["hitPolicy"] !== "collect" || aggregation === undefined) return body;
  const { default: _, ...rest } = body;
  const points = { name: "points", type: "number", label: { de: "Punkte", en: "Points" } };
  const rows = (body["rows"] as readonly { then: JsonObject }[]) // made above
    .map((row) => ({ ...row, then: { points: row.then["points"] ?? null } }));
  return { ...rest, aggregation, outputs: [points], rows };
}
