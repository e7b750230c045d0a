import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";
import { versionBody } from "../definitions/resources.ts";
import { compileFeel } from "../engine/expressions/feel.ts";
import { parseForm } from "./form.ts";
import type { Evaluation, Form } from "./form.ts";

/**
 * Forms that were read once, with their expressions compiled: a published version never changes. The least recently used is
 * dropped when `capacity` is reached.
 */
export class Forms {
  readonly #forms: Kept<Promise<Form>>;
  readonly #expressions: Kept<Evaluation>;

  constructor(capacity = 500) {
    this.#forms = new Kept(capacity);
    this.#expressions = new Kept(capacity * 10);
  }

  /** @throws {Refusal} `form.missing` */
  byVersion(tx: Tx, key: string, version: number): Promise<Form> {
    const name = `${tx.tenantId} ${version} ${key}`;
    return this.#forms.get(name) ?? this.#forms.keep(name, this.#load(tx, name, { key, version }));
  }

  /** What could not be read (a connection broke) is read again next time. */
  #load(tx: Tx, name: string, { key, version }: { readonly key: string; readonly version: number }): Promise<Form> {
    const form = load(tx, key, version);
    form.catch(() => this.#forms.drop(name));
    return form;
  }

  /** Compiles an expression of a form, once. @throws {SyntaxFault} */
  readonly compile = (expression: string): Evaluation =>
    this.#expressions.get(expression) ?? this.#expressions.keep(expression, compileFeel(expression));
}

async function load(tx: Tx, key: string, version: number): Promise<Form> {
  const body = await versionBody(tx, "form", key, version);
  if (body !== undefined) return parseForm(body);
  throw new Refusal("missing", "form.missing", `Expected version ${version} of the form ${key}, but there is none`);
}

class Kept<T> {
  readonly #kept = new Map<string, T>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(name: string): T | undefined {
    const known = this.#kept.get(name);
    if (known === undefined) return undefined;
    this.#kept.delete(name);
    this.#kept.set(name, known);
    return known;
  }

  drop(name: string): void {
    this.#kept.delete(name);
  }

  keep(name: string, value: T): T {
    this.#kept.set(name, value);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#capacity && oldest !== undefined) this.#kept.delete(oldest);
    return value;
  }
}
