import test from "ava";
import { BpmnModdle } from "bpmn-moddle";
import { createRequire } from "node:module";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { many, type Moddle } from "../island/moddle.ts";
import { isWhole, lackingOf } from "./lacking.ts";
import { nodesIn } from "./variables.ts";

const zeebe: unknown = createRequire(import.meta.url)("zeebe-bpmn-moddle/resources/zeebe.json");
const empty: Catalogue = {
  forms: [],
  ruleSets: [],
  templates: [],
  processes: [],
  roles: [],
  people: [],
  calendars: [],
  priorities: [],
  connectors: [],
  fieldsOf: () => [],
};

const source = `<bpmn:message id="m" name="order.arrived"/><bpmn:process id="p">
  <bpmn:scriptTask id="before"><bpmn:extensionElements><zeebe:script expression="=1" resultVariable="count"/></bpmn:extensionElements></bpmn:scriptTask>
  <bpmn:userTask id="task"><bpmn:extensionElements>
    <zeebe:formDefinition formId="swap"/>
    <zeebe:ioMapping><zeebe:input source="=order.lines" target="lines"/><zeebe:input source="=count + 1" target="next"/></zeebe:ioMapping>
  </bpmn:extensionElements></bpmn:userTask>
  <bpmn:receiveTask id="wait" messageRef="m"/>
</bpmn:process>`;

test("what is neither made nor written here is told, by kind; what the process has is not", async (t) => {
  const [, task, wait] = nodesIn(await parse(source)) as [Moddle, Moddle, Moddle];

  t.deepEqual(lackingOf([task, wait], empty), {
    forms: ["swap"],
    ruleSets: [],
    templates: [],
    processes: [],
    messages: ["order.arrived"],
    variables: ["order"],
  });
});

test("nothing lacks once the form is made and the rest of the process knows the message and the variable", async (t) => {
  const known = source.replace(
    '<bpmn:userTask id="task">',
    `<bpmn:receiveTask id="other" messageRef="m"/>
     <bpmn:scriptTask id="reads"><bpmn:extensionElements><zeebe:script expression="=order.number" resultVariable="x"/></bpmn:extensionElements></bpmn:scriptTask>
     <bpmn:userTask id="task">`,
  );
  const nodes = nodesIn(await parse(known)).filter(({ id }) => id === "task" || id === "wait");

  t.true(isWhole(lackingOf(nodes, { ...empty, forms: [{ id: "swap", name: "Swap" }] })));
});

async function parse(inner: string): Promise<Moddle> {
  const moddle = new BpmnModdle({ zeebe });
  const xml = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">${inner}</bpmn:definitions>`;
  const definitions = (await moddle.fromXML(xml)).rootElement as Moddle; // the root is what moddle reads
  const process = many(definitions, "rootElements").find((root) => root.$type === "bpmn:Process");
  if (process === undefined) throw new Error("the file has no process");
  return process;
}
