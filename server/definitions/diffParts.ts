import { isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import { diffRuleSets } from "../decisions/diff.ts";
import { diff } from "../diagram/diff/diff.ts";
import { diffLines } from "./diffLines.ts";
import { diffTree } from "./diffTree.ts";
import { formAnatomy, scenarioAnatomy } from "./formMerge.ts";
import { xmlOf } from "./parts.ts";
import type { PartKind } from "./parts.ts";

/**
 * How two versions of a part differ, in the shape of its kind: elements and properties of a process, rows of a rule set,
 * fields of a form, lines of a template, members of a scenario.
 *
 * @throws {Refusal} what reading a side refuses
 */
export async function diffParts(kind: PartKind, before: Json, after: Json): Promise<object> {
  if (kind === "process") return diff(xmlOf(before), xmlOf(after));
  const [was, is] = [objectOf(before), objectOf(after)];
  switch (kind) {
    case "ruleSet":
      return diffRuleSets(was, is);
    case "form":
      return { changes: diffTree(formAnatomy, { ...was, version: 0 }, { ...is, version: 0 }) };
    case "template":
      return { languages: diffTexts(was, is) };
    case "scenario":
      return { changes: diffTree(scenarioAnatomy, was, is) };
  }
}

function objectOf(body: Json): Readonly<Record<string, Json | undefined>> {
  return isObject(body) ? body : {};
}

function diffTexts(
  was: Readonly<Record<string, Json | undefined>>,
  is: Readonly<Record<string, Json | undefined>>,
): object {
  const languages = [...new Set([...Object.keys(was), ...Object.keys(is)])].toSorted();
  return Object.fromEntries(languages.map((each) => [each, diffLines(textOf(was[each]), textOf(is[each]))]));
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
