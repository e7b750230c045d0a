import { inCp1252, toCp1252 } from "../csv/cp1252.ts";
import type { Column } from "./columns.ts";

/** A field of a DATEV file: text stands in quotes even when it is empty, a number stands bare. */
export type Field = { readonly kind: "text" | "number"; readonly value: string };

/** A text field. */
export function text(value = ""): Field {
  return { kind: "text", value };
}

/** A number, a date, or nothing. */
export function number(value: number | string = ""): Field {
  return { kind: "number", value: String(value) };
}

/** The bytes of a file: header, column names, records; Windows-1252, CRLF. */
export function writeFile(
  columns: readonly Column[],
  header: readonly Field[],
  records: readonly ReadonlyMap<number, string>[],
): Uint8Array {
  const names = columns.map(({ name }) => name).join(";");
  const record = (values: ReadonlyMap<number, string>): string =>
    columns.map(({ no, kind }) => written({ kind, value: values.get(no) ?? "" })).join(";");
  const lines = [header.map(written).join(";"), names, ...records.map(record)];
  return toCp1252(lines.map((line) => `${line}\r\n`).join(""));
}

/** Text without line breaks, cut to what its column takes. */
export function fitted(column: Column | undefined, value: string): string {
  const longest = /\{0,(\d+)\}\$$/.exec(column?.pattern.source ?? "")?.[1];
  const line = inCp1252(value).replaceAll(/\p{Cc}+/gu, " ");
  return longest === undefined ? line : line.slice(0, Number(longest)).trimEnd();
}

/** Cents as DATEV writes amounts: `1190,00`. */
export function amount(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${digits.slice(0, -2)},${digits.slice(-2)}`;
}

function written({ kind, value }: Field): string {
  return kind === "text" ? `"${value.replaceAll('"', '""')}"` : value;
}
