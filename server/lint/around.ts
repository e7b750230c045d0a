import { isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { compileReading } from "../engine/compile.ts";
import type { Model } from "../engine/model.ts";
import { readXml } from "../engine/reading/xml.ts";
import { elementsOf } from "../engine/rules/rule.ts";
import { ExpressionNames } from "./data/names.ts";
import { factsOf } from "./data/facts.ts";
import { standardJobTypes } from "./jobTypes.ts";
import { standardMessages } from "./senders.ts";
import type { FormFacts, ProcessFacts, RuleSetFacts, Surroundings } from "./surroundings.ts";

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
  const { definitions } = await compileReading(reading);
  const elements = new Map(
    elementsOf(reading.definitions).flatMap((each) => (each.id === undefined ? [] : [[each.id, each] as const])),
  );
  return new Map(
    definitions.map((model: Model) => [
      model.processId,
      factsOf({ model, elements, names: new Map(), expressions: new ExpressionNames(), around: known }),
    ]),
  );
}

/** What a project or a tenant holds, as it is stored. */
export interface Holdings {
  /** BPMN files. Those that cannot be read are left out. */
  readonly processes: readonly string[];
  readonly ruleSets: readonly Json[];
  readonly forms: readonly Json[];
  /** Languages by key. */
  readonly templates: ReadonlyMap<string, readonly string[]>;
}

/** The surroundings that holdings make, with the job types of this server. */
export async function surroundingsOf(holdings: Holdings): Promise<Surroundings> {
  const forms = keyed(holdings.forms, formFacts);
  const processes = new Map<string, ProcessFacts>();
  for (const xml of holdings.processes)
    for (const [key, facts] of await readable(xml, { forms })) processes.set(key, facts);
  return {
    processes,
    forms,
    ruleSets: keyed(holdings.ruleSets, ruleSetFacts),
    templates: holdings.templates,
    jobTypes: standardJobTypes,
    messages: standardMessages,
  };
}

async function readable(...args: Parameters<typeof processFacts>): ReturnType<typeof processFacts> {
  try {
    return await processFacts(...args);
  } catch (error) {
    if (error instanceof Refusal) return new Map();
    throw error;
  }
}

function keyed<Facts>(bodies: readonly Json[], read: (body: Json) => Facts | undefined): ReadonlyMap<string, Facts> {
  return new Map(
    bodies.flatMap((body) => {
      const key = isObject(body) ? body["key"] : undefined;
      const facts = read(body);
      return typeof key === "string" && facts !== undefined ? [[key, facts] as const] : [];
    }),
  );
}
