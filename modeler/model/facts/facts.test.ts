import test from "ava";
import { BpmnModdle } from "bpmn-moddle";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { ablaufModdle } from "../island/ablaufModdle.ts";
import { many, type Moddle } from "../island/moddle.ts";
import { exchangeNames } from "../island/speech.ts";
import { durationIn, durationText, units } from "./durations.ts";
import { pathsIn } from "./expressions.ts";
import { listIn, listText } from "./lists.ts";
import { nodesIn, variablesAt, variablesOf } from "./variables.ts";

const zeebe: unknown = createRequire(import.meta.url)("zeebe-bpmn-moddle/resources/zeebe.json");

test("an expression reads paths; texts, functions and keys are none", (t) => {
  t.deepEqual(pathsIn('if ticket.priority = "P1" then now() else {due: sla.dueAt}.due'), [
    "ticket.priority",
    "sla.dueAt",
  ]);
  t.deepEqual(pathsIn("some x in items satisfies x > limit"), ["x", "items", "x", "limit"]);
});

test("a list of names is shown as one whichever way it is written", (t) => {
  t.deepEqual(listIn("service-desk, tier2"), ["service-desk", "tier2"]);
  t.deepEqual(listIn('=["service-desk", "tier2"]'), ["service-desk", "tier2"]);
  t.is(listIn("=[approver.group]"), null);
  t.is(listText(["a", "b"], "feel"), '=["a", "b"]');
});

test("a duration of one unit goes to words and back", (t) => {
  for (const unit of units) t.deepEqual(durationIn(durationText({ count: 3, unit })), { count: 3, unit });
  t.is(durationIn("P1DT4H"), null);
  t.is(durationIn("=ticket.dueAt"), null);
});

test("the variables of a place are those written before it, its own inputs, and those of the start", async (t) => {
  const { process } = await read("approval");
  const task = nodesIn(process).find((node) => node.id === "U");

  const variables = variablesAt(task as Moddle, () => []);

  t.deepEqual(
    variables
      .filter(({ name }) => ["approval", "approver", "step", "decision", "reference"].includes(name))
      .map(({ name, from }) => [name, from?.id]),
    [
      ["approval", "U"],
      ["approver", "S_next"],
      ["decision", "U"],
      ["step", "U"],
    ],
  );
  t.true(variables.find(({ name }) => name === "approver")?.members.includes("dueAt"));
});

test("what a form asks is a variable after its task when the task maps nothing", async (t) => {
  const process = await parse(`<bpmn:process id="p">
    <bpmn:userTask id="a"><bpmn:extensionElements><zeebe:formDefinition formId="f"/></bpmn:extensionElements><bpmn:outgoing>x</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="x" sourceRef="a" targetRef="b"/><bpmn:task id="b"><bpmn:incoming>x</bpmn:incoming></bpmn:task></bpmn:process>`);
  const [, last] = nodesIn(process);

  t.deepEqual(
    variablesAt(last as Moddle, (form) => (form === "f" ? ["amount"] : [])).map(({ name, from }) => [name, from?.id]),
    [["amount", "a"]],
  );
  t.deepEqual(
    variablesOf(process, () => ["amount"]).map(({ name, reads }) => [name, reads]),
    [["amount", 0]],
  );
});

test("exchanging the names shows the English ones, doing it twice changes nothing", async (t) => {
  const { definitions, process, moddle } = await read("approval");
  const before = (await moddle.toXML(definitions)).xml;

  exchangeNames(definitions);
  t.is(process["name"], "Multi-step approval");

  exchangeNames(definitions);
  t.is((await moddle.toXML(definitions)).xml, before);
});

async function read(key: string) {
  const file = path.join(import.meta.dirname, "..", "..", "..", "processes", key, `${key}.bpmn`);
  const moddle = new BpmnModdle({ zeebe, ablauf: ablaufModdle });
  const definitions = (await moddle.fromXML(readFileSync(file, "utf8"))).rootElement as Moddle;
  return { moddle, definitions, process: processIn(definitions) };
}

async function parse(process: string): Promise<Moddle> {
  const moddle = new BpmnModdle({ zeebe, ablauf: ablaufModdle });
  const xml = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">${process}</bpmn:definitions>`;
  return processIn((await moddle.fromXML(xml)).rootElement as Moddle);
}

function processIn(definitions: Moddle): Moddle {
  const process = many(definitions, "rootElements").find((root) => root.$type === "bpmn:Process");
  if (process === undefined) throw new Error("the file has no process");
  return process;
}
