import test from "ava";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { diff } from "./diff.ts";

const file = join(import.meta.dirname, "../../../processes/ticket-lifecycle/ticket-lifecycle.bpmn");

const model = (inside: string, more = "") => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:msp="urn:msp" id="D" targetNamespace="urn:test">
  ${more}<bpmn:process id="P" isExecutable="true">${inside}</bpmn:process>
</bpmn:definitions>`;

const flow = (id: string, from: string, to: string, inside = "") =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${inside}</bpmn:sequenceFlow>`;

const timer = (duration: string) =>
  `<bpmn:intermediateCatchEvent id="T"><bpmn:timerEventDefinition id="x${duration}"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${duration}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`;

const gateway = (condition: string, rest: string) =>
  `<bpmn:exclusiveGateway id="G" ${rest}/><bpmn:task id="A"/><bpmn:task id="B"/>${flow("f", "G", "A", `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>`)}${flow("g", "G", "B")}`;

const lanes = (first: string, second: string) =>
  `<bpmn:laneSet id="S"><bpmn:lane id="L1">${first}</bpmn:lane><bpmn:lane id="L2">${second}</bpmn:lane></bpmn:laneSet><bpmn:task id="A"/>`;

const task = (sla: string, retries: string, source: string, note: string) =>
  model(
    `<bpmn:serviceTask id="A" msp:sla="${sla}"><bpmn:extensionElements><zeebe:taskDefinition type="mail" retries="${retries}"/><zeebe:ioMapping><zeebe:input source="${source}" target="to"/><zeebe:input source="=b" target="cc"/></zeebe:ioMapping><msp:note>${note}</msp:note></bpmn:extensionElements></bpmn:serviceTask>`,
  );

const io = (id: string, type: string) =>
  model(
    `<bpmn:${type} id="A"><bpmn:ioSpecification ${id}><bpmn:inputSet/><bpmn:outputSet/></bpmn:ioSpecification></bpmn:${type}>`,
  );

const described = (text: string, documentation: string, message: string) =>
  model(
    `<bpmn:receiveTask id="R" messageRef="M"><bpmn:documentation>${documentation}</bpmn:documentation></bpmn:receiveTask><bpmn:textAnnotation id="N"><bpmn:text>${text}</bpmn:text></bpmn:textAnnotation>`,
    `<bpmn:message id="M" name="${message}"/>`,
  );

const pasted = (id: string) =>
  model(`<bpmn:task id="A"/><bpmn:task id="${id}" name="Call back"/>${flow(`f${id}`, "A", id)}`);

const asked = (order: readonly string[]) =>
  model(
    `<bpmn:exclusiveGateway id="G">${order.map((id) => `<bpmn:outgoing>${id}</bpmn:outgoing>`).join("")}</bpmn:exclusiveGateway><bpmn:task id="A"/><bpmn:task id="B"/>${flow("f", "G", "A")}${flow("g", "G", "B")}`,
  );

/** Changes as lines: element, code, before, after. */
async function lines(before: string, after: string): Promise<string[]> {
  const { changes } = await diff(before, after);
  return changes.flatMap(({ kind, element, properties }) =>
    kind === "changed"
      ? properties.map((each) => {
          const subject = each.subject === undefined ? "" : `(${each.subject})`;
          return `${element.id} ${each.code}${subject}: ${JSON.stringify(each.before)} -> ${JSON.stringify(each.after)}`;
        })
      : [`${kind} ${element.type} ${element.id}`],
  );
}

test("a model does not differ from itself, and not from itself written otherwise", async (t) => {
  const xml = await readFile(file, "utf8");

  t.deepEqual(await diff(xml, xml), { changes: [], layout: [], recreated: [] });
  t.deepEqual(await lines(xml, xml.replaceAll("bpmn:", "semantic:").replace("xmlns:bpmn=", "xmlns:semantic=")), []);
});

test("a renamed element tells what it was and what it is", async (t) => {
  t.deepEqual(await lines(model('<bpmn:task id="A" name="A"/>'), model('<bpmn:task id="A" name="B"/>')), [
    'A name: "A" -> "B"',
  ]);
});

