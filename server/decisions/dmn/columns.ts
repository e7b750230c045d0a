import { isObject } from "../../base/json.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import { scalarsOf } from "../cell.ts";
import type { Finding } from "../finding.ts";
import type { Labels } from "../ruleSet.ts";
import { readUnaryTests } from "./feelRead.ts";
import { columnTypes, elementIn, textIn, typeRefs } from "./schema.ts";
import type { DmnElement } from "./schema.ts";
import { dmnTexts } from "./text.ts";
import { bothWords } from "./words.ts";

/** A column of a rule set, made from an input or output clause. */
export interface ReadColumn {
  readonly name: string;
  readonly label: Labels;
  readonly column: JsonObject;
}

interface Clause {
  readonly name: string;
  readonly label: string;
  readonly typeRef: string;
  readonly allowed: string;
  /** What computes an input, when it is more than a name. */
  readonly expression?: string;
}

/** What a file says of clauses elsewhere: types by name, and what the only output is called and of, when it does not say. */
export interface Surroundings {
  readonly types: ReadonlyMap<string, { readonly typeRef: string; readonly allowed: string }>;
  readonly only?: { readonly name: string; readonly typeRef: string };
}

/** Reads clauses as columns; `words` is what the extension knows of them by name. */
export function readColumns(
  kind: "input" | "output",
  elements: readonly DmnElement[],
  words: JsonObject,
  surroundings: Surroundings,
) {
  const taken = new Set<string>();
  const findings: Finding[] = [];
  const columns = elements.map((element, at): ReadColumn => {
    const given = kind === "input" ? inputClause(element, at) : outputClause(element, at, surroundings);
    const clause = resolved(given, surroundings);
    const name = freeName(clause.name, taken);
    taken.add(name);
    const known = words[name];
    const label = bothWords(clause.label, isObject(known) ? known["label"] : undefined);
    findings.push(...complaints(clause, name));
    return { name, label, column: { ...columnOf(clause, isObject(known) ? known : {}), name, label } };
  });
  return { columns, findings };
}

function inputClause(element: DmnElement, at: number): Clause {
  const expression = elementIn(element, "inputExpression");
  const text = textIn(expression, "text").trim();
  const isName = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(text);
  const label = textIn(element, "label") || text || `Input ${at + 1}`;
  return {
    name: isName ? text : nameOf(text || label),
    label,
    typeRef: textIn(expression, "typeRef"),
    allowed: textIn(elementIn(element, "inputValues"), "text"),
    ...(isName || text === "" ? {} : { expression: text }),
  };
}

function outputClause(element: DmnElement, at: number, { only }: Surroundings): Clause {
  const name = textIn(element, "name") || (only?.name ?? "");
  const label = textIn(element, "label") || name || `Output ${at + 1}`;
  const allowed = textIn(elementIn(element, "outputValues"), "text");
  return { name: nameOf(name || label), label, typeRef: textIn(element, "typeRef") || (only?.typeRef ?? ""), allowed };
}

/** A type that the file defines is what it is defined by; with the values it allows, unless the clause says its own. */
function resolved(clause: Clause, { types }: Surroundings): Clause {
  const type = types.get(clause.typeRef.replace(/^.*:/, ""));
  if (type === undefined) return clause;
  return { ...clause, typeRef: type.typeRef, allowed: clause.allowed || type.allowed };
}

/** A text as a name: letters, digits and _. */
function nameOf(text: string): string {
  const name = text
    .normalize("NFKD")
    .replaceAll(/[^A-Za-z0-9_]+/g, "_")
    .replace(/^[^A-Za-z_]+/, "")
    .replace(/_+$/, "");
  return name === "" ? "value" : name.slice(0, 60);
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2, free = name; ; number += 1) {
    if (!taken.has(free)) return free;
    free = `${name}_${number}`;
  }
}

/** What the extension knows counts as long as the file still says the same of it. */
function columnOf(clause: Clause, known: JsonObject): JsonObject {
  const typeRef = plainType(clause.typeRef);
  const knownType = Object.entries(typeRefs).find(([type]) => type === known["type"]);
  const isSameType = knownType !== undefined && plainType(knownType[1]) === typeRef;
  const allowed = allowedOf(clause.allowed, known);
  if (isSameType) {
    const { label: _, values, ...rest } = known;
    return { ...rest, ...(allowed.values === undefined ? (values === undefined ? {} : { values }) : allowed) };
  }
  const type = columnTypes[typeRef] ?? "any";
  return { type: type === "string" && allowed.values !== undefined ? "enum" : type, ...allowed };
}

/** `feel:date`, `xsd:string` and the like are written with and without a prefix. */
function plainType(typeRef: string): string {
  return typeRef.replace(/^.*:/, "").toLowerCase();
}

/** Allowed values as a list, or as a range; with the labels that the extension has for them. */
function allowedOf(text: string, known: JsonObject): { readonly values?: readonly Json[]; readonly range?: Json } {
  const read = readUnaryTests(text);
  if (read?.kind !== "cell") return {};
  const { cell } = read;
  const isOne = typeof cell !== "object" || cell === null;
  if (!isOne && !Array.isArray(cell)) return "not" in cell ? {} : { range: cell as unknown as Json }; // a comparison is JSON
  const values = scalarsOf(cell);
  if (Array.isArray(cell) && cell.some((each) => typeof each === "object" && each !== null)) return {};
  const labelled: readonly Json[] = Array.isArray(known["values"]) ? known["values"] : [];
  return {
    values: values.map((value) => {
      const labels = labelled.find((each) => isObject(each) && each["value"] === value);
      return labels ?? { value, label: { de: String(value), en: String(value) } };
    }),
  };
}

function complaints({ label, typeRef, allowed, expression }: Clause, name: string): readonly Finding[] {
  const place = { column: name };
  const found: Finding[] = [];
  if (expression !== undefined) {
    const isName = /^[\p{L}\p{N}_ ]+$/u.test(expression);
    const message = isName ? dmnTexts.renamed(expression, name) : dmnTexts.expression(label, expression, name);
    found.push({
      severity: isName ? "hint" : "warning",
      place,
      code: isName ? "dmn.renamed" : "dmn.expression",
      message,
    });
  }
  if (columnTypes[plainType(typeRef)] === undefined)
    found.push({ severity: "hint", place, code: "dmn.type", message: dmnTexts.unknownType(label, typeRef) });
  if (allowed.trim() !== "" && Object.keys(allowedOf(allowed, {})).length === 0)
    found.push({ severity: "warning", place, code: "dmn.values", message: dmnTexts.values(label, allowed) });
  return found;
}
