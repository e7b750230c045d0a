import { tokens, type Token } from "./feelTokens.ts";

type Value = unknown;
type Scope = Readonly<Record<string, unknown>>;
/** A parsed expression: given the form's values, it has a value. */
type Expression = (scope: Scope) => Value;

/**
 * The part of FEEL (DMN 1.5, 10.3) that form conditions use, in a kilobyte: comparison, `and`, `or`, `not( )`, `in`,
 * `between`, lists, paths and literals, with FEEL's three-valued logic.
 *
 * @returns true, false or null (FEEL's "unknown"); undefined when the expression is beyond this part of FEEL
 */
export function holds(expression: string, scope: Scope): boolean | null | undefined {
  try {
    const value = parse(expression)(scope);
    return typeof value === "boolean" ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function parse(text: string): Expression {
  const reader = readerOf(tokens(text.replace(/^\s*=/, "")));
  const expression = disjunction(reader);
  if (reader.peek() !== undefined) throw new SyntaxError(`Expected the end, but ${reader.peek()?.text}`);
  return expression;
}

type Reader = {
  peek: () => Token | undefined;
  next: () => Token;
  accept: (...texts: string[]) => string | null;
  expect: (text: string) => void;
};

function readerOf(all: readonly Token[]): Reader {
  let at = 0;
  const peek = () => all[at];
  const next = () => {
    const token = all[at++];
    if (token === undefined) throw new SyntaxError("Expected more, but the expression ends");
    return token;
  };
  const accept = (...texts: string[]) => {
    const token = peek();
    if (token === undefined || token.kind === "text" || !texts.includes(token.text)) return null;
    at += 1;
    return token.text;
  };
  const expect = (text: string) => {
    if (accept(text) === null) throw new SyntaxError(`Expected ${text}, but ${peek()?.text ?? "the end"}`);
  };
  return { peek, next, accept, expect };
}

function disjunction(reader: Reader): Expression {
  let left = conjunction(reader);
  while (reader.accept("or") !== null) left = either(left, conjunction(reader));
  return left;
}

function conjunction(reader: Reader): Expression {
  let left = comparison(reader);
  while (reader.accept("and") !== null) left = both(left, comparison(reader));
  return left;
}

function comparison(reader: Reader): Expression {
  const left = operand(reader);
  const operator = reader.accept("=", "!=", "<=", ">=", "<", ">", "in", "between");
  if (operator === null) return left;
  if (operator === "in") return within(left, list(reader));
  if (operator === "between") {
    const low = operand(reader);
    reader.expect("and");
    return both(compare(">=", left, low), compare("<=", left, operand(reader)));
  }
  return compare(operator, left, operand(reader));
}

function operand(reader: Reader): Expression {
  const token = reader.next();
  if (token.kind === "text") return () => token.text;
  if (token.kind === "number") return () => Number(token.text);
  if (token.text === "(") {
    const inner = disjunction(reader);
    reader.expect(")");
    return inner;
  }
  if (token.text === "[") return elements(reader, "]");
  if (token.kind === "name") return named(token.text, reader);
  throw new SyntaxError(`Expected a value, but ${token.text}`);
}

function named(name: string, reader: Reader): Expression {
  if (name === "true") return () => true;
  if (name === "false") return () => false;
  if (name === "null") return () => null;
  const applied = functions[name];
  if (applied !== undefined) {
    reader.expect("(");
    const inner = disjunction(reader);
    reader.expect(")");
    return (scope) => applied(inner(scope));
  }
  if (reader.peek()?.text === "(") throw new SyntaxError(`Expected a value, but the function ${name}`);
  return (scope) => name.split(".").reduce<Value>(member, scope);
}

function list(reader: Reader): Expression {
  if (reader.accept("(") !== null) return elements(reader, ")");
  return operand(reader);
}

function elements(reader: Reader, end: string): Expression {
  const items: Expression[] = [];
  while (reader.accept(end) === null) {
    if (items.length > 0) reader.expect(",");
    items.push(disjunction(reader));
  }
  return (scope) => items.map((item) => item(scope));
}

function member(value: Value, name: string): Value {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return null;
  return (value as Record<string, unknown>)[name] ?? null; // an object that has the name
}

function compare(operator: string, left: Expression, right: Expression): Expression {
  return (scope) => compared(operator, left(scope), right(scope));
}

function compared(operator: string, one: Value, other: Value): Value {
  if (operator === "=" || operator === "!=") {
    if (one !== null && other !== null && typeof one !== typeof other) return null;
    return (JSON.stringify(one) === JSON.stringify(other)) === (operator === "=");
  }
  const areNumbers = typeof one === "number" && typeof other === "number";
  const areTexts = typeof one === "string" && typeof other === "string";
  if (!areNumbers && !areTexts) return null;
  const order = one < other ? -1 : Number(one > other);
  return { "<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0 }[operator] ?? null;
}

function within(value: Expression, items: Expression): Expression {
  return (scope) => {
    const looked = value(scope);
    const all = items(scope);
    const flat: readonly unknown[] = Array.isArray(all) ? all.flat() : [all];
    return flat.some((item) => compared("=", looked, item) === true);
  };
}

function both(one: Expression, other: Expression): Expression {
  return (scope) => {
    const [left, right] = [one(scope), other(scope)];
    if (left === false || right === false) return false;
    return left === true && right === true ? true : null;
  };
}

function either(one: Expression, other: Expression): Expression {
  return (scope) => {
    const [left, right] = [one(scope), other(scope)];
    if (left === true || right === true) return true;
    return left === false && right === false ? false : null;
  };
}

function negated(value: Value): Value {
  return typeof value === "boolean" ? !value : null;
}

/** How many a list holds; what is no list is one (DMN 1.3, 10.3.1.4). */
function counted(value: Value): Value {
  if (value === null) return null;
  return Array.isArray(value) ? value.length : 1;
}

/** The functions of one argument that conditions of forms use. */
const functions: Readonly<Record<string, (value: Value) => Value>> = { not: negated, count: counted };
