import { treeOf } from "../../engine/expressions/feel.ts";
import type { FeelNode } from "../../engine/expressions/feelValues.ts";
import type { Expression } from "../../engine/model.ts";
import { isPlaceName } from "../../engine/expressions/juelPlaces.ts";
import { stretches, tokens } from "../../engine/expressions/juelTokens.ts";
import { SyntaxFault } from "../../engine/expressions/syntax.ts";

/**
 * The variables that an expression certainly looks for, by their first name. What only a filter could mean (a property of
 * the entry, or a variable) is left out.
 */
export function namesIn(expression: Expression): ReadonlySet<string> {
  if (expression.isConstant) return new Set();
  const text = expression.text.trim();
  if (/[$#]\{/.test(text) && !text.startsWith("=")) return namesOfJuel(text);
  return namesOfFeel(text.startsWith("=") ? text.slice(1) : text);
}

/** Texts that are remembered; a model has some hundreds. */
const MOST_KNOWN = 20_000;

/** The same for many expressions: each text is looked at once, for as long as whoever holds this likes. */
export class ExpressionNames {
  private readonly known = new Map<string, ReadonlySet<string>>();

  of(expression: Expression): ReadonlySet<string> {
    if (expression.isConstant) return new Set();
    const known = this.known.get(expression.text);
    if (known) return known;
    const found = namesIn(expression);
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.set(expression.text, found);
    return found;
  }
}

function namesOfFeel(source: string): ReadonlySet<string> {
  const found = new Set<string>();
  const tree = readable(source);
  if (tree) collect(tree, source, new Set(), found);
  return found;
}

/** What cannot be read is told by the compiler. */
function readable(source: string): FeelNode | undefined {
  try {
    return treeOf(source);
  } catch (error) {
    if (error instanceof SyntaxFault) return undefined;
    throw error;
  }
}

function textOf({ from, to }: FeelNode, source: string): string {
  return source.slice(from, to).replaceAll("`", "").replace(/\s+/g, " ");
}

/** Walks an expression; `bound` are the names that it gives to things itself. Depth is that of an expression that parsed. */
function collect(node: FeelNode, source: string, bound: ReadonlySet<string>, found: Set<string>): void {
  switch (node.name) {
    case "VariableName": {
      const name = textOf(node, source);
      if (!bound.has(name)) found.add(name);
      return;
    }
    case "FunctionInvocation":
      // a function is no variable; parameters by name are names of parameters
      for (const child of node.children.slice(1)) collect(child, source, bound, found);
      return;
    case "FilterExpression": {
      const [target] = node.children;
      if (target) collect(target, source, bound, found);
      return;
    }
    case "InstanceOfExpression": {
      const [value] = node.children;
      if (value) collect(value, source, bound, found);
      return;
    }
    case "Context":
      collectContext(node, source, bound, found);
      return;
    case "ForExpression":
    case "QuantifiedExpression":
    case "FunctionDefinition":
      collectBinding(node, source, bound, found);
      return;
    default:
      for (const child of node.children) collect(child, source, bound, found);
  }
}

/** The entries of a context see those before them. */
function collectContext(node: FeelNode, source: string, bound: ReadonlySet<string>, found: Set<string>): void {
  const inner = new Set(bound);
  for (const entry of node.children) {
    const [key, value] = entry.children;
    if (!key || !value) continue;
    collect(value, source, inner, found);
    inner.add(textOf(key, source).replace(/^"(.*)"$/, "$1"));
  }
}

/** `for`, `some`, `every` and `function` give names that the rest sees. */
function collectBinding(node: FeelNode, source: string, bound: ReadonlySet<string>, found: Set<string>): void {
  const inner = new Set([...bound, "partial", ...given(node).map((each) => textOf(each, source))]);
  for (const child of node.children) collect(child, source, inner, found);
}

function given(node: FeelNode): readonly FeelNode[] {
  return node.children.flatMap((child) => {
    if (child.name === "InExpression" || child.name === "ParameterName") return child.children.slice(0, 1);
    return child.name === "InExpressions" || child.name === "FormalParameters" || child.name === "FormalParameter" ? given(child) : [];
  });
}

const words = new Set(["true", "false", "null", "empty", "eq", "ne", "lt", "gt", "le", "ge", "and", "or", "not", "div", "mod", "instanceof"]);

function namesOfJuel(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  try {
    for (const part of stretches(text)) if (part.kind === "expression") addJuel(part.text, found);
  } catch (error) {
    // what cannot be read is told by the compiler
    if (!(error instanceof SyntaxFault)) throw error;
  }
  return found;
}

function addJuel(source: string, found: Set<string>): void {
  const all = tokens(source);
  for (const [index, { kind, text }] of all.entries()) {
    const isProperty = all[index - 1]?.text === ".";
    const next = all[index + 1]?.text;
    const isCall = next === "(" || next === ":";
    // what the engine tells of the place is no variable
    const isPlace = next === "." && isPlaceName(text);
    if (kind === "name" && !isProperty && !isCall && !isPlace && !words.has(text)) found.add(text);
  }
}
