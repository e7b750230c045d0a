import { setImmediate } from "node:timers/promises";
import { isObject } from "../../../base/json.ts";
import type { Json } from "../../../base/json.ts";
import { Refusal } from "../../../base/refusal.ts";
import type { Holdings } from "../../../definitions/holdings.ts";
import { xmlOf } from "../../../definitions/parts.ts";
import type { PartKind } from "../../../definitions/parts.ts";
import { processFacts, surroundingsOf } from "../../../lint/around.ts";
import type { ProcessFacts, Surroundings } from "../../../lint/surroundings.ts";

/** What lint sees around a part: everything that a tenant holds. Reading it takes a while, so others get a turn between. */
export async function surroundings(holdings: Holdings): Promise<Surroundings> {
  const of = (kind: PartKind): readonly (readonly [string, Json])[] =>
    [...holdings.values()].filter((held) => held.kind === kind).map(({ key, body }) => [key, body]);
  const around = await surroundingsOf({
    processes: [],
    ruleSets: of("ruleSet").map(([, body]) => body),
    forms: of("form").map(([, body]) => body),
    templates: new Map(of("template").map(([key, body]) => [key, isObject(body) ? Object.keys(body) : []])),
  });
  const processes = new Map<string, ProcessFacts>();
  for (const [, body] of of("process")) {
    await setImmediate();
    for (const [key, facts] of await factsOf(xmlOf(body), around)) processes.set(key, facts);
  }
  return { ...around, processes };
}

/** Nothing of a file that cannot be read: that is told as a finding when it is the draft's own. */
async function factsOf(xml: string, { forms }: Surroundings): ReturnType<typeof processFacts> {
  try {
    return await processFacts(xml, forms === undefined ? {} : { forms });
  } catch (error) {
    if (error instanceof Refusal) return new Map();
    throw error;
  }
}
