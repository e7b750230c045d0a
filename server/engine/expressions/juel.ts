import type { Json } from "../../base/json.ts";
import { callMethod, isMethod } from "./juelMethods.ts";
import { isPlaceName, readingMember, writingMember } from "./juelPlaces.ts";
import type { Member, PlaceName } from "./juelPlaces.ts";
import { valueFunction, variableFunction } from "./juelFunctions.ts";
import { stretches, tokens } from "./juelTokens.ts";
import type { Token } from "./juelTokens.ts";
import { combine, isEmpty, named, negative, not, property } from "./juelNodes.ts";
import type { Evaluate } from "./juelNodes.ts";
import { truth } from "./juelValues.ts";
import type { Variables } from "../model.ts";
import { SyntaxFault } from "./syntax.ts";

/** Deeper nesting than this is an attack, not an expression. */
const DEEPEST = 100;

/**
 * Compiles `${…}` expressions of imported models: property paths, comparison, logic, arithmetic, ternary, `empty`. There
 * are no beans, and only the methods of `juelMethods` and `juelPlaces`. Around text the results are joined to one text.
 * `mayWrite`: the expression of a listener, which may set variables.
 *
 * @throws {SyntaxFault} when it cannot be read, or calls what is not known here
 */
export function compileJuel(source: string, mayWrite = false): Evaluate {
  const parts = stretches(source).map((part) =>
    part.kind === "text" ? text(part.text) : new Parser(part.text, mayWrite).whole(),
  );
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return (variables) => parts.map((part) => textOf(part(variables))).join("");
}

function evaluated(args: readonly Evaluate[], variables: Variables): readonly Json[] {
  return args.map((arg) => arg(variables));
}

function text(value: string): Evaluate {
  return () => value;
}

function textOf(value: Json): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Words that stand for signs. */
const synonyms = new Map([
  ["eq", "=="],
  ["ne", "!="],
  ["lt", "<"],
  ["gt", ">"],
  ["le", "<="],
  ["ge", ">="],
  ["and", "&&"],
  ["or", "||"],
  ["not", "!"],
  ["div", "/"],
  ["mod", "%"],
]);

/** Binary signs, weakest first. */
const levels: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<", ">", "<=", ">="],
  ["+", "-"],
  ["*", "/", "%"],
];

const constants = new Map<string, Json>([
  ["true", true],
  ["false", false],
  ["null", null],
  // as Python has them
  ["True", true],
  ["False", false],
  ["None", null],
]);

/** Reads one expression by recursive descent; holds nothing but its place. */
class Parser {
  private at = 0;
  private depth = 0;
  private readonly source: string;
  private readonly words: readonly Token[];
  private readonly mayWrite: boolean;

  constructor(source: string, mayWrite: boolean) {
    this.source = source;
    this.mayWrite = mayWrite;
    this.words = tokens(source);
  }

  whole(): Evaluate {
    const value = this.ternary();
    if (this.at < this.words.length) throw this.unreadable();
    return value;
  }

  private ternary(): Evaluate {
    this.depth += 1;
    if (this.depth > DEEPEST)
      throw new SyntaxFault(
        this.source,
        `Expected at most ${DEEPEST} levels, but "${this.source.slice(0, 40)}…" has more.`,
      );
    const condition = this.binary(0);
    if (!this.takes("?")) return this.up(condition);
    const yes = this.ternary();
    if (!this.takes(":")) throw this.unreadable();
    const no = this.ternary();
    return this.up((variables) => (truth(condition(variables)) ? yes(variables) : no(variables)));
  }

  private up(value: Evaluate): Evaluate {
    this.depth -= 1;
    return value;
  }

  private binary(level: number): Evaluate {
    const signs = levels[level];
    if (!signs) return this.unary();
    let left = this.binary(level + 1);
    for (let sign = this.sign(); signs.includes(sign); sign = this.sign()) {
      this.at += 1;
      left = combine(sign, left, this.binary(level + 1));
    }
    return left;
  }

  private unary(): Evaluate {
    this.depth += 1;
    if (this.depth > DEEPEST) throw this.unreadable();
    if (this.takes("!")) return this.up(not(this.unary()));
    if (this.takes("-")) return this.up(negative(this.unary()));
    if (this.word()?.kind === "name" && this.word()?.text === "empty") {
      this.at += 1;
      return this.up(isEmpty(this.unary()));
    }
    return this.up(this.postfix(this.primary()));
  }

  private primary(): Evaluate {
    const word = this.word();
    if (!word) throw this.unreadable();
    this.at += 1;
    if (word.kind === "number") return () => Number(word.text);
    if (word.kind === "text") return text(word.text);
    if (word.kind === "name") return this.named(word);
    if (word.text !== "(") throw this.unreadable();
    const inner = this.ternary();
    if (!this.takes(")")) throw this.unreadable();
    return inner;
  }

