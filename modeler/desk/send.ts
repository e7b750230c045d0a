import { isBlank, type Values } from "../form/values.ts";
import { read, type Row } from "./read.ts";

/** What is sent to change a record: the fields that read differently now, and what the server wants to go along. */
export function changed(values: Values, row: Row, carries: readonly string[]): Values {
  const fields = Object.entries(values)
    .map(([name, value]) => [name, tidy(value)] as const)
    .filter(([name, value]) => !isSame(value, read(row, name)));
  return Object.fromEntries([...fields, ...carries.map((name) => [name, read(row, name)] as const)]);
}

/** What is sent to say something anew: all fields, and what the server wants to go along. */
export function whole(values: Values, row: Row, carries: readonly string[]): Values {
  const fields = Object.entries(values).map(([name, value]) => [name, tidy(value)] as const);
  return Object.fromEntries([...fields, ...carries.map((name) => [name, read(row, name)] as const)]);
}

/** What is sent to make something: the fields that hold something. */
export function given(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, tidy(value)] as const)
      .filter(([, value]) => value !== null),
  );
}

function isSame(value: unknown, before: unknown): boolean {
  return value === before || (isBlank(value) && isBlank(before));
}

function tidy(value: unknown): unknown {
  if (typeof value === "string") return value.trim() === "" ? null : value.trim();
  return value ?? null;
}
