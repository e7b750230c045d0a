import type { Both, Breach } from "../../breach.ts";
import { decimal } from "../decimal.ts";
import type { Decimal } from "../decimal.ts";

/** A breach of a rule of the standard, at a business term. */
export function tell(rule: string, term: string, value: string | undefined, expected: Both): Breach {
  return { severity: "error", rule, place: { name: term }, value: value ?? "", expected };
}

/** The same as something to stumble over. */
export function warn(rule: string, term: string, value: string | undefined, expected: Both): Breach {
  return { ...tell(rule, term, value, expected), severity: "warning" };
}

/** A breach unless the term says something. */
export function need(rule: string, term: string, value: string | undefined, name: Both): Breach[] {
  return isSaid(value) ? [] : [tell(rule, term, "", name)];
}

/** Whether a term says something. */
export function isSaid(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== "";
}

/** A number that is taken as nothing where it is not given or cannot be read; that is told elsewhere. */
export function amountOf(text: string | undefined): Decimal {
  return decimal(text) ?? 0n;
}

/** A text in both languages, for what is called by its term. */
export function both(de: string, en: string): Both {
  return { de, en };
}
