import { extensions } from "./feelExtensions.ts";
import { builtin, invoke, operate, property } from "./feelForeign.ts";
import { loops } from "./feelLoops.ts";
import { isPlain } from "./feelValues.ts";
import type { Context, Evaluator, FeelNode } from "./feelValues.ts";

/** What a builder needs to compile the parts of its node. */
export interface Building {
  readonly source: string;
  readonly build: (child: FeelNode) => Evaluator;
}

/** Compiles one kind of node; `undefined`: this shape is left to feelin. */
export type Builder = (node: FeelNode, building: Building) => Evaluator | undefined;

/** The parts of FEEL that are compiled here, by the name of their node in the grammar. */
export const builders: ReadonlyMap<string, Builder> = new Map<string, Builder>([
  ["Expression", only],
  ["ParenthesizedExpression", (node, { build }) => part(node, 1, build)],
  ["NumericLiteral", (node, { source }) => constant(Number(textOf(node, source)))],
  ["BooleanLiteral", (node, { source }) => constant(textOf(node, source) === "true")],
  ["null", () => constant(null)],
  ["StringLiteral", stringLiteral],
  ["VariableName", (node, { source }) => variable(textOf(node, source))],
  ["PathExpression", path],
  ["Comparison", comparison],
  ["Conjunction", (node, { build }) => both(node, build, false)],
  ["Disjunction", (node, { build }) => both(node, build, true)],
  ["ArithmeticExpression", arithmetic],
  ["IfExpression", conditional],
  ["List", list],
  ["Context", contextLiteral],
  ["FunctionInvocation", invocation],
  ...loops,
]);

function textOf(node: FeelNode, source: string): string {
  return source.slice(node.from, node.to);
}

function constant(value: unknown): Evaluator {
  return () => value;
}

function only(node: FeelNode, { build }: Building): Evaluator | undefined {
  return node.children.length === 1 ? part(node, 0, build) : undefined;
}

function part(node: FeelNode, index: number, build: Building["build"]): Evaluator | undefined {
  const child = node.children[index];
  return child && build(child);
}

function stringLiteral(node: FeelNode, { source }: Building): Evaluator | undefined {
  const text = textOf(node, source);
  return text.includes("\\") ? undefined : constant(text.slice(1, -1));
}

/** A name that nothing visible has may still be a function without parentheses; that is left to feelin's rules: null. */
function variable(text: string): Evaluator {
  const name = text.replaceAll("`", "").replace(/\s+/g, " ");
  return (context) => context.get(name) ?? null;
}

function path(node: FeelNode, { build, source }: Building): Evaluator | undefined {
  const [target, , last] = node.children;
  if (!target || !last) return undefined;
  const inner = build(target);
  const name = textOf(last, source).replaceAll("`", "");
  const read = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((entry) => read(entry));
    if (isPlain(value)) return Object.hasOwn(value, name) ? (value[name] ?? null) : null;
    return value === null || typeof value !== "object" ? null : property(value, name);
  };
  return (context) => read(inner(context));
}

function comparison(node: FeelNode, { build, source }: Building): Evaluator | undefined {
  const [left, operator, right] = node.children;
  if (!left || !right || operator?.name !== "CompareOp" || node.children.length !== 3) return undefined;
  const a = build(left);
  const b = build(right);
  const sign = textOf(operator, source);
  return (context) => compare(sign, a(context), b(context));
}

function compare(sign: string, left: unknown, right: unknown): unknown {
  const isSame = typeof left === typeof right && left !== null && right !== null;
  if (!isSame || (typeof left !== "number" && typeof left !== "string" && typeof left !== "boolean")) {
    return compareRarely(sign, left, right);
  }
  if (sign === "=") return left === right;
  if (sign === "!=") return left !== right;
  if (typeof left === "boolean" || typeof right === "boolean") return null;
  return order(sign, left, right as string | number); // of the same type, see above
}

function order(sign: string, left: string | number, right: string | number): boolean {
  if (sign === "<") return left < right;
  if (sign === "<=") return left <= right;
  return sign === ">" ? left > right : left >= right;
}

