import type { Form } from "../../api/types.ts";
import type { Design, DesignField } from "./design.ts";
import { isNumeric } from "./design.ts";

/** A default as it is typed: FEEL with its `=`, money in euro, everything else as one writes it. */
export function defaultText({ type, default: value }: DesignField): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(String).join(", ");
  return typeof value === "number" && type === "money" ? String(value / 100) : JSON.stringify(value);
}

/** What is typed as the default of a field; undefined for none. */
export function defaultOf(type: string, text: string): unknown {
  if (text === "") return undefined;
  if (text.startsWith("=")) return text;
  if (type === "boolean") return text.trim().toLowerCase() === "true";
  if (type === "multi") return text.split(",").map((each) => each.trim());
  return isNumeric(type) ? (numberOf(type, text) ?? text) : text;
}

/** A limit as it is typed. */
export function limitText(type: string, value: number | undefined): string {
  if (value === undefined) return "";
  return String(type === "money" ? value / 100 : value);
}

/** A number as it is typed, with a comma or a point; money in euro is kept in cents. */
export function numberOf(type: string, text: string): number | undefined {
  const value = Number(text.replace(",", "."));
  if (text.trim() === "" || !Number.isFinite(value)) return undefined;
  return type === "money" ? Math.round(value * 100) : value;
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
