import type { Json } from "../../base/json.ts";
import { parseExpression } from "feelin";
import type { Variables } from "../model.ts";
import { builders } from "./feelNodes.ts";
import { budgeted, toJson } from "./feelValues.ts";
import type { Evaluator, FeelNode } from "./feelValues.ts";
import { extensions } from "./feelExtensions.ts";
import { foreign } from "./feelForeign.ts";
import { SyntaxFault } from "./syntax.ts";

/**
 * Compiles a FEEL expression (DMN 1.5, clause 10.3) to closures, once per definition. What is frequent in processes is
 * compiled here and costs about a microsecond; everything else is handed to feelin, piece by piece. Loops are ours in any
 * case, since theirs know no limit.
 *
 * @throws {SyntaxFault} when it cannot be read
 */
export function compileFeel(source: string): (variables: Variables) => Json {
  if (source === "") throw new SyntaxFault(source, "Expected a FEEL expression, but it is empty.");
  const evaluate = withinStack(source, () => build(treeOf(source), source));
  return (variables) => toJson(evaluate(budgeted(variables)));
}

/** The grammar knows names with an operator in them (`get or else`) only when it is told. */
const knownNames = Object.fromEntries(extensions);

/** The tree of a FEEL expression as the kernel reads it. @throws {SyntaxFault} */
export function treeOf(source: string): FeelNode {
  return withinStack(source, () => parsed(source));
}

/** What is nested too deep for the grammar cannot be read. */
function withinStack<T>(source: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError)
      throw new SyntaxFault(source, `Expected a FEEL expression, but "${source}" is nested too deep.`);
    throw error;
  }
}

/** What is longer, nested deeper or chooses more often is an attack: the grammar takes minutes to read it or to give it up. */
const LONGEST = 10_000;
const DEEPEST = 200;
const MOST_CHOICES = 500;

function isTooMuch(source: string): boolean {
  if (source.length > LONGEST) return true;
  const bare = source.replaceAll(/"(?:[^"\\]|\\.)*"/g, "");
  let [depth, deepest] = [0, 0];
  for (const letter of bare) {
    if ("([{".includes(letter)) depth += 1;
    else if (")]}".includes(letter)) depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest > DEEPEST || (bare.match(/\b(?:if|for|some|every|function)\b/g)?.length ?? 0) > MOST_CHOICES;
}

function parsed(source: string): FeelNode {
  if (isTooMuch(source))
    throw new SyntaxFault(source, `Expected a FEEL expression, but "${source}" is too long or nested too deep.`);
  const stack: { name: string; from: number; to: number; children: FeelNode[] }[] = [];
  let root: FeelNode | undefined;
  parseExpression(source, knownNames, undefined).iterate({
    enter(ref) {
      if (ref.type.isError) {
        throw new SyntaxFault(
          source,
          `Expected a FEEL expression, but "${source}" cannot be read at position ${ref.from + 1}.`,
        );
      }
      if (ref.type.isSkipped) return false;
      stack.push({ name: ref.name, from: ref.from, to: ref.to, children: [] });
      return undefined;
    },
    leave(ref) {
      if (ref.type.isSkipped) return;
      const node = stack.pop();
      if (!node) return;
      const parent = stack.at(-1);
      if (parent) parent.children.push(node);
      else root = node;
    },
  });
  if (!root) throw new SyntaxFault(source, `Expected a FEEL expression, but "${source}" is none.`);
  return root;
}

function build(node: FeelNode, source: string): Evaluator {
  const builder = builders.get(node.name);
  const built = builder?.(node, { source, build: (child) => build(child, source) });
  return built ?? foreign(node, source);
}
