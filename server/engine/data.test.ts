import test from "ava";
import { compile } from "./compile.ts";
import { bpmn, flows, process, start, tasks } from "./testing.ts";

const ends = '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>';

test("a data object begins with its value, and a data association fills it", async (t) => {
  const value = "<bpmn:extensionElements><ablauf:value>7</ablauf:value></bpmn:extensionElements>";
  const data = `<bpmn:dataObject id="d" name="count" itemSubjectRef="number">${value}</bpmn:dataObject><bpmn:dataObjectReference id="r" dataObjectRef="d"/>`;
  const association =
    '<bpmn:dataOutputAssociation><bpmn:targetRef>r</bpmn:targetRef><bpmn:transformation xsi:type="bpmn:tFormalExpression">=given + 1</bpmn:transformation></bpmn:dataOutputAssociation>';
  const xml = process(
    `${ends}${data}<bpmn:userTask id="work">${association}</bpmn:userTask>${tasks("after")}${flows("start > work > after > end")}`,
    '<bpmn:itemDefinition id="number" structureRef="int"/>',
  );
  const instance = await start(xml);

  const before = instance.outcome.value.variables["count"];
  instance.answer("work", { given: 8 });

  t.deepEqual([before, instance.outcome.value.variables["count"]], [7, 9]);
});

test("what only describes takes no part in running", async (t) => {
  const io =
    '<bpmn:ioSpecification><bpmn:dataInput id="in"/><bpmn:inputSet><bpmn:dataInputRefs>in</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet/></bpmn:ioSpecification>';
  const around =
    '<bpmn:dataStore id="store"/><bpmn:collaboration id="c"><bpmn:participant id="p1" processRef="process"/><bpmn:participant id="p2"/><bpmn:messageFlow id="m" sourceRef="p1" targetRef="p2"/></bpmn:collaboration>';
  const note =
    '<bpmn:textAnnotation id="note"><bpmn:text>Mind this</bpmn:text></bpmn:textAnnotation><bpmn:association id="a" sourceRef="work" targetRef="note"/>';
  const xml = process(
    `<bpmn:auditing/><bpmn:monitoring/>${io}<bpmn:dataStoreReference id="ref" dataStoreRef="store"/>${ends}${tasks("work")}${flows("start > work > end")}${note}`,
    around,
  );

  const { problems } = await compile(xml);
  const instance = await start(xml);

  t.deepEqual(problems, []);
  t.deepEqual(instance.waiting(), ["work"]);
});

test("a choreography in a process is refused with the reason", async (t) => {
  const xml = bpmn(
    `<bpmn:process id="p" isExecutable="true">${ends}<bpmn:choreographyTask id="c"/>${flows("start > end")}</bpmn:process>`,
  );

  const { problems } = await compile(xml);

  t.like(
    problems.find(({ code }) => code === "coverage.refused"),
    { severity: "error", elementId: "c", reference: "11" },
  );
});

test("a data output that nobody filled writes nothing, and a worker sees more than the data it reads", async (t) => {
  const object = '<bpmn:dataObject id="d" name="order"/><bpmn:dataObjectReference id="r" dataObjectRef="d"/>';
  const writer =
    '<bpmn:serviceTask id="writer"><bpmn:ioSpecification><bpmn:dataOutput id="out" name="Out"/><bpmn:inputSet/><bpmn:outputSet><bpmn:dataOutputRefs>out</bpmn:dataOutputRefs></bpmn:outputSet></bpmn:ioSpecification><bpmn:dataOutputAssociation><bpmn:sourceRef>out</bpmn:sourceRef><bpmn:targetRef>r</bpmn:targetRef></bpmn:dataOutputAssociation></bpmn:serviceTask>';
  const reader =
    '<bpmn:serviceTask id="reader"><bpmn:ioSpecification><bpmn:dataInput id="in" name="In"/><bpmn:inputSet><bpmn:dataInputRefs>in</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet/></bpmn:ioSpecification><bpmn:dataInputAssociation><bpmn:sourceRef>r</bpmn:sourceRef><bpmn:targetRef>in</bpmn:targetRef></bpmn:dataInputAssociation></bpmn:serviceTask>';
  const instance = await start(process(`${ends}${object}${writer}${reader}${flows("start > writer > reader > end")}`));

  instance.answer("writer", { order: 12 });

  const [wait] = instance.outcome.waits;
  t.deepEqual(wait?.kind === "job" ? wait.input : undefined, { In: 12, order: 12 });
});
