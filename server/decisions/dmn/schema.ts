import { DmnModdle } from "dmn-moddle";
import { isObject } from "../../base/json.ts";
import type { JsonObject } from "../../base/json.ts";
import type { Aggregation, ColumnType, HitPolicy } from "../shape.ts";

/** DMN 1.3; the versions around it have the same decision tables. */
export const dmnNamespace = "https://www.omg.org/spec/DMN/20191111/MODEL/";

/** Namespaces of DMN 1.1, 1.2, 1.4 and 1.5, which are read as 1.3. */
export const otherNamespaces = [
  "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
  "http://www.omg.org/spec/DMN/20180521/MODEL/",
  "https://www.omg.org/spec/DMN/20211108/MODEL/",
  "https://www.omg.org/spec/DMN/20230324/MODEL/",
] as const;

/** What DMN has no place for stands in one extension element as JSON. */
const extension = {
  name: "Ablauf",
  prefix: "ablauf",
  uri: "http://ablauf.example/schema/dmn",
  xml: { tagAlias: "lowerCase" },
  types: [
    {
      name: "RuleSet",
      superClass: ["Element"],
      properties: [
        { name: "key", isAttr: true, type: "String" },
        { name: "version", isAttr: true, type: "Integer" },
        { name: "words", isBody: true, type: "String" },
      ],
    },
  ],
};

/** A reader and writer of DMN with our extension. */
export function createModdle(): DmnModdle {
  return new DmnModdle({ ablauf: extension });
}

/** An element as dmn-moddle reads it: typed by its `$type`, everything else by name. */
export interface DmnElement {
  readonly $type: string;
  readonly [name: string]: unknown;
}

/** The member of an element that is an element. */
export function elementIn(element: DmnElement | undefined, name: string): DmnElement | undefined {
  const value = element?.[name];
  return isElement(value) ? value : undefined;
}

/** The elements of a list of an element. */
export function elementsIn(element: DmnElement | undefined, name: string): readonly DmnElement[] {
  const value = element?.[name];
  return Array.isArray(value) ? value.filter(isElement) : [];
}

/** The text of an element's member; empty when there is none. */
export function textIn(element: DmnElement | undefined, name: string): string {
  const value = element?.[name];
  return typeof value === "string" ? value : "";
}

/** Whether something is an element. */
export function isElement(value: unknown): value is DmnElement {
  return typeof value === "object" && value !== null && "$type" in value && typeof value.$type === "string";
}

/** An object out of JSON text; empty when it is none. */
export function objectOf(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** Our hit policies in the words of DMN. */
export const hitPolicies: Readonly<Record<HitPolicy, string>> = {
  unique: "UNIQUE",
  first: "FIRST",
  priority: "PRIORITY",
  any: "ANY",
  collect: "COLLECT",
  ruleOrder: "RULE ORDER",
  outputOrder: "OUTPUT ORDER",
};

export const aggregations: Readonly<Record<Aggregation, string>> = {
  sum: "SUM",
  min: "MIN",
  max: "MAX",
  count: "COUNT",
};

/** Our types in the words of FEEL, as modelers write them. */
export const typeRefs: Readonly<Record<ColumnType, string>> = {
  string: "string",
  enum: "string",
  number: "number",
  boolean: "boolean",
  date: "date",
  dateTime: "dateTime",
  duration: "dayTimeDuration",
  list: "Any",
  any: "Any",
};

/** The types of FEEL, and those that tools write besides, as ours. */
export const columnTypes: Readonly<Record<string, ColumnType>> = {
  string: "string",
  number: "number",
  integer: "number",
  long: "number",
  double: "number",
  boolean: "boolean",
  date: "date",
  datetime: "dateTime",
  "date and time": "dateTime",
  daytimeduration: "duration",
  "days and time duration": "duration",
  any: "any",
  "": "any",
};
