import type { FormField, Labels } from "../../api/types.ts";
import { freeKey, suggestKey } from "./keys.ts";

/** Every type a field can have, in the order of the palette. */
export const fieldTypes = [
  "text",
  "textarea",
  "int",
  "decimal",
  "money",
  "date",
  "datetime",
  "boolean",
  "enum",
  "multi",
  "user",
  "record",
  "file",
  "signature",
  "readonly",
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** A field as it is stored, with what only the server evaluates. */
export type DesignField = FormField & { readonly optionsFrom?: string | undefined };
/** A field while it is designed. Its id lives as long as the editor; `isFresh` while its key still follows its label. */
export type Item = { readonly id: string; readonly field: DesignField; readonly isFresh: boolean };
/** A form while it is designed; `rest` is what the designer does not touch. */
export type Design = {
  readonly title: Labels;
  readonly items: readonly Item[];
  readonly rest: Readonly<Record<string, unknown>>;
};

/** A stored form as a design; null when it is none, which is then edited as JSON. */
export function designOf(body: unknown): Design | null {
  if (!isRecord(body)) return null;
  const { title, fields, ...rest } = body;
  if (!Array.isArray(fields) || !fields.every(isField)) return null;
  const items = fields.map((field) => ({ id: crypto.randomUUID(), field: worded(field), isFresh: false }));
  return { title: labelsOf(title), items, rest };
}

/** A design as it is stored. */
export function storedOf({ title, items, rest }: Design): unknown {
  return { ...rest, title, fields: items.map(({ field }) => field) };
}

/** A new field behind another, or at the end. */
export function addField(design: Design, type: FieldType, place: { id: string; after: string | null }): Design {
  const key = freeKey("field", keysOf(design));
  const field: DesignField = {
    key,
    type,
    label: { de: "", en: "" },
    ...(takesOptions(type) ? { options: [] } : {}),
    ...sourceOf(type),
  };
  return insert(design, { id: place.id, field, isFresh: true }, place.after);
}

/** The same field once more right behind, under a key of its own. */
export function duplicateField(design: Design, id: string, newId: string): Design {
  const item = design.items.find((each) => each.id === id);
  if (item === undefined) return design;
  const key = freeKey(item.field.key, keysOf(design));
  return insert(design, { id: newId, field: { ...item.field, key }, isFresh: false }, id);
}

export function removeField(design: Design, id: string): Design {
  const items = design.items.filter((each) => each.id !== id);
  return items.length === design.items.length ? design : { ...design, items };
}

/** One place up or down; at the edge nothing changes. */
export function moveField(design: Design, id: string, by: -1 | 1): Design {
  const at = design.items.findIndex((each) => each.id === id);
  const other = design.items[at + by];
  if (at === -1 || other === undefined) return design;
  return placeField(design, id, { id: other.id, side: by === 1 ? "after" : "before" });
}

/** Beside another field, where it was dropped. */
export function placeField(design: Design, id: string, target: { id: string; side: "before" | "after" }): Design {
  const item = design.items.find((each) => each.id === id);
  const others = design.items.filter((each) => each.id !== id);
  const at = others.findIndex((each) => each.id === target.id);
  if (item === undefined || at === -1) return design;
  return { ...design, items: others.toSpliced(target.side === "after" ? at + 1 : at, 0, item) };
}

/** Members of a field; one that is undefined goes. */
export function changeField(design: Design, id: string, patch: Readonly<Record<string, unknown>>): Design {
  return swap(design, id, (item) => ({ ...item, field: patched(item.field, patch) }));
}

/** The label in one language; the key of a fresh field follows it, from the English one where there is one. */
export function relabel(design: Design, id: string, label: Labels): Design {
  const item = design.items.find((each) => each.id === id);
  const labelled = changeField(design, id, { label });
  if (item === undefined || !item.isFresh) return labelled;
  const others = design.items.filter((each) => each.id !== id).map(({ field }) => field.key);
  const key = suggestKey(label.en === "" ? label.de : label.en, others);
  return rewritten(labelled, id, key);
}

/** Another key, in the conditions of the other fields as well. From now on it stays, whatever the label becomes. */
export function renameKey(design: Design, id: string, key: string): Design {
  return swap(rewritten(design, id, key), id, (item) => ({ ...item, isFresh: false }));
}

/** Another type; what only makes sense for the old one goes. */
export function changeType(design: Design, id: string, type: FieldType): Design {
  return swap(design, id, ({ field, ...item }) => ({
    ...item,
    field: patched(field, {
      type,
      ...(takesOptions(type) ? { options: field.options ?? [] } : { optionsFrom: undefined }),
      ...(takesWords(type) ? {} : { options: undefined }),
      ...(isNumeric(type) ? {} : { min: undefined, max: undefined }),
      ...(takesText(type) ? {} : { maxLength: undefined }),
      ...(type === "record" ? sourceOf(type, field.source) : { source: undefined, customer: undefined }),
      ...(isFeel(field.default) ? {} : { default: undefined }),
    }),
  }));
}

/** What a record is one of, which it cannot go without. */
function sourceOf(type: string, source: DesignField["source"] = "customers"): Pick<DesignField, "source"> {
  return type === "record" ? { source } : {};
}

export function takesOptions(type: string): boolean {
  return type === "enum" || type === "multi";
}

/** What is chosen, or only read, may have words for its values. */
export function takesWords(type: string): boolean {
  return takesOptions(type) || type === "readonly";
}

export function isNumeric(type: string): boolean {
  return kindOfNumber(type) !== null;
}

/** What numbers a type of field takes; null where it takes none. */
export function kindOfNumber(type: string): "int" | "decimal" | "money" | null {
  return type === "int" || type === "decimal" || type === "money" ? type : null;
}

export function takesText(type: string): boolean {
  return type === "text" || type === "textarea";
}

function rewritten(design: Design, id: string, key: string): Design {
  const old = design.items.find((each) => each.id === id)?.field.key ?? "";
  const isShared = design.items.some((each) => each.id !== id && each.field.key === old);
  const follow = (expression: string) => (isShared ? expression : renamedIn(expression, old, key));
  const items = design.items.map((item) => ({
    ...item,
    field: patched(item.field, {
      ...(item.id === id ? { key } : {}),
      ...(typeof item.field.required === "string" ? { required: follow(item.field.required) } : {}),
      ...(item.field.visibleIf === undefined ? {} : { visibleIf: follow(item.field.visibleIf) }),
      ...(item.field.customer === old && !isShared ? { customer: key } : {}),
    }),
  }));
  return { ...design, items };
}

/** The name in a FEEL expression, outside of texts and not as a member of something else. */
function renamedIn(expression: string, from: string, to: string): string {
  if (!/^\w+$/.test(from) || to === "") return expression;
  const name = new RegExp(`(?<![\\w.])${from}(?!\\w)`, "g");
  return expression
    .split(/("(?:[^"\\]|\\.)*")/)
    .map((piece, at) => (at % 2 === 0 ? piece.replaceAll(name, to) : piece))
    .join("");
}

function insert(design: Design, item: Item, after: string | null): Design {
  const at = design.items.findIndex((each) => each.id === after);
  return { ...design, items: design.items.toSpliced(at === -1 ? design.items.length : at + 1, 0, item) };
}

function swap(design: Design, id: string, by: (item: Item) => Item): Design {
  return { ...design, items: design.items.map((item) => (item.id === id ? by(item) : item)) };
}

function patched(field: DesignField, patch: Readonly<Record<string, unknown>>): DesignField {
  const members = Object.entries({ ...field, ...patch }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members) as DesignField; // what was a field still is: the patch has members of fields only
}

function keysOf(design: Design): readonly string[] {
  return design.items.map(({ field }) => field.key);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isField(value: unknown): value is DesignField {
  if (!isRecord(value) || typeof value["key"] !== "string" || typeof value["type"] !== "string") return false;
  const { options, required, visibleIf } = value;
  const hasOptions = options === undefined || (Array.isArray(options) && options.every(isRecord));
  const isReadable = required === undefined || typeof required === "boolean" || typeof required === "string";
  return hasOptions && isReadable && (visibleIf === undefined || typeof visibleIf === "string");
}

/** A field whose words can be edited even where a language is missing. */
function worded(field: DesignField): DesignField {
  const { options } = field;
  return {
    ...field,
    label: labelsOf(field.label),
    ...(field.help === undefined ? {} : { help: labelsOf(field.help) }),
    ...(options === undefined ? {} : { options: options.map((each) => ({ ...each, label: labelsOf(each.label) })) }),
  };
}

function labelsOf(value: unknown): Labels {
  const text = (language: string) => (isRecord(value) && typeof value[language] === "string" ? value[language] : "");
  return { de: text("de"), en: text("en") };
}

function isFeel(value: unknown): boolean {
  return typeof value === "string" && value.startsWith("=");
}
