import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { guardXml } from "../../base/xml/guard.ts";
import type { Finding } from "../finding.ts";
import { parseRuleSet } from "../ruleSet.ts";
import { createModdle, dmnNamespace, elementIn, elementsIn, isElement, otherNamespaces, textIn } from "./schema.ts";
import type { DmnElement } from "./schema.ts";
import type { Surroundings } from "./columns.ts";
import { readTable } from "./table.ts";
import { dmnTexts } from "./text.ts";

/** A decision that became a rule set, with what of it could not be taken over. */
export interface DmnDecision {
  readonly body: JsonObject;
  readonly findings: readonly Finding[];
}

/** What a DMN file held. */
export interface DmnImport {
  readonly ruleSets: readonly DmnDecision[];
  /** What concerns the file or decisions that are no tables. */
  readonly findings: readonly Finding[];
}

/**
 * Reads the decision tables of a DMN file (1.1 to 1.5). What cannot be taken over is told and left out; a row is never taken
 * over without one of its conditions.
 *
 * @throws {Refusal} `dmn.xml` it is no DMN; `bpmn.size`, `bpmn.doctype` as for every XML
 */
export async function readDmn(xml: string): Promise<DmnImport> {
  const guarded = guardXml(xml);
  const old = otherNamespaces.filter((namespace) => guarded.includes(`"${namespace}"`));
  const text = old.reduce((whole, namespace) => whole.replaceAll(`"${namespace}"`, `"${dmnNamespace}"`), guarded);
  const { root, warnings } = await parse(text);
  const findings: Finding[] = warnings.map((message) => hint("dmn.warning", dmnTexts.warning(message)));
  if (old.length > 0) findings.push(hint("dmn.version", dmnTexts.otherVersion()));
  const ruleSets: DmnDecision[] = [];
  const types = typesOf(root);
  for (const element of elementsIn(root, "drgElement")) {
    if (element.$type === "dmn:InputData" || element.$type === "dmn:KnowledgeSource") continue;
    const read = element.$type === "dmn:Decision" ? readDecision(element, types) : undefined;
    if (read?.ruleSet !== undefined) ruleSets.push(read.ruleSet);
    else findings.push(...(read?.findings ?? [noTable(element)]));
  }
  return { ruleSets, findings };
}

async function parse(text: string): Promise<{ readonly root: DmnElement; readonly warnings: readonly string[] }> {
  try {
    const { rootElement, warnings } = await createModdle().fromXML(text);
    if (isElement(rootElement) && rootElement.$type === "dmn:Definitions")
      return { root: rootElement, warnings: warnings.slice(0, 20).map(({ message }) => message) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Refusal("invalid", "dmn.xml", `Expected a DMN file, but ${error.message}`);
  }
  throw new Refusal("invalid", "dmn.xml", "Expected DMN definitions, but the file has none");
}

/** The file's own names for simple types. */
function typesOf(root: DmnElement): Surroundings["types"] {
  const simple = elementsIn(root, "itemDefinition").filter(
    (each) => each["isCollection"] !== true && textIn(each, "typeRef") !== "",
  );
  return new Map(
    simple.map((each) => {
      const allowed = textIn(elementIn(each, "allowedValues"), "text");
      return [textIn(each, "name"), { typeRef: textIn(each, "typeRef"), allowed }];
    }),
  );
}

interface ReadDecision {
  readonly ruleSet?: DmnDecision;
  readonly findings: readonly Finding[];
}

function readDecision(decision: DmnElement, types: Surroundings["types"]): ReadDecision {
  const table = elementIn(decision, "decisionLogic");
  if (table?.$type !== "dmn:DecisionTable") return { findings: [noTable(decision)] };
  const { body, findings } = readTable(decision, table, types);
  const needs = elementsIn(decision, "informationRequirement").some((each) => each["requiredDecision"] !== undefined);
  const told = needs ? [...findings, hint("dmn.needs", dmnTexts.needs(nameOf(decision)))] : findings;
  try {
    parseRuleSet(body);
    return { ruleSet: { body, findings: told }, findings: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const refused = {
      severity: "error",
      place: {},
      code: "dmn.refused",
      message: dmnTexts.refused(nameOf(decision)),
    } as const;
    const reasons = error.complaints.map(({ place, code, message }): Finding => {
      return { severity: "error", place: { pointer: place }, code, message: { de: message, en: message } };
    });
    return { findings: [refused, ...reasons] };
  }
}

function noTable(element: DmnElement): Finding {
  return { severity: "warning", place: {}, code: "dmn.noTable", message: dmnTexts.noTable(nameOf(element)) };
}

function nameOf(element: DmnElement): string {
  return textIn(element, "name") || textIn(element, "id");
}

function hint(code: string, message: Finding["message"]): Finding {
  return { severity: "hint", place: {}, code, message };
}