test("a timer, a condition and a default flow are told with their values", async (t) => {
  t.deepEqual(await lines(model(timer("PT1H")), model(timer("PT2H"))), ['T timer.duration: "PT1H" -> "PT2H"']);
  t.deepEqual(await lines(model(gateway("=a", "")), model(gateway("=b", 'default="g"'))), [
    'G default: undefined -> "g"',
    'f condition: "=a" -> "=b"',
  ]);
});

test("lanes and who is in them are told of the element that moved", async (t) => {
  const ref = "<bpmn:flowNodeRef>A</bpmn:flowNodeRef>";

  t.deepEqual(await lines(model(lanes(ref, "")), model(lanes("", ref))), ['A lane: ["L1"] -> ["L2"]']);
});

test("extension elements and attributes are told whether anyone knows them or not", async (t) => {
  t.deepEqual(await lines(task("gold", "3", "=a", "old"), task("silver", "5", "=x", "new")), [
    'A attribute(msp:sla): "gold" -> "silver"',
    'A retries: "3" -> "5"',
    'A input(to): "=a" -> "=x"',
    'A extension(msp:note): "old" -> "new"',
  ]);
});

test("an element moved into a sub-process is moved, and a changed type is a change", async (t) => {
  const before = model('<bpmn:task id="A"/><bpmn:subProcess id="S"/>');
  const after = model('<bpmn:subProcess id="S"><bpmn:userTask id="A"/></bpmn:subProcess>');

  t.deepEqual(await lines(before, after), ['A type: "bpmn:Task" -> "bpmn:UserTask"', 'A container: "P" -> "S"']);
});

test("children made anew without ids are the same children", async (t) => {
  t.deepEqual(await lines(io('id="io"', "userTask"), io("", "manualTask")), [
    'A type: "bpmn:UserTask" -> "bpmn:ManualTask"',
  ]);
});

test("text annotations, documentation, messages and the executable flag are told", async (t) => {
  t.deepEqual(
    await lines(
      described("a", "b", "c"),
      described("x", "y", "z").replace('isExecutable="true"', 'isExecutable="false"'),
    ),
    ['M name: "c" -> "z"', "P executable: true -> false", 'R documentation: "b" -> "y"', 'N text: "a" -> "x"'],
  );
});

test("a forked process keeps its elements although its id is another", async (t) => {
  const before = model('<bpmn:task id="A"/>');

  t.deepEqual(await lines(before, before.replace('id="P"', 'id="P_fork"')), ['P_fork id: "P" -> "P_fork"']);
});

test("an element cut and pasted is guessed to be the same, and told as a guess", async (t) => {
  const { recreated } = await diff(pasted("B"), pasted("C"));

  t.deepEqual(
    recreated.map(({ removed, added }) => [removed.id, added.id]),
    [["B", "C"]],
  );
});

test("the picture is told apart from the meaning", async (t) => {
  const xml = await readFile(file, "utf8");
  const moved = xml.replace(/(<bpmndi:BPMNShape [^>]*bpmnElement="S_mail"[^>]*>\s*<dc:Bounds x=")(\d+)/, "$1-77");

  const { changes, layout } = await diff(xml, moved);

  t.deepEqual(changes, []);
  t.deepEqual(
    layout.map(({ kind, element, property }) => [kind, element.id, property]),
    [["moved", "S_mail", "bounds"]],
  );
});

test("two children of a gateway that are asked in another order are told", async (t) => {
  t.deepEqual(await lines(asked(["f", "g"]), asked(["g", "f"])), ['G order: ["f","g"] -> ["g","f"]']);
});

test("what is no XML and no BPMN is refused", async (t) => {
  const ok = model("");

  for (const bad of ["", "<a/>", "<!DOCTYPE x>", ok.slice(0, -20), ok.replace("<bpmn:process", "< bpmn:process")]) {
    await t.throwsAsync(diff(ok, bad), { name: "Refusal" }, bad);
  }
});
