import { readNumber } from "../../../server/base/readNumber.ts";
import type { Column, Value } from "./ruleTable.ts";

/** The values of a column as lines: `high | hoch | high`. */
export function valuesText({ values }: Pick<Column, "values">): string {
  return (values ?? []).map(({ value, label }) => `${plain(value)} | ${label.de} | ${label.en}`).join("\n");
}

/** Three digits after the point could be read as a thousand. */
function plain(value: Value["value"]): string {
  const text = String(value);
  return typeof value === "number" && readNumber(text, "exact") === "ambiguous" ? value.toFixed(4) : text;
}

export type ReadValues =
  | { readonly kind: "value"; readonly values: readonly Value[] }
  | { readonly kind: "unread"; readonly line: number };

/** Reads lines `value | German | English`; a missing label is the value, a missing English one is the German one. */
export function readValues({ type }: Pick<Column, "type">, text: string): ReadValues {
  const values: Value[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const [raw = "", de = "", en = ""] = line.split("|").map((part) => part.trim());
    if (raw === "") continue;
    const value = type === "number" ? readNumber(raw, "exact") : raw;
    if ((type === "number" && typeof value === "string") || values.some((one) => one.value === value))
      return { kind: "unread", line: index + 1 };
    const german = de === "" ? raw : de;
    values.push({ value, label: { de: german, en: en === "" ? german : en } });
  }
  return { kind: "value", values };
}
