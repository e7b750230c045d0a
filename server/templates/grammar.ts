/** An inline helper: how many parameters it takes, and whether an unknown variable among them is worth a report. */
export interface Signature {
  readonly least: number;
  readonly most: number;
  readonly demandsValue: boolean;
}

/** What stands for a text or a value: `{{money net}}`, `{{#if (eq status "new")}}`. */
export const inlineHelpers: Readonly<Partial<Record<string, Signature>>> = {
  date: { least: 1, most: 1, demandsValue: true },
  time: { least: 1, most: 1, demandsValue: true },
  dateTime: { least: 1, most: 1, demandsValue: true },
  person: { least: 1, most: 1, demandsValue: true },
  money: { least: 1, most: 2, demandsValue: true },
  minutes: { least: 1, most: 1, demandsValue: true },
  join: { least: 1, most: 2, demandsValue: true },
  default: { least: 2, most: 2, demandsValue: false },
  eq: { least: 2, most: 2, demandsValue: false },
};

/** What encloses a text, with one parameter each. `if` and `unless` ask whether a variable is there, so it may be absent. */
export const blockHelpers: Readonly<Partial<Record<string, Pick<Signature, "demandsValue">>>> = {
  if: { demandsValue: false },
  unless: { demandsValue: false },
  each: { demandsValue: true },
  with: { demandsValue: true },
};

/** Helpers that the reading of a template puts in; no author can write these names. */
export const internalHelpers = { print: "#print", known: "#known" } as const;

/** The only `@` variables. */
export const dataVariables: ReadonlySet<string> = new Set(["index", "key", "first", "last", "root"]);

/** How deep blocks and calls may nest; each `else if` of a chain counts as one deeper. */
export const deepest = 16;
