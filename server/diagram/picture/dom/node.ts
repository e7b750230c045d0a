import { ClassNames } from "./classNames.ts";
import { boundsOf, type Box } from "./bounds.ts";
import { Matrix, Transform, TransformList } from "./matrix.ts";
import { tokens } from "./markup.ts";
import { alongPath, type Point } from "./path.ts";
import { isMeant } from "./select.ts";
import { sizeOf } from "./font.ts";
import { styleText, type Style } from "./style.ts";

/** Measures a line of text in a font as CSS names it; the width in pixels. */
export type Measure = (text: string, font: string) => number;

/** The children of a node: an array that can also be asked as a DOM NodeList. */
export class Children extends Array<DomNode> {
  item(index: number): DomNode | null {
    return this[index] ?? null;
  }
}

/** A node of the little DOM that bpmn-js draws into: text, or an element. */
export abstract class DomNode {
  abstract readonly nodeType: number;
  abstract readonly nodeName: string;
  abstract textContent: string;
  readonly ownerDocument: Owner;
  readonly childNodes = new Children();
  parentNode: DomNode | null = null;

  constructor(ownerDocument: Owner) {
    this.ownerDocument = ownerDocument;
  }

  get parentElement(): DomElement | null {
    return this.parentNode instanceof DomElement ? this.parentNode : null;
  }

  get firstChild(): DomNode | null {
    return this.childNodes[0] ?? null;
  }

  get lastChild(): DomNode | null {
    return this.childNodes.at(-1) ?? null;
  }

  get nextSibling(): DomNode | null {
    return this.#sibling(1);
  }

  get previousSibling(): DomNode | null {
    return this.#sibling(-1);
  }

  #sibling(step: number): DomNode | null {
    const siblings = this.parentNode?.childNodes;
    return siblings?.[siblings.indexOf(this) + step] ?? null;
  }

  hasChildNodes(): boolean {
    return this.childNodes.length > 0;
  }

  appendChild<T extends DomNode>(node: T): T {
    return this.insertBefore(node, null);
  }

  insertBefore<T extends DomNode>(node: T, before: DomNode | null | undefined): T {
    node.parentNode?.removeChild(node);
    const index = before === null || before === undefined ? -1 : this.childNodes.indexOf(before);
    if (index < 0) this.childNodes.push(node);
    else this.childNodes.splice(index, 0, node);
    node.parentNode = this;
    return node;
  }

  removeChild<T extends DomNode>(node: T): T {
    const index = this.childNodes.indexOf(node);
    if (index >= 0) this.childNodes.splice(index, 1);
    node.parentNode = null;
    return node;
  }

  remove(): void {
    this.parentNode?.removeChild(this);
  }

  contains(node: DomNode | null): boolean {
    for (let each = node; each !== null; each = each.parentNode) if (each === this) return true;
    return false;
  }

  // Nobody clicks on a picture: listeners are accepted and never called.
  addEventListener(): void {}
  removeEventListener(): void {}

  querySelectorAll(selector: string): DomElement[] {
    const scope = this instanceof DomElement ? this : null;
    return [...elementsBelow(this)].filter((element) => isMeant(element, selector, scope));
  }

  querySelector(selector: string): DomElement | null {
    const scope = this instanceof DomElement ? this : null;
    for (const element of elementsBelow(this)) if (isMeant(element, selector, scope)) return element;
    return null;
  }

  abstract cloneNode(isDeep?: boolean): DomNode;
}

/** What nodes know of their document. */
export interface Owner {
  readonly measure: Measure;
}

function* elementsBelow(node: DomNode): Generator<DomElement> {
  for (const child of node.childNodes) {
    if (!(child instanceof DomElement)) continue;
    yield child;
    yield* elementsBelow(child);
  }
}

/** Text in an element. */
export class DomText extends DomNode {
  override readonly nodeType = 3;
  override readonly nodeName = "#text";
  override textContent: string;

  constructor(owner: Owner, text: string) {
    super(owner);
    this.textContent = text;
  }

  override cloneNode(): DomText {
    return new DomText(this.ownerDocument, this.textContent);
  }
}

/** An element, of SVG as of HTML; HTML is kept but never drawn. */
export class DomElement extends DomNode {
  override readonly nodeType: number = 1;
  readonly localName: string;
  readonly style: Style = {};
  /** SVGGraphicsElement.transform */
  readonly transform: { readonly baseVal: TransformList } = { baseVal: new TransformList() };
  readonly classList: ClassNames = new ClassNames(this);
  /** What diagram-js notes on an element for itself; it is not drawn. */
  readonly dataset: Record<string, string> = {};
  readonly clientWidth = 1000;
  readonly clientHeight = 1000;
  readonly #attributes = new Map<string, string>();

  constructor(owner: Owner, localName: string) {
    super(owner);
    this.localName = localName;
  }

  override get nodeName(): string {
    return this.localName;
  }

  get tagName(): string {
    return this.localName;
  }

