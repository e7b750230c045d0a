import Handlebars from "handlebars";
import { isObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { formatInstant, formatMinutes, formatMoney } from "./format.ts";
import type { Voice } from "./format.ts";
import { internalHelpers } from "./grammar.ts";

/** What one rendering may still spend, and which variables it did not know. */
export interface Rendering {
  readonly voice: Voice;
  readonly missing: Set<string>;
  rounds: number;
  characters: number;
}

/** What every rendering begins with: rounds of loops and characters of output. */
export const allowance = { rounds: 10_000, characters: 1_048_576 } as const;

/** The helpers of one rendering. Handlebars adds its options as last argument to each. */
export function helpersOf(rendering: Rendering): Record<string, Handlebars.HelperDelegate> {
  const { voice } = rendering;
  return {
    date: (value: unknown) => formatInstant(value, { dateStyle: "medium" }, voice),
    time: (value: unknown) => formatInstant(value, { timeStyle: "short" }, voice),
    dateTime: (value: unknown) => formatInstant(value, { dateStyle: "medium", timeStyle: "short" }, voice),
    person: (value: unknown) => (typeof value === "string" ? (voice.people?.get(value) ?? value) : value),
    money: (...given: unknown[]) => formatMoney(given[0], given.length > 2 ? given[1] : "EUR", voice),
    minutes: (value: unknown) => formatMinutes(value),
    default: (value: unknown, otherwise: unknown) => (isBlank(value) ? otherwise : value),
    eq: (left: unknown, right: unknown) => left === right,
    join: (...given: unknown[]) => join(given[0], given.length > 2 ? given[1] : ", "),
    each(this: unknown, items: unknown, options: Handlebars.HelperOptions) {
      return each(rendering, this, items, options);
    },
    [internalHelpers.known]: (value: unknown, name: string) => known(rendering, value, name),
    [internalHelpers.print]: (value: unknown, name: unknown) => print(rendering, value, name),
  };
}

function known(rendering: Rendering, value: unknown, name: string): unknown {
  if (value === undefined) rendering.missing.add(name);
  return value;
}

/** The text of a value. A record has none, so naming one is reported like an unknown variable. */
function print(rendering: Rendering, value: unknown, name: unknown): string {
  if ((value === undefined || isObject(value)) && typeof name === "string") rendering.missing.add(name);
  const text = textOf(value);
  spend(rendering, text.length);
  return text;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return join(value, ", ");
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

function join(value: unknown, separator: unknown): string {
  if (!Array.isArray(value)) return textOf(value);
  return value
    .map((item: unknown) => (Array.isArray(item) ? "" : textOf(item)))
    .filter(Boolean)
    .join(String(separator));
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** Like Handlebars' own, but counted: nested loops over long lists would else take for ever. */
function each(rendering: Rendering, context: unknown, items: unknown, options: Handlebars.HelperOptions): string {
  const entries: readonly (readonly [number | string, unknown])[] = Array.isArray(items)
    ? [...items.entries()]
    : Object.entries(isObject(items) ? items : {});
  if (entries.length === 0) return options.inverse(context);
  return entries
    .map(([key, item], index) => {
      rendering.rounds -= 1;
      const place = { key, index, first: index === 0, last: index === entries.length - 1 };
      const data = Object.assign(Handlebars.createFrame(options.data), place);
      const text = options.fn(item, { data, blockParams: [item, key] });
      spend(rendering, text.length);
      return text;
    })
    .join("");
}

function spend(rendering: Rendering, characters: number): void {
  rendering.characters -= characters;
  if (rendering.rounds >= 0 && rendering.characters >= 0) return;
  throw new Refusal(
    "tooLarge",
    "template.output",
    `Expected at most ${allowance.rounds} rounds of loops and ${allowance.characters} characters, but the template makes more`,
  );
}
