import { isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import { compileReading } from "../engine/compile.ts";
import { loadSandbox } from "../engine/expressions/sandbox.ts";
import type { Model } from "../engine/model.ts";
import { readXml } from "../engine/reading/xml.ts";
import { elementsOf } from "../engine/rules/rule.ts";
import { factsOf } from "./data/facts.ts";
import type { FormFacts, ProcessFacts, RuleSetFacts } from "./surroundings.ts";

/** A rule set as a caller sees it, from its JSON; `undefined` when it is none. */
export function ruleSetFacts(body: Json): RuleSetFacts | undefined {
  if (!isObject(body)) return undefined;
  const { inputs, outputs, hitPolicy } = body;
  return { inputs: namesOf(inputs, "name"), outputs: namesOf(outputs, "name"), isList: hitPolicy === "collect" };
}

/** A form as a task sees it, from its JSON; `undefined` when it is none. */
export function formFacts(body: Json): FormFacts | undefined {
  return isObject(body) ? { fields: namesOf(body["fields"], "key") } : undefined;
}

function namesOf(list: Json | undefined, key: string): readonly string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: Json) => {
    const name = isObject(entry) ? entry[key] : undefined;
    return typeof name === "string" ? [name] : [];
  });
}

/** What others see of the processes of a file, by process id. @throws {Refusal} `bpmn.*` when it cannot be read */
export async function processFacts(
  xml: string,
  known: { readonly forms?: ReadonlyMap<string, FormFacts> } = {},
): Promise<ReadonlyMap<string, ProcessFacts>> {
  const reading = await readXml(xml);
  if (/javascript|ecmascript/i.test(xml)) await loadSandbox();
  const { definitions } = compileReading(reading);
  const elements = new Map(
    elementsOf(reading.definitions).flatMap((each) => (each.id === undefined ? [] : [[each.id, each] as const])),
  );
  return new Map(
    definitions.map((model: Model) => [
      model.processId,
      factsOf({ model, elements, names: new Map(), around: known }),
    ]),
  );
}
