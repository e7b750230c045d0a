import type { FormField, Labels } from "../api/types.ts";
import type { Details, Filter, Member, OpsList, Section, ValueNames } from "./register.ts";

type Plain = Exclude<Member["kind"], "value" | "record" | "task" | "deadline" | "data" | "named">;

/** Members by how they are written, so that a register reads like a table of contents. */
const plain =
  (kind: Plain) =>
  (at: string, de: string, en: string): Member => ({ kind, at, name: { de, en } });

export const text = plain("text");
export const prose = plain("prose");
export const number = plain("number");
export const percent = plain("percent");
export const minutes = plain("minutes");
export const money = plain("money");
export const date = plain("date");
export const instant = plain("instant");
export const flag = plain("flag");
export const person = plain("person");
export const people = plain("people");
export const countryName = plain("country");
export const quarter = plain("quarter");
export const file = plain("file");

/** Nested data, with what is in it by name where that is known. */
export function data(at: string, de: string, en: string, details?: Details): Member {
  return { kind: "data", at, name: { de, en }, ...details };
}

/** A name that another member may have in English. */
export function named(at: string, english: string, name: Labels): Member {
  return { kind: "named", at, english, name };
}

/** A member with a fixed set of values. */
export function value(at: string, name: Labels, values: ValueNames): Member {
  return { kind: "value", at, name, values };
}

/** A member that leads to a record of another register. */
export function record(at: string, name: Labels, to: { register: string; label?: string }): Member {
  return { kind: "record", at, name, ...to };
}

/** An instant that something is due at, counting down while another member has a value. */
export function deadline(at: string, name: Labels, openWhile: { at: string; is: string }): Member {
  return { kind: "deadline", at, name, openWhile };
}

/** A member that leads to a task. */
export function task(at: string, name: Labels, label: string): Member {
  return { kind: "task", at, name, label };
}

/** A filter with a fixed set of values. */
export function filter(at: string, name: Labels, values: ValueNames): Filter {
  return { kind: "value", at, name, values };
}

/** A filter by somebody of the house. */
export function filterPerson(at: string, name: Labels): Filter {
  return { kind: "person", at, name };
}

/** Members beside their names. */
export function facts(de: string, en: string, members: readonly Member[]): Section {
  return { kind: "facts", name: { de, en }, members };
}

/** The lines of a list that the record holds. */
export function table(at: string, name: Labels, members: readonly Member[]): Section {
  return { kind: "table", at, name, members };
}

/** The same of a list that operators see as well. */
export function listed(at: string, name: Labels, inOps: OpsList, members: readonly Member[]): Section {
  return { kind: "table", at, name, members, inOps };
}

/** A field of a form: what the server calls it, how it is typed, and what people read. */
export function field(
  key: string,
  type: string,
  label: Labels & { readonly required?: boolean; readonly help?: Labels },
): FormField {
  const { required = false, help, ...names } = label;
  return { key, type, label: names, required, ...(help === undefined ? {} : { help }) };
}

/** A field in which a record is found by typing; `of` is the field with the customer whose it must be. */
export function chosen(
  key: string,
  source: string,
  label: Labels & { readonly required?: boolean; readonly of?: string },
): FormField {
  const { of, ...rest } = label;
  return { ...field(key, "record", rest), source, ...(of === undefined ? {} : { customer: of }) };
}

/** A field with a fixed set of values. */
export function choice(
  key: string,
  values: ValueNames,
  label: Labels & { readonly required?: boolean; readonly only?: readonly string[]; readonly help?: Labels },
): FormField {
  const { only = Object.keys(values), ...rest } = label;
  const options = only.flatMap((each) => {
    const names = values[each];
    return names === undefined ? [] : [{ value: each, label: { de: names.de, en: names.en } }];
  });
  return { ...field(key, "enum", rest), options };
}
