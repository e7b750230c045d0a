import type { Form, FormField } from "../api/types.ts";
import { holds } from "./feel.ts";
import { isReadOnly, typeOf } from "./fieldType.ts";

/** What the fields hold. Money is in cents, a date `2026-11-23`, an instant ISO 8601 in UTC. */
export type Values = Readonly<Record<string, unknown>>;

/** What the fields begin with: the draft, else the default of the field, else the variable of the same name. */
export function firstValues(form: Form, variables: Values, draft: Values | null): Values {
  return Object.fromEntries(form.fields.map((field) => [field.key, firstValue(field, variables, draft)]));
}

function firstValue(field: FormField, variables: Values, draft: Values | null): unknown {
  if (!isReadOnly(field) && draft !== null && field.key in draft) return draft[field.key];
  const given = "default" in field ? field.default : variables[field.key];
  return given ?? (typeOf(field) === "boolean" ? false : null);
}

/** Whether a field is shown, which depends on the values of the form only. A condition we cannot read shows it: the server has the last word. */
export function isVisible(field: FormField, values: Values): boolean {
  if (field.visibleIf === undefined || field.visibleIf.trim() === "") return true;
  const verdict = holds(field.visibleIf, values);
  return verdict === true || verdict === undefined;
}

/** Whether a field must be filled, now. */
export function isRequired(field: FormField, values: Values): boolean {
  if (typeof field.required === "string") return holds(field.required, values) === true;
  return field.required === true;
}

/** A record's field with the customer that another field holds. */
export function narrowed(field: FormField, values: Values): FormField {
  if (field.customer === undefined) return field;
  const customerId = values[field.customer];
  return { ...field, customerId: typeof customerId === "string" ? customerId : null };
}

/** What is sent when the task is completed: the fields one sees and may change. */
export function toSend(form: Form, values: Values): Values {
  const sent = form.fields.filter((field) => !isReadOnly(field) && isVisible(field, values));
  return Object.fromEntries(sent.map((field) => [field.key, tidy(values[field.key])]));
}

/** Nothing written: no value, an empty text, an empty choice. */
export function isBlank(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === "string") return value.trim() === "";
  return Array.isArray(value) && value.length === 0;
}

function tidy(value: unknown): unknown {
  if (typeof value !== "string") return value ?? null;
  return value.trim() === "" ? null : value.trim();
}
