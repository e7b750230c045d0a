import { BpmnModdle } from "bpmn-moddle";
import type { Moddle } from "../services.ts";
import { complete } from "./complete.ts";
import { listOf, referenceOf } from "./model.ts";

/**
 * The XML of a model with the drawing data that it lacks; the XML as it was when it lacks none. Nothing else of the file is
 * touched: elements are put in before the end of their plane, new diagrams before the end of the file, and diagrams that are
 * empty give way to them.
 *
 * @throws {Error} of bpmn-moddle when the XML cannot be read
 */
export async function withLayout(xml: string): Promise<string> {
  const moddle = new BpmnModdle();
  const { rootElement } = await moddle.fromXML(xml);
  const definitions = rootElement as Moddle; // fromXML reads definitions unless told otherwise
  const write = async (elements: readonly Moddle[]) => {
    const written = await Promise.all(elements.map((element) => moddle.toXML(element, { format: true })));
    return written.map((each) => each.xml.replace(/^<\?xml[^>]*>\s*/, "")).join("");
  };
  const done = complete(definitions);
  for (const diagram of listOf(definitions, "diagrams")) dropNameless(diagram);
  if (done.kind === "whole") return xml;
  if (done.kind === "new")
    return beforeEnd(xml.replace(emptyDiagram, ""), await write(listOf(definitions, "diagrams")));
  let whole = xml;
  for (const { diagram, elements } of done.planes) whole = intoPlane(whole, diagram, await write(elements));
  return beforeEnd(whole, await write(done.diagrams));
}

/** What has no id cannot be referred to: it is drawn, but not written. */
function dropNameless(diagram: Moddle): void {
  const plane = referenceOf(diagram, "plane");
  if (plane === undefined) return;
  plane["planeElement"] = listOf(plane, "planeElement").filter(
    (di) => referenceOf(di, "bpmnElement")?.id !== undefined,
  );
}

const emptyDiagram = /<([\w.-]+:)?BPMNDiagram\b(?:[^>]*\/>|[^]*?<\/\1?BPMNDiagram\s*>)\s*/g;

function beforeEnd(xml: string, more: string): string {
  const end = /<\/(?:[\w.-]+:)?definitions\s*>\s*$/.exec(xml);
  if (end !== null) return xml.slice(0, end.index) + more + xml.slice(end.index);
  // definitions without anything inside have nothing to draw either
  return xml;
}

/** Puts elements at the end of the plane of a diagram, counted from the first. */
function intoPlane(xml: string, diagram: number, more: string): string {
  const plane = [...xml.matchAll(/<((?:[\w.-]+:)?BPMNPlane)\b[^>]*?(\/?)>/g)][diagram];
  if (plane === undefined) return xml;
  const [whole, name, closed] = plane;
  const behind = plane.index + whole.length;
  if (closed === "/") return `${xml.slice(0, behind - 2)}>${more}</${name}>${xml.slice(behind)}`;
  const end = xml.indexOf(`</${name}`, behind);
  return end < 0 ? xml : xml.slice(0, end) + more + xml.slice(end);
}