  override get textContent(): string {
    return this.childNodes.map((child) => child.textContent).join("");
  }

  override set textContent(text: string) {
    this.childNodes.length = 0;
    if (text !== "") this.appendChild(new DomText(this.ownerDocument, text));
  }

  /** Reads bpmn-js' own HTML: its mark and its breadcrumbs. */
  set innerHTML(markup: string) {
    this.childNodes.length = 0;
    const open: DomElement[] = [this];
    for (const token of tokens(markup)) {
      const into = open.at(-1) ?? this;
      if (token.kind === "text") into.appendChild(new DomText(this.ownerDocument, token.text));
      else if (token.kind === "end") open.pop();
      else {
        const element = into.appendChild(new DomElement(this.ownerDocument, token.name));
        for (const [name, value] of token.attributes) element.setAttribute(name, value);
        if (!token.isEmpty) open.push(element);
      }
    }
  }

  getAttribute(name: string): string | null {
    if (name === "style") return styleText(this.style);
    if (name === "transform") return this.transform.baseVal.text;
    return this.#attributes.get(name) ?? null;
  }

  setAttribute(name: string, value: unknown): void {
    this.#attributes.set(name, String(value));
  }

  hasAttribute(name: string): boolean {
    return this.getAttribute(name) !== null;
  }

  removeAttribute(name: string): void {
    this.#attributes.delete(name);
  }

  getAttributeNS(_: string | null, name: string): string | null {
    return this.getAttribute(name);
  }

  setAttributeNS(_: string | null, name: string, value: unknown): void {
    this.setAttribute(name, value);
  }

  get id(): string {
    return this.getAttribute("id") ?? "";
  }

  set id(id: string) {
    this.setAttribute("id", id);
  }

  /** All attributes with style and transform, as the DOM's NamedNodeMap shows them. */
  get attributes(): Attributes {
    const all = [...this.#attributes].map(([name, value]) => ({ name, value }));
    for (const name of ["style", "transform"]) {
      const value = this.getAttribute(name);
      if (value !== null) all.push({ name, value });
    }
    return { length: all.length, item: (index) => all[index] ?? null };
  }

  hasAttributes(): boolean {
    return this.attributes.length > 0;
  }

  matches(selector: string): boolean {
    return isMeant(this, selector, null);
  }

  closest(selector: string): DomElement | null {
    return this.matches(selector) ? this : (this.parentElement?.closest(selector) ?? null);
  }

  focus(): void {}

  getBoundingClientRect(): Box & { readonly left: number; readonly top: number } {
    return { x: 0, y: 0, left: 0, top: 0, width: this.clientWidth, height: this.clientHeight };
  }

  /** SVGGraphicsElement.getBBox: the bounds without strokes, in the element's own coordinates. */
  getBBox(): Box {
    return boundsOf(this) ?? { x: 0, y: 0, width: 0, height: 0 };
  }

  /** SVGGraphicsElement.getCTM: the way from the element's coordinates to those of the outermost svg. */
  getCTM(): Matrix {
    const own = this.transform.baseVal.matrix;
    return this.parentElement === null ? own : this.parentElement.getCTM().multiply(own);
  }

  getTotalLength(): number {
    return alongPath(this.getAttribute("d") ?? "").length;
  }

  getPointAtLength(length: number): Point {
    return alongPath(this.getAttribute("d") ?? "", length).point;
  }

  createSVGMatrix(): Matrix {
    return new Matrix();
  }

  createSVGPoint(): { x: number; y: number } {
    return { x: 0, y: 0 };
  }

  createSVGTransform(): Transform {
    return new Transform();
  }

  createSVGTransformFromMatrix(matrix: Matrix): Transform {
    return this.transform.baseVal.createSVGTransformFromMatrix(matrix);
  }

  /** HTMLCanvasElement.getContext, of which only text is measured. */
  getContext(): { font: string; measureText(text: string): { readonly width: number } } {
    const { measure } = this.ownerDocument;
    return {
      font: "12px sans-serif",
      measureText(text) {
        return { width: measure(text, this.font), ...cell(this.font) };
      },
    };
  }

  override cloneNode(isDeep = false): DomElement {
    const copy = new DomElement(this.ownerDocument, this.localName);
    for (const [name, value] of this.#attributes) copy.setAttribute(name, value);
    Object.assign(copy.style, this.style);
    copy.transform.baseVal.appendItem(this.createSVGTransformFromMatrix(this.transform.baseVal.matrix));
    if (isDeep) for (const child of this.childNodes) copy.appendChild(child.cloneNode(true));
    return copy;
  }
}

interface Attributes {
  readonly length: number;
  item(index: number): { readonly name: string; readonly value: string } | null;
}

/** How far Arial reaches above and below the line, for a font as CSS names it. */
function cell(font: string): { readonly fontBoundingBoxAscent: number; readonly fontBoundingBoxDescent: number } {
  const size = sizeOf(font);
  return { fontBoundingBoxAscent: 0.905 * size, fontBoundingBoxDescent: 0.212 * size };
}
