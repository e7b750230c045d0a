import { isRange } from "feelin";
import type { Builder, Building } from "./feelNodes.ts";
import { isPlain, within } from "./feelValues.ts";
import type { Context, Evaluator, FeelNode } from "./feelValues.ts";

/** `for`, `some`, `every` and filters: lazy, and counted, so that a model cannot loop for ever. */
export const loops: readonly (readonly [string, Builder])[] = [
  ["ForExpression", forExpression],
  ["QuantifiedExpression", quantified],
  ["FilterExpression", filter],
];

interface Iteration {
  readonly name: string;
  readonly domain: (context: Context) => Iterable<unknown> | null;
}

function iterations(node: FeelNode | undefined, building: Building): readonly Iteration[] | undefined {
  if (node?.name !== "InExpressions") return undefined;
  const found: Iteration[] = [];
  for (const each of node.children) {
    const [name, , domain] = each.children;
    if (!name || !domain) return undefined;
    found.push({ name: building.source.slice(name.from, name.to), domain: domainOf(domain, building) });
  }
  return found;
}

function domainOf(node: FeelNode, { build }: Building): Iteration["domain"] {
  const [first, , last] = node.children;
  if (node.name === "IterationContext" && first && last) {
    const from = build(first);
    const to = build(last);
    return (context) => numbers(from(context), to(context));
  }
  const inner = build(node.name === "IterationContext" && first ? first : node);
  return (context) => elements(inner(context));
}

function elements(value: unknown): Iterable<unknown> | null {
  if (Array.isArray(value)) return value;
  if (!isRange(value)) return value === null ? null : [value];
  const range = value as unknown as { start: unknown; end: unknown }; // feelin's range has both ends
  return numbers(range.start, range.end);
}

function numbers(from: unknown, to: unknown): Iterable<unknown> | null {
  if (typeof from !== "number" || typeof to !== "number") return null;
  return count(from, to);
}

function* count(from: number, to: number): Generator<number> {
  const step = from <= to ? 1 : -1;
  for (let value = from; step > 0 ? value <= to : value >= to; value += step) yield value;
}

/** Every combination of the domains, later ones seeing the names of earlier ones. */
function* combinations(over: readonly Iteration[], context: Context, at = 0): Generator<Context> {
  const iteration = over[at];
  if (!iteration) {
    yield context;
    return;
  }
  for (const value of iteration.domain(context) ?? []) {
    context.spend(1);
    yield* combinations(over, within(context, { [iteration.name]: value }), at + 1);
  }
}

function forExpression(node: FeelNode, building: Building): Evaluator | undefined {
  const [, domains, , body] = node.children;
  const over = iterations(domains, building);
  if (!over || !body) return undefined;
  const value = building.build(body);
  return (context) => {
    const partial: unknown[] = [];
    for (const each of combinations(over, context)) partial.push(value(within(each, { partial })));
    return partial;
  };
}

function quantified(node: FeelNode, building: Building): Evaluator | undefined {
  const [kind, domains, , body] = node.children;
  const over = iterations(domains, building);
  if (!kind || !over || !body) return undefined;
  const test = building.build(body);
  const isSome = kind.name === "some";
  return (context) => {
    for (const each of combinations(over, context)) if ((test(each) === true) === isSome) return isSome;
    return !isSome;
  };
}

/** `list[condition]` with `item` and the names of the entry; `list[n]` counts from one, from the end if negative. */
function filter(node: FeelNode, { build }: Building): Evaluator | undefined {
  const [target, , condition] = node.children;
  if (!target || !condition || !isDecidable(condition)) return undefined;
  const inner = build(target);
  const test = build(condition);
  const isIndex = condition.name === "NumericLiteral" || condition.name === "ArithmeticExpression";
  return (context) => {
    const value = inner(context);
    if (value === null) return null;
    const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (isIndex) return nth(entries, test(context));
    return entries.filter((entry) => {
      context.spend(1);
      const names = isPlain(entry) ? { ...entry, item: entry } : { item: entry };
      return test(within(context, names)) === true;
    });
  };
}

/** Filters by comparison or number are ours; one by a name alone may be either, that is feelin's to find out. */
function isDecidable(condition: FeelNode): boolean {
  return ["Comparison", "Conjunction", "Disjunction", "NumericLiteral", "ArithmeticExpression"].includes(
    condition.name,
  );
}

function nth(entries: readonly unknown[], index: unknown): unknown {
  if (typeof index !== "number") return [];
  return entries[index < 0 ? entries.length + index : index - 1] ?? null;
}
