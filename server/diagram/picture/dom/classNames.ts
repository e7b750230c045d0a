/** What carries classes. */
interface Classed {
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
}

/** The classes of an element (DOMTokenList). */
export class ClassNames {
  readonly #element: Classed;

  constructor(element: Classed) {
    this.#element = element;
  }

  [Symbol.iterator](): IterableIterator<string> {
    return this.#names().values();
  }

  add(...names: string[]): void {
    this.#write([...new Set([...this.#names(), ...names])]);
  }

  remove(...names: string[]): void {
    this.#write(this.#names().filter((name) => !names.includes(name)));
  }

  contains(name: string): boolean {
    return this.#names().includes(name);
  }

  toggle(name: string, force = !this.contains(name)): boolean {
    if (force) this.add(name);
    else this.remove(name);
    return force;
  }

  #names(): string[] {
    return (this.#element.getAttribute("class") ?? "").split(/\s+/).filter((name) => name !== "");
  }

  #write(names: readonly string[]): void {
    this.#element.setAttribute("class", names.join(" "));
  }
}