/** Null equals null and nothing else; what cannot be compared is null. */
function compareRarely(sign: string, left: unknown, right: unknown): unknown {
  if (left === null || right === null) {
    if (sign === "=") return left === right;
    return sign === "!=" ? left !== right : null;
  }
  return operate(sign, left, right);
}

/** `and`, `or` of three-valued logic (DMN 1.5, table 50). */
function both(node: FeelNode, build: Building["build"], wins: boolean): Evaluator | undefined {
  const [left, , right] = node.children;
  if (!left || !right) return undefined;
  const a = build(left);
  const b = build(right);
  return (context) => {
    const first = a(context);
    if (first === wins) return wins;
    const second = b(context);
    if (second === wins) return wins;
    return first === !wins && second === !wins ? !wins : null;
  };
}

function arithmetic(node: FeelNode, { build, source }: Building): Evaluator | undefined {
  const [left, operator, right] = node.children;
  if (!left || !operator) return undefined;
  if (!right) {
    const value = build(operator);
    return (context) => calculate("-", 0, value(context));
  }
  const a = build(left);
  const b = build(right);
  const sign = textOf(operator, source);
  return (context) => calculate(sign, a(context), b(context));
}

function calculate(sign: string, left: unknown, right: unknown): unknown {
  if (left === null || right === null) return null;
  if (typeof left === "string" && typeof right === "string") return sign === "+" ? left + right : null;
  return typeof left === "number" && typeof right === "number" ? count(sign, left, right) : operate(sign, left, right);
}

function count(sign: string, left: number, right: number): number | null {
  if (sign === "+") return left + right;
  if (sign === "-") return left - right;
  if (sign === "*") return left * right;
  if (sign === "/") return right === 0 ? null : left / right;
  return left ** right;
}

function conditional(node: FeelNode, { build }: Building): Evaluator | undefined {
  const [, condition, , consequence, , alternative] = node.children;
  if (!condition || !consequence || !alternative) return undefined;
  const test = build(condition);
  const yes = build(consequence);
  const no = build(alternative);
  return (context) => (test(context) === true ? yes(context) : no(context));
}

function list(node: FeelNode, { build }: Building): Evaluator {
  const entries = node.children.slice(1, -1).map((child) => build(child));
  return (context) => entries.map((entry) => entry(context));
}

function contextLiteral(node: FeelNode, { build, source }: Building): Evaluator | undefined {
  const entries: [string, Evaluator][] = [];
  for (const entry of node.children.slice(1, -1)) {
    const [key, value] = entry.children;
    if (!key || !value) return undefined;
    entries.push([textOf(key, source).replace(/^"(.*)"$/, "$1"), build(value)]);
  }
  return (context) => fill(entries, context);
}

function fill(entries: readonly [string, Evaluator][], context: Context): Record<string, unknown> {
  const filled: Record<string, unknown> = {};
  const seen: Context = {
    now: context.now,
    get: (name) => (Object.hasOwn(filled, name) ? filled[name] : context.get(name)),
    all: () => ({ ...context.all(), ...filled }),
    spend: (rounds) => context.spend(rounds),
  };
  for (const [key, value] of entries) if (key !== "__proto__") filled[key] = value(seen);
  return filled;
}

function invocation(node: FeelNode, { build, source }: Building): Evaluator | undefined {
  const [callee, , parameters] = node.children;
  if (callee?.name !== "VariableName") return undefined;
  const name = textOf(callee, source).replace(/\s+/g, " ");
  if (parameters && parameters.name !== "PositionalParameters") return undefined;
  const call = callable(name);
  const args = (parameters?.children ?? []).map((child) => build(child));
  return (
    call &&
    ((context) => {
      context.spend(1);
      return call(
        args.map((arg) => arg(context)),
        context,
      );
    })
  );
}

function callable(name: string): ((args: readonly unknown[], context: Context) => unknown) | undefined {
  const own = extensions.get(name);
  if (own) return (args) => own(...args);
  const target = builtin(name);
  return target && ((args, context) => invoke(name, target, args, context));
}
