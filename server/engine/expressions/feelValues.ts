import { isFunction, isRange } from "feelin";
import type { FeelDuration } from "feelin";
import type { Json } from "../../base/json.ts";
import { exert } from "../effort.ts";
import { Fault } from "../fault.ts";
import type { Variables } from "../model.ts";

/** A node of the parse tree, without its white space. */
export interface FeelNode {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly children: readonly FeelNode[];
}

/** Where a compiled piece looks names up; `spend` counts rounds of loops against the limit. */
export interface Context {
  readonly now: Date;
  get(name: string): unknown;
  /** Everything visible, for feelin. */
  all(): Record<string, unknown>;
  spend(rounds: number): void;
}

/** A compiled piece. Values are JSON, or feelin's temporal values, ranges and functions. */
export type Evaluator = (context: Context) => unknown;

/** Rounds of loops and filters that one evaluation may take. */
const MOST_ROUNDS = 200_000;

/** A context over variables with a fresh budget. */
export function budgeted(variables: Variables): Context {
  let left = MOST_ROUNDS;
  return {
    now: variables.now,
    get: (name) => variables.get(name),
    all: () => ({ ...variables.all() }),
    spend(rounds) {
      exert(variables.effort, rounds);
      left -= rounds;
      if (left < 0)
        throw new Fault(
          "engine.expression",
          `Expected an expression of at most ${MOST_ROUNDS} rounds, but it takes more.`,
        );
    },
  };
}

/** The same with a few names in front. */
export function within(context: Context, names: Readonly<Record<string, unknown>>): Context {
  return {
    now: context.now,
    get: (name) => (Object.hasOwn(names, name) ? names[name] : context.get(name)),
    all: () => ({ ...context.all(), ...names }),
    spend: (rounds) => context.spend(rounds),
  };
}

/** A value of FEEL as JSON: temporal values become their ISO 8601 text; what JSON cannot hold becomes null. */
export function toJson(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map((entry) => toJson(entry));
  if (typeof value !== "object" || isFunction(value) || isRange(value)) return null;
  // temporal values write themselves as ISO 8601
  if (!isPlain(value)) return (value as FeelDuration).toString();
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, toJson(entry)]));
}

/** Whether a value is a FEEL context and not one of feelin's classes. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
