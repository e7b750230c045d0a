import { readNumber } from "../../../server/base/readNumber.ts";
import type { Form, Language } from "../../api/types.ts";
import { writeNumber } from "../../form/writeNumber.ts";
import type { Design, DesignField } from "./design.ts";
import { kindOfNumber } from "./design.ts";

/** A default as it is typed: FEEL with its `=`, money in euro, everything else as one writes it. */
export function defaultText({ type, default: value }: DesignField, language: Language): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(String).join(", ");
  const kind = kindOfNumber(type);
  return typeof value === "number" && kind !== null
    ? writeNumber(fromStored(type, value) ?? 0, kind, language)
    : JSON.stringify(value);
}

/** What is typed as the default of a field; undefined for none. What is no number stays the text that it is, and a fault tells it. */
export function defaultOf(type: string, text: string): unknown {
  if (text === "") return undefined;
  if (text.startsWith("=")) return text;
  if (type === "boolean") return text.trim().toLowerCase() === "true";
  if (type === "multi") return text.split(",").map((each) => each.trim());
  const kind = kindOfNumber(type);
  const number = kind === null ? "number" : readNumber(text, kind);
  return typeof number === "number" ? toStored(type, number) : text;
}

/** A number of a form as people write it: money is stored in cents and written in euro. */
export function fromStored(type: string, value: number | undefined): number | undefined {
  return value === undefined || type !== "money" ? value : value / 100;
}

/** The opposite of `fromStored`. */
export function toStored(type: string, value: number | undefined): number | undefined {
  return value === undefined || type !== "money" ? value : Math.round(value * 100);
}

/** The form as the preview shows it: what only the server can evaluate is left empty, or shown as what it is. */
export function previewOf({ title, items }: Design): Form {
  return { key: "preview", version: 1, title, fields: items.map(({ field }) => shown(field)) };
}

function shown({ customer, ...rest }: DesignField): Form["fields"][number] {
  const field = customer === undefined || customer.startsWith("=") ? rest : { ...rest, customer };
  const isComputed = typeof field.default === "string" && field.default.startsWith("=");
  if (!isComputed || field.type === "readonly") return field;
  return { ...field, default: null };
}
