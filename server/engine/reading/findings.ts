import type { Expression } from "../model.ts";
import { compileExpression, literal } from "../expressions/expression.ts";
import type { Bare } from "../expressions/expression.ts";
import { SyntaxFault } from "../expressions/syntax.ts";
import type { Problem } from "../types.ts";
import { body, idOf, languageOf } from "./element.ts";
import type { Element } from "./element.ts";

/** Collects what is wrong with a file while it is being read. */
export class Findings {
  readonly problems: Problem[] = [];

  /** Not to be deployed. */
  error(element: Element | string, code: string, message: string, reference?: string): void {
    this.add("error", element, code, { message, reference });
  }

  /** To be looked at. */
  warn(element: Element | string, code: string, message: string, reference?: string): void {
    this.add("warning", element, code, { message, reference });
  }

  private add(
    severity: Problem["severity"],
    element: Element | string,
    code: string,
    about: { message: string; reference: string | undefined },
  ): void {
    const elementId = typeof element === "string" ? element : idOf(element);
    const { message, reference } = about;
    this.problems.push({ severity, elementId, code, message, ...(reference === undefined ? {} : { reference }) });
  }

  /** Compiles the text of an attribute; one that cannot be read is a problem of its element. */
  expression(element: Element, source: string, bare: Bare, language?: string): Expression {
    try {
      return compileExpression(source, bare, language);
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      this.error(element, "bpmn.expression", error.message, "8.4.7");
      return literal(source);
    }
  }

  /** Compiles an expression element with its own language; `undefined` when it is absent or empty. */
  expressionIn(owner: Element, element: Element | undefined, bare: Bare): Expression | undefined {
    const source = body(element);
    if (!element || source === undefined) return undefined;
    return this.expression(owner, source, bare, languageOf(element));
  }

  /** Compiles a text if there is one. */
  optional(element: Element, source: string | undefined, bare: Bare): Expression | undefined {
    return source === undefined ? undefined : this.expression(element, source, bare);
  }
}
