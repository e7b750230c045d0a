import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { DomDocument } from "./dom/document.ts";
import { Matrix } from "./dom/matrix.ts";
import type { Measure } from "./dom/node.ts";
import type { EditorType, ModuleDeclaration } from "./services.ts";

/** What bpmn-js' distribution exports: the modeler, with the viewer that it contains. */
export interface BpmnJs {
  readonly Modeler: EditorType & { readonly Viewer: EditorType };
  readonly document: DomDocument;
}

/**
 * bpmn-js as its makers publish it for `<script>`. Its sources cannot be imported by Node (they import folders), and
 * as a script it would look for `document` among the globals, which a server must not have. So the script becomes the
 * body of a function, and what it expects of a browser are the function's parameters.
 *
 * The file is read once, when this module is loaded, as `import` would read it.
 */
const source = readFileSync(
  createRequire(import.meta.url).resolve("bpmn-js/dist/bpmn-modeler.production.min.js"),
  "utf8",
);

const names = [
  "module",
  "exports",
  "define",
  "document",
  "window",
  "globalThis",
  "navigator",
  "SVGMatrix",
  "console",
  "Math",
];

// The text is the pinned package's own and no part of it comes from a request.
// oxlint-disable-next-line typescript/no-implied-eval -- see above
const script = new Function(...names, source) as (...values: unknown[]) => void; // what Function makes is a function

/** What bpmn-js tells the console comes back as warnings of the import. */
const silent = { log() {}, warn() {}, error() {} };

/** bpmn-js in a document of its own, where text is as wide as `measure` says and new ids come from `random`. */
export function openBpmnJs(measure: Measure, random: () => number): BpmnJs {
  const math: unknown = Object.create(Math, { random: { value: random } });
  const document = new DomDocument(measure);
  const window = {
    document,
    navigator: { platform: "", userAgent: "" },
    addEventListener() {},
    removeEventListener() {},
  };
  const module: { exports: unknown } = { exports: {} };
  script(module, module.exports, undefined, document, window, window, window.navigator, Matrix, silent, math);
  // The distribution is a CommonJS module that exports the class Modeler.
  return { Modeler: module.exports as BpmnJs["Modeler"], document };
}

/** The modules that a viewer or a modeler is made of, as diagram-js declares them. */
export function modulesOf(type: EditorType): readonly ModuleDeclaration[] {
  return Reflect.get(type.prototype, "_modules") as readonly ModuleDeclaration[]; // bpmn-js' own convention
}
