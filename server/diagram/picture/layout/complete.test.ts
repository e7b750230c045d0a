import { readFile } from "node:fs/promises";
import test from "ava";
import { drawPictures } from "../draw.ts";
import { openModeler } from "../modeler.ts";
import { withLayout } from "./withLayout.ts";

const rma = await readFile("processes/rma/rma.bpmn", "utf8");

/** The model without the drawing data of some elements. */
function without(xml: string, ...ids: readonly string[]): string {
  return ids.reduce(
    (rest, id) =>
      rest.replace(
        new RegExp(`\\s*<bpmndi:BPMN(Shape|Edge)\\b[^>]*bpmnElement="${id}"[^>]*(?:/>|>[^]*?</bpmndi:BPMN\\1>)`),
        "",
      ),
    xml,
  );
}

async function drawnIn(xml: string): Promise<Map<string, { x: number; y: number; width: number; height: number }>> {
  const { modeler, warnings } = await openModeler(xml);
  if (warnings.length > 0) throw new Error(JSON.stringify(warnings));
  return new Map(
    modeler
      .get("elementRegistry")
      .getAll()
      .map((each) => [each.id, each]),
  );
}

const idsOf = (xml: string, kind: string) =>
  [...xml.matchAll(new RegExp(`<bpmn:${kind} id="([^"]+)"`, "g"))].map(([, id = ""]) => id);

test("elements without drawing data stand below the others, connected; all else of the file stays byte for byte", async (t) => {
  const [task = ""] = idsOf(rma, "userTask");
  const flows = [...rma.matchAll(/<bpmn:sequenceFlow id="([^"]+)"[^>]*(?:sourceRef|targetRef)="([^"]+)"/g)];
  const touching = [...rma.matchAll(/<bpmn:sequenceFlow\b[^>]*>/g)]
    .map(([whole]) => whole)
    .filter((whole) => whole.includes(`"${task}"`))
    .map((whole) => /id="([^"]+)"/.exec(whole)?.[1] ?? "");
  t.true(flows.length > 0 && touching.length > 0);
  const partial = without(rma, task, ...touching);
  const before = await drawnIn(rma);

  const made = await withLayout(partial);
  const after = await drawnIn(made);

  t.deepEqual(
    [...before.keys()].filter((id) => !after.has(id) && !id.endsWith("_label")),
    [],
  );
  const added = made.length - partial.length;
  const at = made.indexOf("<bpmndi:BPMNShape xmlns:bpmndi");
  t.is(made.slice(0, at) + made.slice(at + added), partial);
  const lowest = Math.max(
    ...[...after]
      .filter(([id]) => id !== task && !touching.includes(id))
      .map(([, { y, height }]) => (y ?? 0) + (height ?? 0)),
  );
  t.true((after.get(task)?.y ?? 0) >= lowest);
  t.is(await withLayout(made), made);
});

test("the inside of a collapsed sub-process is hidden on purpose", async (t) => {
  const head = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d" targetNamespace="x">`;
  const model = `<process id="p"><subProcess id="s"><task id="inner"/></subProcess></process>`;
  const shape = `<di:BPMNShape id="s_di" bpmnElement="s"><dc:Bounds x="0" y="0" width="100" height="80"/></di:BPMNShape>`;
  const xml = `${head}${model}<di:BPMNDiagram id="g"><di:BPMNPlane id="l" bpmnElement="p">${shape}</di:BPMNPlane></di:BPMNDiagram></definitions>`;

  t.is(await withLayout(xml), xml);
});

test("a process that no diagram shows gets one of its own, and an empty diagram gives way", async (t) => {
  const head = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d" targetNamespace="x">`;
  const shape = `<di:BPMNShape id="a_di" bpmnElement="a"><dc:Bounds x="0" y="0" width="100" height="80"/></di:BPMNShape>`;
  const two = `${head}<process id="p"><task id="a"/></process><process id="q"><task id="b"/></process><di:BPMNDiagram id="g"><di:BPMNPlane id="l" bpmnElement="p">${shape}</di:BPMNPlane></di:BPMNDiagram></definitions>`;
  const empty = `${head}<!-- kept --><process id="p"><task id="a"/></process><di:BPMNDiagram id="g"><di:BPMNPlane id="l" bpmnElement="p"/></di:BPMNDiagram></definitions>`;

  const { pictures } = await drawPictures(await withLayout(two), { fonts: [] });
  const filled = await withLayout(empty);

  t.deepEqual(
    pictures.map(({ id }) => id),
    ["p", "q"],
  );
  t.true(filled.includes("<!-- kept -->"));
  t.is([...filled.matchAll(/<[\w.-]+:BPMNDiagram /g)].length, 1);
  t.true(filled.includes('bpmnElement="a"'));
});

test("a boundary event without drawing data stands on its host", async (t) => {
  const approval = await readFile("processes/approval/approval.bpmn", "utf8");
  const ids = [...approval.matchAll(/<bpmn:boundaryEvent id="([^"]+)"[^>]*attachedToRef="([^"]+)"/g)];
  const [, event = "", host = ""] = ids[0] ?? [];
  const after = await drawnIn(await withLayout(without(approval, event)));

  const [on, own] = [after.get(host), after.get(event)];

  t.true(on !== undefined && own !== undefined && Math.abs(own.y + own.height / 2 - on.y - on.height) <= 1);
});
