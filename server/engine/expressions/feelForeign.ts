import { evaluate, FeelFunction, isFunction } from "feelin";
import { extensions } from "./feelExtensions.ts";
import { isSafePattern } from "./patterns.ts";
import { Fault } from "../fault.ts";
import type { Context, Evaluator, FeelNode } from "./feelValues.ts";
import { SyntaxFault } from "./syntax.ts";

/**
 * A piece that we leave to feelin: parsed again with the names at hand, as its grammar wants it.
 *
 * @throws {SyntaxFault} when a loop is inside, which nothing would limit
 */
export function foreign(node: FeelNode, source: string): Evaluator {
  const text = source.slice(node.from, node.to);
  if (hasLoop(node)) {
    throw new SyntaxFault(
      source,
      `Expected no loop inside "${text}", but there is one; give it a name of its own first.`,
    );
  }
  return (context) =>
    evaluate(text, { ...ours, ...context.all(), now: () => clock(context), today: () => day(context) }).value;
}

const ours = Object.fromEntries(extensions);

function hasLoop(node: FeelNode): boolean {
  return (
    node.name === "ForExpression" ||
    node.name === "QuantifiedExpression" ||
    node.children.some((child) => hasLoop(child))
  );
}

function clock(context: Context): unknown {
  return evaluate("date and time(text)", { text: context.now.toISOString() }).value;
}

function day(context: Context): unknown {
  return evaluate("date(text)", { text: context.now.toISOString().slice(0, 10) }).value;
}

/** A property of a value that is neither list nor context: `date.year`. */
export function property(value: unknown, name: string): unknown {
  return /^[A-Za-z_]\w*( \w+)*$/.test(name) ? evaluate(`value.${name}`, { value }).value : null;
}

/** Two values under an operator, for values that are not plain numbers, texts and booleans. */
export function operate(operator: string, left: unknown, right: unknown): unknown {
  return evaluate(`left ${operator} right`, { left, right }).value;
}

/** A built-in function of FEEL by its name; `undefined`: there is none. */
export function builtin(name: string): FeelFunction | undefined {
  const { value } = evaluate(name, {});
  if (isFunction(value)) return value;
  if (typeof value !== "function") return undefined;
  const annotated: unknown = Reflect.get(value, "$args");
  const names = Array.isArray(annotated) ? annotated.map(String) : [];
  // feelin annotates its functions with the names of their parameters
  return new FeelFunction(value as (...args: unknown[]) => unknown, names);
}

/** Functions that take a pattern, and where it stands. */
const patternArguments = new Map([
  ["matches", 1],
  ["replace", 1],
  ["split", 1],
  ["extract", 1],
]);

/** Calls a built-in function. Patterns that could run for ever, and clocks other than the command's, are not let through. */
export function invoke(name: string, target: FeelFunction, args: unknown, context: Context): unknown {
  if (name === "now") return clock(context);
  if (name === "today") return day(context);
  guardPattern(name, args);
  const result: unknown = target.invoke(args);
  return isFailure(result) ? null : result;
}

function guardPattern(name: string, args: unknown): void {
  const at = patternArguments.get(name);
  if (at === undefined) return;
  const pattern: unknown = Array.isArray(args) ? args[at] : (args as { pattern?: unknown }).pattern; // named arguments
  if (typeof pattern === "string" && !isSafePattern(pattern)) {
    throw new Fault("engine.expression", `Expected a pattern without nested repetition, but found "${pattern}".`);
  }
}

/** feelin answers a failed call with a signal that its interpreter turns into null. */
function isFailure(result: unknown): boolean {
  return typeof result === "object" && result !== null && "warning" in result && "template" in result;
}
