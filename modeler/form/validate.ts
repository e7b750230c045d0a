import type { Form, FormField } from "../api/types.ts";
import { learn, type Key } from "../words/dictionary.ts";
import type { Places } from "../words/translate.ts";
import { isReadOnly, numberKindOf, typeOf } from "./fieldType.ts";
import { unreadMistake } from "./unread.ts";
import { isBlank, isRequired, isVisible, type Values } from "./values.ts";
import { formWords } from "../words/forms.ts";

learn(formWords);

/** What is wrong with a field, in words of the dictionary. */
export type Mistake = { readonly key: Key; readonly places: Places };

/** The mistakes of a form by field; empty when it may be sent. The server checks again. */
export function mistakes(form: Form, values: Values): Readonly<Record<string, Mistake>> {
  const found: Record<string, Mistake> = {};
  for (const field of form.fields) {
    if (isReadOnly(field) || !isVisible(field, values)) continue;
    const mistake = mistakeOf(field, values[field.key], values);
    if (mistake !== null) found[field.key] = mistake;
  }
  return found;
}

function mistakeOf(field: FormField, value: unknown, values: Values): Mistake | null {
  if (isBlank(value)) return isRequired(field, values) ? { key: "form.required", places: {} } : null;
  const kind = numberKindOf(field);
  if (kind !== null && typeof value === "string") return unreadMistake(value, kind);
  if (typeof value === "number") return outOfRange(field, value);
  if (typeof value === "string") return badText(field, value);
  return null;
}

function outOfRange(field: FormField, value: number): Mistake | null {
  const type = typeOf(field);
  if (type === "int" && !Number.isInteger(value)) return { key: "form.whole", places: {} };
  const unit = type === "money" ? 100 : 1;
  if (field.min !== undefined && value < field.min) return { key: "form.min", places: { min: field.min / unit } };
  if (field.max !== undefined && value > field.max) return { key: "form.max", places: { max: field.max / unit } };
  return null;
}

function badText(field: FormField, value: string): Mistake | null {
  const { maxLength } = field;
  if (maxLength !== undefined && value.length > maxLength) return { key: "form.tooLong", places: { count: maxLength } };
  if (typeOf(field) === "email" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()))
    return { key: "form.email", places: {} };
  if (typeOf(field) === "signature" && value.trim().length < 3) return { key: "form.signature", places: {} };
  return null;
}
