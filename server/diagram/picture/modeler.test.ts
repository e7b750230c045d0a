import { readFile } from "node:fs/promises";
import test from "ava";
import { openModeler } from "./modeler.ts";
import type { DiagramElement, Editor } from "./services.ts";

const rma = await readFile("processes/rma/rma.bpmn", "utf8");

function userTask(modeler: Editor): DiagramElement {
  const [task] = modeler.get("elementRegistry").filter(({ type }) => type === "bpmn:UserTask");
  if (task === undefined) throw new Error("the process has no user task");
  return task;
}

test("a model opened and saved unchanged stays the same", async (t) => {
  const { modeler, warnings } = await openModeler(rma);
  const first = await modeler.saveXML({ format: true });
  const again = await openModeler(first.xml);

  t.deepEqual(warnings, []);
  t.is((await again.modeler.saveXML({ format: true })).xml, first.xml);
});

test("commands edit the model with their consequences and can be taken back", async (t) => {
  const { modeler } = await openModeler(rma);
  const task = userTask(modeler);
  const before = { y: task.y, elements: modeler.get("elementRegistry").getAll().length };

  const appended = modeler
    .get("autoPlace")
    .append(task, modeler.get("elementFactory").createShape({ type: "bpmn:Task" }));
  modeler.get("modeling").updateLabel(appended, "Neu");
  const replaced = modeler.get("bpmnReplace").replaceElement(appended, { type: "bpmn:ServiceTask" });
  modeler.get("modeling").moveElements([task], { x: 0, y: 40 });

  t.is(replaced?.type, "bpmn:ServiceTask");
  t.is(replaced?.businessObject["name"], "Neu");
  t.is(replaced?.incoming[0]?.source?.id, task.id);
  t.is(task.y, before.y + 40);

  while (modeler.get("commandStack").canUndo()) modeler.get("commandStack").undo();
  t.is(task.y, before.y);
  t.is(modeler.get("elementRegistry").getAll().length, before.elements);
});

test("two modelers share nothing", async (t) => {
  const [one, other] = await Promise.all([openModeler(rma), openModeler(rma)]);

  one.modeler.get("modeling").updateLabel(userTask(one.modeler), "Nur hier");

  t.not(userTask(other.modeler).businessObject["name"], "Nur hier");
});

test("no browser is left among the globals", async (t) => {
  await openModeler(rma);

  t.false("document" in globalThis);
  t.false("window" in globalThis);
});

test("what is no diagram is refused by bpmn-js", async (t) => {
  await t.throwsAsync(openModeler("<a/>"));
});
