import type { FormField } from "../api/types.ts";
import type { NumberKind } from "../../server/base/readNumber.ts";

export type FieldType =
  | "text"
  | "textarea"
  | "email"
  | "phone"
  | "int"
  | "decimal"
  | "money"
  | "date"
  | "datetime"
  | "enum"
  | "boolean"
  | "multi"
  | "user"
  | "record"
  | "readonly"
  | "signature"
  | "file";

const known: Readonly<Record<string, FieldType>> = {
  text: "text",
  textarea: "textarea",
  email: "email",
  phone: "phone",
  int: "int",
  integer: "int",
  decimal: "decimal",
  number: "decimal",
  money: "money",
  date: "date",
  datetime: "datetime",
  enum: "enum",
  select: "enum",
  boolean: "boolean",
  bool: "boolean",
  multi: "multi",
  multiselect: "multi",
  user: "user",
  record: "record",
  readonly: "readonly",
  signature: "signature",
  file: "file",
  files: "file",
};

/** How a field is shown. A type nobody knows is a line of text, so that a newer form still works. */
export function typeOf(field: FormField): FieldType {
  return known[field.type.toLowerCase()] ?? "text";
}

/** What numbers a field takes; nothing where it takes none. */
export function numberKindOf(field: FormField): NumberKind | null {
  const type = typeOf(field);
  return type === "int" || type === "decimal" || type === "money" ? type : null;
}

/** A field that is only read. */
export function isReadOnly(field: FormField): boolean {
  return typeOf(field) === "readonly";
}
