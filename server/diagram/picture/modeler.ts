import { measureArial } from "./arial.ts";
import { modulesOf, openBpmnJs } from "./bpmnJs.ts";
import type { Editor, EditorType, ImportWarning, ModuleDeclaration } from "./services.ts";

/** What of the modeler edits models; palette, context pad, keyboard and the like are for people. */
const editing = ["modeling", "bpmnAutoResize", "bpmnAutoPlace", "bpmnCopyPaste", "alignElements", "distributeElements"];

/** A modeler without a screen and what its model could not be read of. */
export interface HeadlessModeler {
  readonly modeler: Editor;
  readonly warnings: readonly ImportWarning[];
}

/**
 * Opens a model in bpmn-js' own modeler without a browser: its commands (`get("modeling")`, `get("bpmnReplace")`,
 * `get("autoPlace")`, `get("copyPaste")`, `get("commandStack")`) with all their consequences for flows, lanes, labels
 * and layout, and `saveXML`. Text is measured by the widths of Arial.
 *
 * Every modeler is on its own: nothing is shared between two of them. New elements get ids made of `random` (0 to 1);
 * give one of your own where the same commands must make the same model.
 *
 * @throws {Error} of bpmn-js when the XML cannot be read or has no diagram
 */
export async function openModeler(xml: string, random = Math.random): Promise<HeadlessModeler> {
  const { Modeler, document } = openBpmnJs(measureArial, random);
  const editingModules = modulesOf(Modeler).filter((module) =>
    editing.some((service) => Object.hasOwn(module, service)),
  );
  const modeler = new Modeler({
    container: document.body,
    modules: [...drawing(Modeler.Viewer), ...editingModules, unseen],
  });
  const { warnings } = await modeler.importXML(xml);
  return { modeler, warnings };
}

/** Of the viewer's modules those that draw, read and translate; not what is shown above the drawing. */
export function drawing(viewer: EditorType): ModuleDeclaration[] {
  const modules = modulesOf(viewer);
  const [core] = modules;
  const reading = modules.find((module) => Object.hasOwn(module, "subprocessCompatibility"));
  const translate = modules.find((module) => Object.hasOwn(module, "translate"));
  return [
    core ?? {},
    translate ?? {},
    // Collapsed sub-processes of old files, drawn on their parent's plane, get a plane of their own.
    { __init__: ["subprocessCompatibility"], subprocessCompatibility: reading?.["subprocessCompatibility"] },
  ];
}

/** Takes the place of what only answers the mouse. */
const unseen: ModuleDeclaration = {
  interactionEvents: ["value", {}],
  selectionVisuals: ["value", {}],
  selectionBehavior: ["value", {}],
  hoverFix: ["value", {}],
  spaceToolPreview: ["value", {}],
};
