/** A word of a FEEL expression. */
export type Token = { readonly kind: "text" | "number" | "name" | "sign"; readonly text: string };

const shape =
  /\s*(?:("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?)|([\p{L}_][\p{L}\d_]*(?:\.[\p{L}_][\p{L}\d_]*)*)|(!=|<=|>=|[=<>()[\],]))/uy;

/**
 * The words of an expression.
 *
 * @throws {SyntaxError} when a character belongs to none
 */
export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  const trimmed = text.trimEnd();
  let at = 0;
  while (at < trimmed.length) {
    shape.lastIndex = at;
    const match = shape.exec(trimmed);
    if (match === null) throw new SyntaxError(`Expected a word at ${at}, but ${trimmed.slice(at)}`);
    found.push(tokenOf(match));
    at = shape.lastIndex;
  }
  return found;
}

function tokenOf([, quoted, number, name, sign]: RegExpExecArray): Token {
  if (quoted !== undefined) return { kind: "text", text: unquoted(quoted) };
  if (number !== undefined) return { kind: "number", text: number };
  if (name !== undefined) return { kind: "name", text: name };
  return { kind: "sign", text: sign ?? "" };
}

function unquoted(quoted: string): string {
  return quoted.slice(1, -1).replaceAll(/\\(.)/g, (_, escaped: string) => ({ n: "\n", t: "\t" })[escaped] ?? escaped);
}
