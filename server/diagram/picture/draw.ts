import { Refusal } from "../../base/refusal.ts";
import { modulesOf, openBpmnJs } from "./bpmnJs.ts";
import { measureIn } from "./fonts.ts";
import { translateModel } from "./language.ts";
import { complete } from "./layout/complete.ts";
import { drawing } from "./modeler.ts";
import { diagramsOf, repairPlanes, widenLabels } from "./planes.ts";
import type { DiagramElement, Editor, ImportWarning, Moddle } from "./services.ts";

/** How a picture is wanted. */
export interface Wish {
  /** The language of names, as `ablauf:text lang="…"` gives them; without it, names stay as they are. */
  readonly language?: string | undefined;
  /** One BPMNDiagram by its id, its plane's or that of the element it shows; without it, the first or all. */
  readonly diagramId?: string | undefined;
  /** TrueType fonts, the first with a character writes it; without fonts, text is measured as Arial. */
  readonly fonts: readonly Uint8Array[];
}

/** The picture of one plane: of a collaboration, a process or a collapsed sub-process. */
export interface Picture {
  /** The id of the BPMN element whose plane it is. */
  readonly id: string;
  readonly name: string;
  readonly svg: string;
}

/** All pictures of a model, and what of the model could not be drawn. */
export interface Pictures {
  readonly pictures: readonly Picture[];
  readonly warnings: readonly ImportWarning[];
}

/**
 * The first plane of a model, or the one that is asked for, as SVG: drawn by bpmn-js' own renderer.
 *
 * @throws {Refusal} `bpmn.xml`, `diagram.missing`
 */
export async function drawSvg(xml: string, wish: Wish): Promise<string> {
  const { pictures } = await drawPictures(xml, wish);
  const [first] = pictures;
  if (first === undefined) throw missing(wish.diagramId ?? "");
  return first.svg;
}

/** The refusal of a plane that the model does not have. */
export function missing(diagramId: string): Refusal {
  return new Refusal("unprocessable", "diagram.missing", `Expected a diagram "${diagramId}", but there is none`);
}

/**
 * Every plane of a model as SVG, in the order of the file; a plane that two diagrams show is drawn once. What a model does
 * not say where to draw is laid out.
 *
 * @throws {Refusal} `bpmn.xml` when the XML cannot be read, `diagram.missing` when there is nothing to draw
 */
export async function drawPictures(xml: string, wish: Wish): Promise<Pictures> {
  const viewer = openViewer(wish);
  const { warnings } = await importInto(viewer, xml);
  const pictures = new Map<string, Picture>();
  for (const diagram of diagramsOf(definitionsOf(viewer))) {
    if (diagram.plane?.bpmnElement === undefined || pictures.has(diagram.plane.bpmnElement.id)) continue;
    if (pictures.size > 0) await viewer.open(diagram);
    for (const root of planes(viewer)) {
      const picture = await drawPlane(viewer, root);
      pictures.set(picture.id, picture);
    }
  }
  const all = [...pictures.values()];
  return { pictures: wish.diagramId === undefined ? all : wanted(viewer, all, wish.diagramId), warnings };
}

async function importInto(viewer: Editor, xml: string): ReturnType<Editor["importXML"]> {
  try {
    return await viewer.importXML(xml);
  } catch (error) {
    // bpmn-js throws errors of no class of their own, and sets the definitions once the XML is read.
    const reason = error instanceof Error ? error.message : String(error);
    if (viewer.getDefinitions() === undefined)
      throw new Refusal("invalid", "bpmn.xml", `Expected BPMN 2.0 XML, but ${reason}`);
    throw new Refusal("unprocessable", "diagram.missing", `Expected something to draw, but there is ${reason}`);
  }
}

function openViewer({ fonts, language }: Wish): Editor {
  const measure = measureIn(fonts);
  const { Modeler, document } = openBpmnJs(measure, countedRandom());
  const { Viewer } = Modeler;
  const selection = modulesOf(Viewer).find((module) => Object.hasOwn(module, "selection"));
  const viewer = new Viewer({
    container: document.body,
    // The areas that answer the mouse count among a picture's bounds, so the browser's own pictures have them too.
    modules: [...drawing(Viewer), selection ?? {}],
  });
  viewer.on("import.parse.complete", 2000, ({ definitions }) => {
    if (definitions === undefined) return;
    complete(definitions);
    repairPlanes(definitions);
    if (language !== undefined) widenLabels(definitions, translateModel(definitions, language), measure);
  });
  return viewer;
}

/**
 * Numbers for the ids of arrowheads: always the same ones, so that the same model gives the same picture, byte by byte.
 * A linear congruential generator (Numerical Recipes, 7.1); nothing here depends on chance.
 */
function countedRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function definitionsOf(viewer: Editor): Moddle {
  const definitions = viewer.getDefinitions();
  if (definitions === undefined) throw new TypeError("Expected a viewer with a model, but it has none");
  return definitions;
}

/** The planes that are open, the one that the diagram is about first. */
function planes(viewer: Editor): DiagramElement[] {
  const canvas = viewer.get("canvas");
  const first = canvas.getRootElement();
  // A collapsed sub-process whose inside nobody drew has an empty plane.
  return [first, ...canvas.getRootElements().filter((root) => root !== first && root.children.length > 0)];
}

async function drawPlane(viewer: Editor, root: DiagramElement): Promise<Picture> {
  viewer.get("canvas").setRootElement(root);
  const { svg } = await viewer.saveSVG();
  const { id, name } = root.businessObject;
  return { id, name: typeof name === "string" ? name : id, svg: withoutHits(svg) };
}

/** Leaves out the invisible areas that answer the mouse, and the reference to a document type on the network. */
function withoutHits(svg: string): string {
  return svg.replaceAll(/<[a-z]+ [^>]*class="djs-hit[^>]*\/>/g, "").replace(/<!DOCTYPE[^>]*>\s*/, "");
}

function wanted(viewer: Editor, pictures: readonly Picture[], id: string): Picture[] {
  const diagram = diagramsOf(definitionsOf(viewer)).find((each) => each.id === id || each.plane?.id === id);
  const element = diagram?.plane?.bpmnElement?.id ?? id;
  return pictures.filter((picture) => picture.id === element);
}