  private named(word: Token): Evaluate {
    const { text: name } = word;
    if (isPlaceName(name) && this.takes(".")) return this.placeMember(name);
    const called = this.variableFunction(word) ?? this.valueFunction(word);
    return called ?? (constants.has(name) ? () => constants.get(name) ?? null : named(name));
  }

  private postfix(start: Evaluate): Evaluate {
    let value = start;
    for (;;) {
      if (this.takes(".")) {
        value = this.member(value);
      } else if (this.takes("[")) {
        value = property(value, this.ternary());
        if (!this.takes("]")) throw this.unreadable();
      } else if (this.sign() === "(") throw this.unknown(this.words[this.at - 1]?.text ?? "");
      else return value;
    }
  }

  /** `execution.id`, `task.getName()`. Models give the name `task` to what they loop over, too: a variable stands before. */
  private placeMember(of: PlaceName): Evaluate {
    const name = this.word();
    if (name?.kind !== "name") throw this.unreadable();
    this.at += 1;
    const args = this.takes("(") ? this.args() : undefined;
    const member = readingMember(of, name.text) ?? this.writer(of, name.text);
    if (of === "execution" || (args && !isMethod(name.text))) {
      if (!member) throw this.unknown(`${of}.${name.text}`);
      return (variables) => member(variables, evaluated(args ?? [], variables));
    }
    const variable = named(of);
    const ofVariable = args ? this.call(variable, name.text, args) : property(variable, text(name.text));
    return (variables) =>
      member && variables.get(of) === undefined
        ? member(variables, evaluated(args ?? [], variables))
        : ofVariable(variables);
  }

  private writer(of: PlaceName, name: string): Member | undefined {
    const member = writingMember(of, name);
    if (!member || this.mayWrite) return member;
    throw new SyntaxFault(
      this.source,
      `Expected an expression that only reads, but "${this.source}" calls ${name}; listeners alone write.`,
    );
  }

  /** `var:equals(order, 3)`: the first argument names the variable, quoted or not. */
  private variableFunction(prefix: Token): Evaluate | undefined {
    const [colon, name, bracket, variable] = this.words.slice(this.at, this.at + 4);
    if (!variable || `${colon?.text}${bracket?.text}` !== ":(") return undefined;
    const call = variableFunction(prefix.text, name?.text ?? "");
    if (!call || variable.kind === "sign") return undefined;
    this.at += 4;
    if (!this.takes(",") && this.sign() !== ")") throw this.unreadable();
    const args = this.args();
    return (variables) => call(variables, variable.text, evaluated(args, variables));
  }

  /** `now()` or `date:format(due)`. */
  private valueFunction(first: Token): Evaluate | undefined {
    const [next, local, bracket] = this.words.slice(this.at, this.at + 3);
    const hasPrefix = next?.text === ":" && bracket?.text === "(";
    if (!hasPrefix && next?.text !== "(") return undefined;
    const call = valueFunction(hasPrefix ? `${first.text}:${local?.text}` : first.text);
    if (!call) return undefined;
    this.at += hasPrefix ? 3 : 1;
    const args = this.args();
    return (variables) => call(variables, evaluated(args, variables));
  }

  /** A property, or a method with its arguments. */
  private member(target: Evaluate): Evaluate {
    const name = this.word();
    if (name?.kind !== "name") throw this.unreadable();
    this.at += 1;
    return this.takes("(") ? this.call(target, name.text, this.args()) : property(target, text(name.text));
  }

  private args(): readonly Evaluate[] {
    const args: Evaluate[] = [];
    while (!this.takes(")")) {
      args.push(this.ternary());
      if (!this.takes(",") && this.sign() !== ")") throw this.unreadable();
    }
    return args;
  }

  private call(target: Evaluate, name: string, args: readonly Evaluate[]): Evaluate {
    const { source } = this;
    if (!isMethod(name)) throw this.unknown(name);
    return (variables) => {
      const values = args.map((arg) => arg(variables));
      return callMethod(source, target(variables), name, values);
    };
  }

  private word(): Token | undefined {
    return this.words[this.at];
  }

  private sign(): string {
    const word = this.word();
    if (!word) return "";
    return word.kind === "name" ? (synonyms.get(word.text) ?? "") : word.kind === "sign" ? word.text : "";
  }

  private takes(sign: string): boolean {
    if (this.sign() !== sign) return false;
    this.at += 1;
    return true;
  }

  private unknown(name: string): SyntaxFault {
    return new SyntaxFault(
      this.source,
      `Expected what is known here in "${this.source}", but it calls ${name}, and there is no foreign code.`,
    );
  }

  private unreadable(): SyntaxFault {
    return new SyntaxFault(this.source, `Expected an expression, but "${this.source}" cannot be read.`);
  }
}
