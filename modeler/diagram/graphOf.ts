import type { Language } from "../api/types.ts";
import type { Graph, Node } from "./graph.ts";

const model = "http://www.omg.org/spec/BPMN/20100524/MODEL";

/** The flow nodes of a BPMN file as a plain graph, names in a language: for saying a picture that nobody draws here, if there is one at all. */
export function graphOf(xml: string, language: Language): Graph {
  const file = new DOMParser().parseFromString(xml, "text/xml");
  const places = placesOf(file);
  const flows = all(file, "sequenceFlow");
  const flowNodes = [...file.getElementsByTagNameNS(model, "*")].filter(({ localName }) =>
    /(task|activity|subProcess|transaction|gateway|event)$/i.test(localName),
  );
  const nodes = flowNodes.flatMap((element): Node[] => {
    const id = element.getAttribute("id");
    if (id === null) return [];
    const out = flows.filter((flow) => flow.getAttribute("sourceRef") === id);
    const into = flows.filter((flow) => flow.getAttribute("targetRef") === id);
    return [
      {
        id,
        type: `bpmn:${element.localName.charAt(0).toUpperCase()}${element.localName.slice(1)}`,
        name: nameIn(element, language),
        ...(places.get(id) ?? { x: 0, y: 0 }),
        next: out.map((flow) => ({ id: flow.getAttribute("targetRef") ?? "", label: nameIn(flow, language) })),
        before: into.map((flow) => flow.getAttribute("sourceRef") ?? ""),
        host: element.getAttribute("attachedToRef"),
      },
    ];
  });
  return new Map(nodes.map((node) => [node.id, node]));
}

/** Where the shapes of the drawing lie, by the element that they show. */
function placesOf(file: Document): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
  const shapes = all(file, "BPMNShape").map((shape) => {
    const bounds = [...shape.children].find((child) => child.localName === "Bounds");
    const at = (name: string) => Number(bounds?.getAttribute(name) ?? 0);
    return [shape.getAttribute("bpmnElement") ?? "", { x: at("x"), y: at("y") }] as const;
  });
  return new Map(shapes);
}

function all(file: Document, localName: string): readonly Element[] {
  return [...file.getElementsByTagNameNS("*", localName)];
}

function nameIn(element: Element, language: Language): string {
  const extensions = [...element.children].filter((child) => child.localName === "extensionElements");
  const texts = extensions.flatMap((each) => [...each.children]).filter((each) => each.localName === "text");
  const own = texts.find((each) => each.getAttribute("lang") === language)?.getAttribute("name");
  return own ?? element.getAttribute("name") ?? "";
}
