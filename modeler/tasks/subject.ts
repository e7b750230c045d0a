import type { Key } from "../words/dictionary.ts";

/** One thing known about the case, with the word for it. */
export type Fact = { readonly key: string; readonly says: Key; readonly value: unknown };
type Variables = Readonly<Record<string, unknown>>;

/** The words we have for variables, in the order in which people ask. */
const known: readonly (readonly [string, Key])[] = [
  ["number", "fact.number"],
  ["title", "fact.title"],
  ["description", "fact.description"],
  ["customer", "fact.customer"],
  ["customerName", "fact.customer"],
  ["contact", "fact.contact"],
  ["contactName", "fact.contact"],
  ["siteName", "fact.site"],
  ["assetName", "fact.asset"],
  ["asset", "fact.asset"],
  ["categoryName", "fact.category"],
  ["category", "fact.category"],
  ["channel", "fact.source"],
  ["impact", "fact.impact"],
  ["urgency", "fact.urgency"],
  ["priority", "fact.priority"],
  ["technician", "fact.technician"],
  ["status", "fact.status"],
];
/** What only a ticket means by these names. */
const ofTickets = new Set(["category", "categoryName", "channel", "impact", "urgency", "priority", "status"]);
const longTexts = new Set(["title", "description"]);

/**
 * What is known of the case in words, looked for in the variables and in what of them is a record (has a number or a title),
 * the ticket before others; each word once, long texts first.
 */
export function subjectOf(variables: Variables): { readonly texts: readonly Fact[]; readonly facts: readonly Fact[] } {
  const records = Object.values(variables).map(asRecord).filter(isNamed);
  const own = [variables, asRecord(variables["ticket"])];
  const all: Fact[] = [];
  for (const [key, says] of known) {
    const places = ofTickets.has(key) ? own : [...own, ...records];
    const value = places.map((place) => place[key]).find(isThere);
    if (value !== undefined && !all.some((fact) => fact.says === says)) all.push({ key, says, value });
  }
  return {
    texts: all.filter((fact) => longTexts.has(fact.key)),
    facts: all.filter((fact) => !longTexts.has(fact.key)),
  };
}

/** The variables the card has no word for; they stay reachable under "all data". */
export function restOf(variables: Variables): Variables {
  const words = new Set<string>(known.map(([key]) => key));
  return Object.fromEntries(Object.entries(variables).filter(([key]) => !words.has(key)));
}

function isNamed(record: Variables): boolean {
  return ["number", "title"].some((key) => typeof record[key] === "string");
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

function asRecord(value: unknown): Variables {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Variables) : {}; // just looked
}
