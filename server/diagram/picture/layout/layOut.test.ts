import { readdir, readFile } from "node:fs/promises";
import test from "ava";
import { openModeler } from "../modeler.ts";
import type { DiagramElement } from "../services.ts";
import { withLayout } from "./withLayout.ts";

const processes = (await readdir("processes", { withFileTypes: true })).filter((entry) => entry.isDirectory());

/** A model of ours without its layout, laid out anew and opened. */
async function laidOut(xml: string): Promise<DiagramElement[]> {
  const bare = xml.replace(/<bpmndi:BPMNDiagram.*<\/bpmndi:BPMNDiagram>/s, "");
  const { modeler, warnings } = await openModeler(await withLayout(bare));
  if (warnings.length > 0) throw new Error(JSON.stringify(warnings));
  return modeler.get("elementRegistry").getAll();
}

function isNode(element: DiagramElement): boolean {
  return element.waypoints === undefined && element.labelTarget === undefined && element.parent !== undefined;
}

const flow = (from: string, to: string): string =>
  `<sequenceFlow id="f_${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;

const overlap = (one: DiagramElement, other: DiagramElement): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

const isWithin = (inner: DiagramElement, outer: DiagramElement): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

for (const { name } of processes) {
  test(`${name}: every element is drawn, none on another, all within what holds them`, async (t) => {
    const xml = await readFile(`processes/${name}/${name}.bpmn`, "utf8");
    const elements = await laidOut(xml);
    const drawn = new Set(elements.map(({ id }) => id));
    const wanted = [
      ...xml.matchAll(
        /<bpmn:(?:\w*[tT]ask|\w*Event|\w*Gateway|subProcess|callActivity|sequenceFlow|lane|participant) id="([^"]+)"/g,
      ),
    ];

    t.deepEqual(
      wanted.map(([, id = ""]) => id).filter((id) => !drawn.has(id)),
      [],
    );
    const nodes = elements.filter((element) => isNode(element) && !/Participant|Lane/.test(element.type));
    for (const node of nodes) {
      if (node.host !== undefined) continue;
      t.true(
        node.parent === undefined || node.parent.width === undefined || isWithin(node, node.parent),
        `${node.id} leaves ${node.parent?.id}`,
      );
      const beside = nodes.filter((each) => each !== node && each.parent === node.parent && each.host === undefined);
      t.deepEqual(
        beside.filter((each) => overlap(node, each)).map(({ id }) => id),
        [],
        node.id,
      );
    }
    for (const lane of elements.filter(({ type }) => type === "bpmn:Lane")) {
      const members = (lane.businessObject["flowNodeRef"] ?? []) as { id: string }[];
      const outside = members.filter(({ id }) => {
        const member = nodes.find((each) => each.id === id);
        return member?.host === undefined && member?.parent?.type === "bpmn:Participant" && !isWithin(member, lane);
      });
      t.deepEqual(
        outside.map(({ id }) => id),
        [],
        lane.id,
      );
    }
  });
}

test("a file that has a layout is left as it is, and one without keeps all else", async (t) => {
  const xml = await readFile("processes/rma/rma.bpmn", "utf8");
  const bare = xml.replace(/\s*<bpmndi:BPMNDiagram.*<\/bpmndi:BPMNDiagram>/s, "\n  <!-- kept -->");
  const made = await withLayout(bare);

  t.is(await withLayout(xml), xml);
  t.true(made.includes("<!-- kept -->"));
  t.is(made.replace(/<bpmndi:BPMNDiagram.*<\/bpmndi:BPMNDiagram>\s*/s, ""), bare);
});

test("loops, several starts, chains of thousands and depths of hundreds are laid out", async (t) => {
  const head = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x"><process id="p">`;
  const tail = "</process></definitions>";
  const chain = Array.from(
    { length: 2000 },
    (_, index) => `<task id="t${index}"/>${index === 0 ? "" : flow(`t${index - 1}`, `t${index}`)}`,
  );
  const loop = `<task id="a"/><task id="b"/>${flow("a", "b")}${flow("b", "a")}<task id="c"/>${flow("c", "c")}`;
  const deep = `${Array.from({ length: 300 }, (_, index) => `<subProcess id="s${index}">`).join("")}<task id="t"/>${"</subProcess>".repeat(300)}`;

  for (const inside of [chain.join(""), loop, deep, ""])
    t.true((await withLayout(head + inside + tail)).includes("BPMNDiagram"));
});
