import { isObject } from "../../base/json.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import type { Finding } from "../finding.ts";
import { readColumns } from "./columns.ts";
import type { ReadColumn, Surroundings } from "./columns.ts";
import { readLiteral, readUnaryTests } from "./feelRead.ts";
import { aggregations, elementIn, elementsIn, hitPolicies, objectOf, textIn } from "./schema.ts";
import type { DmnElement } from "./schema.ts";
import { dmnTexts } from "./text.ts";
import { bothWords } from "./words.ts";

/** The body of a rule set, and what of the table it lacks. */
export interface ReadTable {
  readonly body: JsonObject;
  readonly findings: readonly Finding[];
}

/** Makes the body of a rule set from a decision table, with what could not be taken over. */
export function readTable(decision: DmnElement, table: DmnElement, types: Surroundings["types"]): ReadTable {
  const extension = elementsIn(elementIn(decision, "extensionElements"), "values").find(
    ({ $type }) => $type === "ablauf:RuleSet",
  );
  const words = objectOf(textIn(extension, "words"));
  const inputs = readColumns("input", elementsIn(table, "input"), part(words, "inputs"), { types });
  const outputs = readColumns(
    "output",
    elementsIn(table, "output"),
    part(words, "outputs"),
    surroundingsOf(decision, table, types),
  );
  const rules = elementsIn(table, "rule").map((rule) =>
    readRule(rule, { inputs: inputs.columns, outputs: outputs.columns }, part(words, "rows")),
  );
  const otherwise = readDefault(elementsIn(table, "output"), outputs.columns);
  const body = {
    key: textIn(extension, "key") || keyOf(textIn(decision, "id") || textIn(decision, "name")),
    version: typeof extension?.["version"] === "number" ? extension["version"] : 1,
    ...labelsOf(decision, words),
    hitPolicy: wordOf(hitPolicies, textIn(table, "hitPolicy")) ?? "unique",
    ...aggregationOf(table),
    inputs: inputs.columns.map(({ column }) => column),
    outputs: outputs.columns.map(({ column }) => column),
    rows: rules.map(({ row }) => row).filter((row) => row !== undefined),
    ...(typeof words["origin"] === "string" ? { origin: words["origin"] } : {}),
    ...otherwise.body,
    ...(Array.isArray(words["tests"]) ? { tests: words["tests"] } : {}),
  };
  return {
    body,
    findings: [
      ...inputs.findings,
      ...outputs.findings,
      ...otherwise.findings,
      ...rules.flatMap(({ findings }) => findings),
    ],
  };
}

function labelsOf(decision: DmnElement, words: JsonObject): JsonObject {
  const label = bothWords(textIn(decision, "name") || textIn(decision, "id"), words["label"]);
  const description = textIn(decision, "description");
  return description === "" ? { label } : { label, description: bothWords(description, words["description"]) };
}

/** A table with one output may leave its name and type to the decision's variable; what is summed up is a number. */
function surroundingsOf(decision: DmnElement, table: DmnElement, types: Surroundings["types"]): Surroundings {
  if (elementsIn(table, "output").length !== 1) return { types };
  const variable = elementIn(decision, "variable");
  const aggregation = textIn(table, "aggregation");
  const isNumber = aggregation !== "" && aggregation !== aggregations.count;
  const typeRef = textIn(table, "typeRef") || textIn(variable, "typeRef");
  return { types, only: { name: textIn(variable, "name"), typeRef: isNumber ? "number" : typeRef } };
}

function aggregationOf(table: DmnElement): JsonObject {
  const aggregation = wordOf(aggregations, textIn(table, "aggregation"));
  return aggregation === undefined ? {} : { aggregation };
}

function wordOf(words: Readonly<Record<string, string>>, text: string): string | undefined {
  return Object.entries(words).find(([, word]) => word === text)?.[0];
}

function part(words: JsonObject, name: string): JsonObject {
  const value = words[name];
  return isObject(value) ? value : {};
}

/** An id as the key of a rule set. */
function keyOf(id: string): string {
  const key = id
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, "_")
    .replace(/^[^a-z]+/, "");
  return key === "" ? "decision" : key.slice(0, 64);
}

interface Columns {
  readonly inputs: readonly ReadColumn[];
  readonly outputs: readonly ReadColumn[];
}

interface ReadRule {
  readonly row?: JsonObject;
  readonly findings: readonly Finding[];
}

function readRule(rule: DmnElement, { inputs, outputs }: Columns, words: JsonObject): ReadRule {
  const known = part(words, textIn(rule, "id"));
  const id = typeof known["id"] === "string" ? known["id"] : textIn(rule, "id").slice(0, 64);
  const when = readEntries(inputs, elementsIn(rule, "inputEntry"), readWhen);
  const then = readEntries(outputs, elementsIn(rule, "outputEntry"), readLiteral);
  const findings = [
    ...when.lost.map((entry) => lostFinding(id, entry, dmnTexts.cell)),
    ...then.lost.map((entry) => lostFinding(id, entry, dmnTexts.output)),
  ];
  if (findings.length > 0) return { findings };
  const note = noteOf(rule);
  const { where } = known;
  const row = {
    id,
    when: when.values,
    ...(where === undefined ? {} : { where }),
    then: then.values,
    ...(note === "" ? {} : { note: bothWords(note, known["note"]) }),
  };
  return { row, findings };
}

/** What a cell asks for; nothing to keep when it asks nothing. */
const anything = Symbol("anything");

function readWhen(text: string): Json | typeof anything | undefined {
  const read = readUnaryTests(text);
  if (read === undefined) return undefined;
  return read.kind === "any" ? anything : (read.cell as unknown as Json); // a cell is JSON
}

interface Lost {
  readonly column: ReadColumn;
  readonly text: string;
}

function readEntries(
  columns: readonly ReadColumn[],
  entries: readonly DmnElement[],
  read: (text: string) => Json | typeof anything | undefined,
): { readonly values: JsonObject; readonly lost: readonly Lost[] } {
  const values: Record<string, Json> = {};
  const lost: Lost[] = [];
  for (const [at, column] of columns.entries()) {
    const text = textIn(entries[at], "text");
    const value = read(text);
    if (value === undefined) lost.push({ column, text });
    else if (value !== anything) values[column.name] = value;
  }
  return { values, lost };
}

function lostFinding(row: string, { column, text }: Lost, say: typeof dmnTexts.cell): Finding {
  return {
    severity: "error",
    place: { row, column: column.name },
    code: "dmn.row",
    message: say(row, column.label.en, text),
  };
}

function noteOf(rule: DmnElement): string {
  const notes = elementsIn(rule, "annotationEntry").map((entry) => textIn(entry, "text"));
  return notes.filter((text) => text !== "").join("; ") || textIn(rule, "description");
}

function readDefault(
  clauses: readonly DmnElement[],
  columns: readonly ReadColumn[],
): { readonly body: JsonObject; readonly findings: readonly Finding[] } {
  const values: Record<string, Json> = {};
  const findings: Finding[] = [];
  for (const [at, clause] of clauses.entries()) {
    const entry = elementIn(clause, "defaultOutputEntry");
    const column = columns[at];
    if (entry === undefined || column === undefined) continue;
    const value = readLiteral(textIn(entry, "text"));
    if (value !== undefined) values[column.name] = value;
    else
      findings.push({
        severity: "error",
        place: { column: column.name },
        code: "dmn.default",
        message: dmnTexts.otherDefault(column.label.en, textIn(entry, "text")),
      });
  }
  return { body: Object.keys(values).length === 0 ? {} : { default: values }, findings };
}
