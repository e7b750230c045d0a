import { DomElement, DomNode, DomText, type Measure, type Owner } from "./node.ts";

/**
 * A document with as much of the DOM as bpmn-js needs to draw and to edit: elements, attributes, styles, transforms,
 * geometry and the width of text. It loads nothing, runs nothing and paints nothing.
 */
export class DomDocument extends DomNode implements Owner {
  override readonly nodeType = 9;
  override readonly nodeName = "#document";
  override readonly textContent = "";
  readonly measure: Measure;
  readonly documentElement: DomElement;
  readonly body: DomElement;

  constructor(measure: Measure) {
    super({ measure });
    this.measure = measure;
    this.documentElement = this.appendChild(this.createElement("html"));
    this.body = this.documentElement.appendChild(this.createElement("body"));
  }

  get activeElement(): DomElement {
    return this.body;
  }

  createElement(name: string): DomElement {
    return new DomElement(this, name);
  }

  createElementNS(_: string, name: string): DomElement {
    return new DomElement(this, name);
  }

  createTextNode(text: string): DomText {
    return new DomText(this, text);
  }

  createDocumentFragment(): DomElement {
    return new DomElement(this, "#document-fragment");
  }

  /** MouseEvent of a mouse that nobody moves. */
  createEvent(): { readonly clientX: 0; readonly clientY: 0 } {
    return { clientX: 0, clientY: 0 };
  }

  override cloneNode(): never {
    throw new TypeError("Expected an element or a text to clone, but it is a document.");
  }
}
