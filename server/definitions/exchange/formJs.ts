import type { Json, JsonObject } from "../../base/json.ts";
import { isObject } from "../../base/json.ts";
import type { Entry } from "./report.ts";

/** Types of form-js' components that have a field of ours. What only structures or decorates has none. */
const types: Readonly<Record<string, string>> = {
  textfield: "text",
  textarea: "textarea",
  number: "decimal",
  checkbox: "boolean",
  select: "enum",
  radio: "enum",
  checklist: "multi",
  taglist: "multi",
  datetime: "date",
};

/** Components that hold others. */
const holders = new Set(["group", "dynamiclist"]);

/** Whether a document is a form of form-js, as Camunda's modelers write it to `.form` files. */
export function isFormJs(body: JsonObject): boolean {
  return Array.isArray(body["components"]) && body["type"] === "default";
}

/** Reads a form of form-js as one of ours; what has no counterpart is left out and told. */
export function readFormJs(
  body: JsonObject,
  key: string,
  file: string,
): { readonly form: JsonObject; readonly entries: Entry[] } {
  const entries: Entry[] = [];
  const fields: readonly JsonObject[] = componentsOf(body).flatMap((component) => {
    const field = fieldOf(component);
    if (field === null) entries.push(leftOut(component, file));
    return field === null ? [] : [field];
  });
  const form: JsonObject = { key, version: 1, title: both(key), fields };
  return { form, entries };
}

/** All components, those in groups in the place of their group. */
function componentsOf({ components }: JsonObject): JsonObject[] {
  return objectsIn(components).flatMap((each) => (holders.has(textOf(each["type"])) ? componentsOf(each) : [each]));
}

function objectsIn(list: Json | undefined): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function fieldOf(component: JsonObject): JsonObject | null {
  const type = types[textOf(component["type"])];
  const key = textOf(component["key"]);
  if (type === undefined || !/^[A-Za-z_]\w{0,63}$/.test(key)) return null;
  const validate = isObject(component["validate"]) ? component["validate"] : {};
  const label = both(textOf(component["label"]) || key);
  return {
    key,
    type: type === "date" && component["subtype"] === "datetime" ? "datetime" : type,
    label,
    ...(validate["required"] === true ? { required: true } : {}),
    ...numbersOf(validate),
    ...(type === "enum" || type === "multi" ? { options: optionsOf(component["values"]) } : {}),
    ...(component["defaultValue"] === undefined ? {} : { default: component["defaultValue"] }),
    ...(textOf(component["description"]) === "" ? {} : { help: both(textOf(component["description"])) }),
  };
}

function numbersOf({ min, max, maxLength }: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries({ min, max, maxLength }).filter(([, value]) => typeof value === "number"));
}

function optionsOf(values: Json | undefined): JsonObject[] {
  return objectsIn(values).map((each) => ({
    value: each["value"],
    label: both(textOf(each["label"]) || textOf(each["value"])),
  }));
}

function leftOut(component: JsonObject, file: string): Entry {
  const [type, id] = [textOf(component["type"]), textOf(component["key"]) || textOf(component["id"])];
  const message = {
    de: `Der Baustein ${id} vom Typ ${type} hat keine Entsprechung und fehlt im Formular.`,
    en: `Component ${id} of type ${type} has no counterpart and is missing from the form.`,
  };
  return { outcome: "ignored", file, elementId: id, code: "import.component", message };
}

function both(text: string): JsonObject {
  return { de: text, en: text };
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
