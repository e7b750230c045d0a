import { SyntaxFault } from "./syntax.ts";

/** A word of an expression inside `${…}`. */
export interface Token {
  readonly kind: "number" | "text" | "name" | "sign" | "end";
  readonly text: string;
}

/** A stretch of the whole text: as it stands, or an expression. */
export type Stretch =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "expression"; readonly text: string };

const pattern =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[lLfFdD]?)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_$][\w$]*)|(==|!=|<=|>=|&&|\|\||[-+*/%<>!?:().,[\]]))/y;

/** The words of an expression. @throws {SyntaxFault} */
export function tokens(source: string): readonly Token[] {
  const found: Token[] = [];
  const reader = new RegExp(pattern.source, "y");
  const end = source.trimEnd().length;
  while (reader.lastIndex < end) {
    const at = reader.lastIndex;
    const match = reader.exec(source);
    if (!match)
      throw new SyntaxFault(source, `Expected an expression, but "${source}" cannot be read at position ${at + 1}.`);
    found.push(tokenOf(match));
  }
  return found;
}

function tokenOf(match: RegExpExecArray): Token {
  const [, number, text, name, sign = ""] = match;
  if (number !== undefined) return { kind: "number", text: number.replace(/[lLfFdD]$/, "") };
  if (text !== undefined) return { kind: "text", text: text.slice(1, -1).replace(/\\(.)/g, "$1") };
  if (name !== undefined) return { kind: "name", text: name };
  return { kind: "sign", text: sign };
}

/** Cuts a text at its `${…}` and `#{…}`. Braces inside quotes do not count. @throws {SyntaxFault} */
export function stretches(source: string): readonly Stretch[] {
  const found: Stretch[] = [];
  let at = 0;
  while (at < source.length) {
    const open = nextOpen(source, at);
    if (open > at) found.push({ kind: "text", text: source.slice(at, open) });
    if (open >= source.length) break;
    const close = closing(source, open + 2);
    found.push({ kind: "expression", text: source.slice(open + 2, close) });
    at = close + 1;
  }
  return found;
}

function nextOpen(source: string, from: number): number {
  const dollar = source.indexOf("${", from);
  const hash = source.indexOf("#{", from);
  const open = Math.min(dollar < 0 ? source.length : dollar, hash < 0 ? source.length : hash);
  return open;
}

function closing(source: string, from: number): number {
  let quote = "";
  for (let at = from; at < source.length; at += 1) {
    const letter = source.charAt(at);
    if (quote !== "") {
      if (letter === "\\") at += 1;
      else if (letter === quote) quote = "";
    } else if (letter === "'" || letter === '"') quote = letter;
    else if (letter === "}") return at;
  }
  throw new SyntaxFault(source, `Expected a closing brace in "${source}", but there is none.`);
}
