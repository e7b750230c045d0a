import type { Json } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Complaint } from "../base/refusal.ts";
import { compileRuleSet } from "../decisions/compile.ts";
import type { CompiledRuleSet } from "../decisions/compile.ts";
import { parseRuleSet } from "../decisions/ruleSet.ts";
import { compile } from "../engine/compile.ts";
import type { Definition } from "../engine/types.ts";
import { parseForm } from "../tasks/form.ts";
import type { Form } from "../tasks/form.ts";

/** What scenarios play with: the parts of a draft, a release or a folder, each by its key. */
export interface Bundle {
  /** BPMN 2.0 XML by process key. */
  readonly processes: Readonly<Record<string, string>>;
  readonly ruleSets?: Readonly<Record<string, Json>>;
  readonly forms?: Readonly<Record<string, Json>>;
  /** `{"de": "…", "en": "…"}` by key. */
  readonly templates?: Readonly<Record<string, Json>>;
}

/** A bundle, read and compiled once for all scenarios that play with it. */
export interface Repertoire {
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly ruleSets: ReadonlyMap<string, CompiledRuleSet>;
  readonly forms: ReadonlyMap<string, Form>;
  readonly templates: ReadonlyMap<string, Json>;
}

/**
 * Reads and compiles a bundle.
 *
 * @throws {Refusal} `scenario.bundle` a process cannot be run, with element and reason; what reading BPMN, rule sets and
 *   forms refuses
 */
export async function prepare(bundle: Bundle): Promise<Repertoire> {
  const definitions = new Map<string, Definition>();
  for (const [key, xml] of Object.entries(bundle.processes)) {
    const { definitions: found, problems } = await compile(xml);
    refuseProblems(
      key,
      problems
        .filter((problem) => problem.severity === "error")
        .map(({ elementId, code, message }) => ({ place: elementId, code, message })),
    );
    for (const each of found) definitions.set(each.processId, each);
  }
  const ruleSets = Object.values(bundle.ruleSets ?? {}).map((body) => compileRuleSet(parseRuleSet(body)));
  const forms = Object.values(bundle.forms ?? {}).map((body) => parseForm(body));
  return {
    definitions,
    ruleSets: new Map(ruleSets.map((each) => [each.ruleSet.key, each])),
    forms: new Map(forms.map((each) => [each.key, each])),
    templates: new Map(Object.entries(bundle.templates ?? {})),
  };
}

/**
 * Some processes of a bundle and all that they may call: those whose keys stand in the text of one of them. What else a
 * tenant holds need not be compiled, nor be right.
 */
export function reachable(bundle: Bundle, from: readonly string[]): Bundle {
  const found = new Map<string, string>();
  const todo = [...from];
  for (let key = todo.pop(); key !== undefined; key = todo.pop()) {
    const xml = bundle.processes[key];
    if (xml === undefined || found.has(key)) continue;
    found.set(key, xml);
    todo.push(...Object.keys(bundle.processes).filter((other) => xml.includes(`"${other}"`)));
  }
  return { ...bundle, processes: Object.fromEntries(found) };
}

function refuseProblems(key: string, complaints: readonly Complaint[]): void {
  const [first] = complaints;
  if (first === undefined) return;
  throw new Refusal(
    "unprocessable",
    "scenario.bundle",
    `Expected process ${key} to be runnable, but at ${first.place}: ${first.message}`,
    complaints,
  );
}
