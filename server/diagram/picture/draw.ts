import { modulesOf, openBpmnJs } from "./bpmnJs.ts";
import { measureIn } from "./fonts.ts";
import { translateModel } from "./language.ts";
import { drawing } from "./modeler.ts";
import { diagramsOf, repairPlanes } from "./planes.ts";
import type { DiagramElement, Editor, ImportWarning } from "./services.ts";

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
 * @throws {RangeError} when there is no such plane
 */
export async function drawSvg(xml: string, wish: Wish): Promise<string> {
  const { pictures } = await drawPictures(xml, wish);
  const [first] = pictures;
  if (first === undefined)
    throw new RangeError(
      `Expected a diagram${wish.diagramId === undefined ? "" : ` "${wish.diagramId}"`}, but there is none.`,
    );
  return first.svg;
}

/** Every plane of a model as SVG, in the order of the file; a plane that two diagrams show is drawn once. */
export async function drawPictures(xml: string, wish: Wish): Promise<Pictures> {
  const viewer = openViewer(wish);
  const { warnings } = await viewer.importXML(xml);
  const pictures = new Map<string, Picture>();
  for (const diagram of diagramsOf(viewer.getDefinitions())) {
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

function openViewer({ fonts, language }: Wish): Editor {
  const { Modeler, document } = openBpmnJs(measureIn(fonts), countedRandom());
  const { Viewer } = Modeler;
  const selection = modulesOf(Viewer).find((module) => Object.hasOwn(module, "selection"));
  const viewer = new Viewer({
    container: document.body,
    // The areas that answer the mouse count among a picture's bounds, so the browser's own pictures have them too.
    modules: [...drawing(Viewer), selection ?? {}],
  });
  viewer.on("import.parse.complete", 2000, ({ definitions }) => {
    if (definitions === undefined) return;
    repairPlanes(definitions);
    if (language !== undefined) translateModel(definitions, language);
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
  const diagram = diagramsOf(viewer.getDefinitions()).find((each) => each.id === id || each.plane?.id === id);
  const element = diagram?.plane?.bpmnElement?.id ?? id;
  return pictures.filter((picture) => picture.id === element);
}
