import type { Json } from "../../base/json.ts";
import { exert } from "../effort.ts";
import { Fault } from "../fault.ts";
import type { Expression, Variables } from "../model.ts";
import { compileFeel } from "./feel.ts";
import { compileJavaScript, isJavaScript } from "./javascript.ts";
import { compileJuel } from "./juel.ts";
import { SyntaxFault } from "./syntax.ts";

/** What the text of an expression cannot say by itself: what it means without a prefix. */
export type Bare = "feel" | "text";

/**
 * Compiles the text of an attribute or element: `=…` is FEEL, `${…}` or `#{…}` the unified expression language of
 * imported models; without either it is FEEL (conditions) or plain text (names, types). A `language` of the element
 * (8.4.7, FormalExpression) decides before all prefixes.
 *
 * @throws {SyntaxFault} when the text cannot be read
 */
export function compileExpression(text: string, bare: Bare, language?: string): Expression {
  const trimmed = text.trim();
  const named = languageOf(language);
  if (named === "javascript" && !/^[$#]\{/.test(trimmed)) return evaluating(text, compileJavaScript(trimmed));
  if (trimmed.startsWith("=")) return feel(trimmed.slice(1), trimmed);
  if (/[$#]\{/.test(trimmed)) return evaluating(text, compileJuel(trimmed));
  if (named === "juel" && bare === "feel") return evaluating(text, compileJuel(`\${${returned(trimmed)}}`));
  if (bare === "feel" && named === undefined) return condition(trimmed);
  return bare === "feel" || named === "feel" ? feel(trimmed, trimmed) : literal(text);
}

/** Compiles the expression of a listener: `${…}`, which may set variables; anything else says nothing and does nothing. @throws {SyntaxFault} */
export function compileListener(text: string): Expression {
  const trimmed = text.trim();
  return /[$#]\{/.test(trimmed) ? evaluating(text, compileJuel(trimmed, true)) : literal(text);
}

/** What scripts of Java and its kin return. */
function returned(source: string): string {
  return source.replace(/^return\s+/, "").replace(/;$/, "");
}

/**
 * A condition that names no language is FEEL; engines that know no FEEL leave the language out as well, and write what
 * they compare as in Java or Python (`choice == 'Yes'`, `a && b`, `not done`). FEEL cannot be taken for it, nor the other way round.
 */
function condition(source: string): Expression {
  try {
    if (!/==|&&|\|\||\bnot\s+[A-Za-z_]/.test(source.replace(/"[^"]*"/g, ""))) return feel(source, source);
  } catch (error) {
    const other = error instanceof SyntaxFault && source.includes("'") ? likeJava(source) : undefined;
    if (other) return other;
    throw error;
  }
  return likeJava(source) ?? feel(source, source);
}

function likeJava(source: string): Expression | undefined {
  try {
    return evaluating(source, compileJuel(`\${${source}}`));
  } catch (error) {
    if (error instanceof SyntaxFault) return undefined;
    throw error;
  }
}

function feel(source: string, text: string): Expression {
  return evaluating(text, compileFeel(source.trim()));
}

function evaluating(text: string, evaluate: (variables: Variables) => Json): Expression {
  return { text, isConstant: false, evaluate: (variables) => guarded(text, evaluate, variables) };
}

/** A value may be this large, in characters and members: a loop that doubles one would fill the memory. */
const mostContent = 1_000_000;

/** Whatever goes wrong in an expression is a fault of the model; that it overflows the stack as well. */
function guarded(text: string, evaluate: (variables: Variables) => Json, variables: Variables): Json {
  try {
    const value = evaluate(variables);
    weigh(value, text, variables);
    return value;
  } catch (error) {
    if (error instanceof Fault) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Fault("engine.expression", `Expected "${text}" to give a value, but ${reason}.`);
  }
}

/** Small values are what the steps of a command are counted for. */
const littleContent = 200;

/** Looks whether a value is not too large; a large one takes from what the command may compute. @throws {Fault} */
export function weigh(value: Json, text: string, { effort }: Pick<Variables, "effort">): void {
  const content = contentOf(value);
  if (content > mostContent)
    throw new Fault("engine.expression", `Expected a smaller value of "${text}", but it is too large.`);
  if (content > littleContent) exert(effort, content);
}

/** Characters and members of a value, counted no further than needed: what is shared counts wherever it stands. */
function contentOf(value: Json): number {
  let content = 0;
  const open: (Json | undefined)[] = [value];
  while (open.length > 0 && content <= mostContent) {
    const each = open.pop();
    content += typeof each === "string" ? each.length + 1 : 1;
    if (typeof each !== "object" || each === null) continue;
    for (const [name, member] of Object.entries(each)) {
      content += Array.isArray(each) ? 0 : name.length;
      open.push(member);
    }
  }
  return content;
}

/** A text that means itself. */
export function literal(text: string): Expression {
  return { text, isConstant: true, evaluate: () => text };
}

/** A variable by its name. */
export function variable(name: string): Expression {
  return { text: name, isConstant: false, evaluate: (variables) => variables.get(name) ?? null };
}

/** A value computed by ourselves. */
export function computed(text: string, evaluate: (variables: Variables) => Json): Expression {
  return evaluating(text, evaluate);
}

function languageOf(language: string | undefined): "javascript" | "feel" | "juel" | undefined {
  const name = (language ?? "").toLowerCase();
  if (isJavaScript(name)) return "javascript";
  if (name.includes("feel")) return "feel";
  // what scripts of these languages compare is written alike
  return /juel|uel$|\bel$|groovy|\bjava$|mvel/.test(name) ? "juel" : undefined;
}
