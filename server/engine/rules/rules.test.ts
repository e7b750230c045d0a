import test from "ava";
import { compile } from "../compile.ts";
import { flows } from "../testing.ts";

/** By the letter of the standard: nodes list their flows, and no engine's dialect is declared. */
async function found(elements: string, roots = ""): Promise<ReadonlySet<string>> {
  const uri = "http://www.omg.org/spec/BPMN/20100524/MODEL";
  const listing =
    '<bpmn:task id="one"><bpmn:outgoing>one_two</bpmn:outgoing></bpmn:task><bpmn:task id="two"><bpmn:incoming>one_two</bpmn:incoming></bpmn:task>';
  const xml = `<bpmn:definitions xmlns:bpmn="${uri}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="t">${roots}<bpmn:process id="process" isExecutable="true">${listing}${flows("one > two")}${elements}</bpmn:process></bpmn:definitions>`;
  const { problems } = await compile(xml);
  return new Set(problems.filter(({ severity }) => severity === "error").map(({ code }) => code));
}

/** A rule, a model that breaks it, and one that keeps it; roots stand behind a bar. */
type Case = readonly [code: string, broken: string, sound: string];

const io = (data: string, sets: string): string => `<bpmn:ioSpecification>${data}${sets}</bpmn:ioSpecification>`;
const items =
  '<bpmn:itemDefinition id="text" structureRef="xsd:string"/><bpmn:itemDefinition id="number" structureRef="xsd:int"/>';
const message = '<bpmn:message id="m" itemRef="text"/>';
const interfaces =
  '<bpmn:interface id="i" name="i"><bpmn:operation id="op" name="op"><bpmn:inMessageRef>m</bpmn:inMessageRef></bpmn:operation></bpmn:interface>';
const output = (item: string): string =>
  io(
    `<bpmn:dataOutput id="o" itemSubjectRef="${item}"/>`,
    "<bpmn:inputSet/><bpmn:outputSet><bpmn:dataOutputRefs>o</bpmn:dataOutputRefs></bpmn:outputSet>",
  );
const object = (item: string): string => `<bpmn:dataObject id="d" name="Order" itemSubjectRef="${item}"/>`;
const reference = (name: string): string =>
  `<bpmn:dataObjectReference id="r" name="${name}" dataObjectRef="d"><bpmn:dataState name="new"/></bpmn:dataObjectReference>`;
const writing = (sources: string): string =>
  `<bpmn:task id="writer">${output("text")}<bpmn:dataOutputAssociation>${sources}<bpmn:targetRef>d</bpmn:targetRef></bpmn:dataOutputAssociation></bpmn:task>`;
const pool = (multiplicity: string): string =>
  `|<bpmn:collaboration id="c"><bpmn:participant id="p" processRef="process">${multiplicity}</bpmn:participant></bpmn:collaboration>`;
const between = (from: string, to: string): string =>
  `|<bpmn:collaboration id="c"><bpmn:participant id="p" processRef="process"/><bpmn:participant id="q"/><bpmn:messageFlow id="f" sourceRef="${from}" targetRef="${to}"/></bpmn:collaboration>`;
const throwing =
  '<bpmn:intermediateThrowEvent id="event"><bpmn:escalationEventDefinition escalationRef="e"/></bpmn:intermediateThrowEvent>';
const link = (inside: string): string =>
  `<bpmn:intermediateThrowEvent id="from"><bpmn:linkEventDefinition id="l1" name="x"/></bpmn:intermediateThrowEvent><bpmn:intermediateCatchEvent id="to"><bpmn:linkEventDefinition id="l2" name="x"/></bpmn:intermediateCatchEvent>${inside}`;

const cases: readonly Case[] = [
  ["ext.011", `${throwing}|<bpmn:escalation id="e"/>`, `${throwing}|<bpmn:escalation id="e" escalationCode="late"/>`],
  [
    "ext.019",
    '<bpmn:exclusiveGateway id="g" gatewayDirection="Mixed"/>' + flows("one > g; g > two"),
    '<bpmn:exclusiveGateway id="g" gatewayDirection="Mixed"/>' + flows("one > g; two > g; g > two; g > one"),
  ],
  [
    "ext.030",
    pool('<bpmn:participantMultiplicity minimum="3" maximum="2"/>'),
    pool('<bpmn:participantMultiplicity minimum="2" maximum="2"/>'),
  ],
  [
    "ext.030",
    pool('<bpmn:participantMultiplicity minimum="-1"/>'),
    pool('<bpmn:participantMultiplicity minimum="0"/>'),
  ],
  [
    "ext.032",
    '|<bpmn:globalConversation id="c"><bpmn:participant id="p"/></bpmn:globalConversation>',
    '|<bpmn:globalConversation id="c"/>',
  ],
  [
    "ext.033",
    '|<bpmn:collaboration id="c"><bpmn:choreographyRef>x</bpmn:choreographyRef></bpmn:collaboration><bpmn:choreography id="x" isClosed="true"/>',
    '|<bpmn:collaboration id="c"><bpmn:choreographyRef>x</bpmn:choreographyRef></bpmn:collaboration><bpmn:choreography id="x"/>',
  ],
  [
    "ext.042",
    `<bpmn:serviceTask id="s" operationRef="op"/>|${items}${message}${interfaces}`,
    `<bpmn:serviceTask id="s" operationRef="op">${io('<bpmn:dataInput id="in" itemSubjectRef="text"/>', "<bpmn:inputSet><bpmn:dataInputRefs>in</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet/>")}</bpmn:serviceTask>|${items}${message}${interfaces}`,
  ],
  [
    "ext.049",
    `<bpmn:receiveTask id="r" instantiate="true"/>${flows("one > r")}`,
    '<bpmn:receiveTask id="r" instantiate="true"/>',
  ],
  [
    "ext.050",
    `<bpmn:receiveTask id="t" messageRef="m">${output("number")}</bpmn:receiveTask>|${items}${message}`,
    `<bpmn:receiveTask id="t" messageRef="m">${output("text")}</bpmn:receiveTask>|${items}${message}`,
  ],
  [
    "ext.053",
    '<bpmn:scriptTask id="s"><bpmn:script>x</bpmn:script></bpmn:scriptTask>',
    '<bpmn:scriptTask id="s" scriptFormat="text/x-groovy"><bpmn:script>x</bpmn:script></bpmn:scriptTask>',
  ],
  [
    "ext.060",
    '<bpmn:transaction id="t" method="no method!%"/>',
    '<bpmn:transaction id="t" method="http://example.org/ba"/>',
  ],
  [
    "ext.069",
    `<bpmn:task id="many">${output("text")}<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">2</bpmn:loopCardinality><bpmn:loopDataOutputRef>o</bpmn:loopDataOutputRef><bpmn:outputDataItem id="each" itemSubjectRef="number"/></bpmn:multiInstanceLoopCharacteristics></bpmn:task>|${items}`,
    `<bpmn:task id="many">${output("text")}<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">2</bpmn:loopCardinality><bpmn:loopDataOutputRef>o</bpmn:loopDataOutputRef><bpmn:outputDataItem id="each" itemSubjectRef="text"/></bpmn:multiInstanceLoopCharacteristics></bpmn:task>|${items}`,
  ],
  [
    "ext.076",
    `${object("text")}${reference("Order [old]")}|${items}`,
    `${object("text")}${reference("Order [new]")}|${items}`,
  ],
  [
    "ext.087",
    '|<bpmn:globalTask id="g">' +
      io(
        "",
        '<bpmn:inputSet id="in"><bpmn:outputSetRefs>out</bpmn:outputSetRefs></bpmn:inputSet><bpmn:outputSet id="out"/>',
      ) +
      "</bpmn:globalTask>",
    '|<bpmn:globalTask id="g">' +
      io(
        "",
        '<bpmn:inputSet id="in"><bpmn:outputSetRefs>out</bpmn:outputSetRefs></bpmn:inputSet><bpmn:outputSet id="out"><bpmn:inputSetRefs>in</bpmn:inputSetRefs></bpmn:outputSet>',
      ) +
      "</bpmn:globalTask>",
  ],
  [
    "ext.091",
    `${object("number")}${writing("<bpmn:sourceRef>o</bpmn:sourceRef>")}|${items}`,
    `${object("text")}${writing("<bpmn:sourceRef>o</bpmn:sourceRef>")}|${items}`,
  ],
  [
    "ext.092",
    `${object("text")}<bpmn:dataObject id="d2"/>${writing("<bpmn:sourceRef>o</bpmn:sourceRef><bpmn:sourceRef>d2</bpmn:sourceRef>")}|${items}`,
    `${object("text")}${writing("<bpmn:sourceRef>o</bpmn:sourceRef>")}|${items}`,
  ],
  [
    "ext.094",
    `<bpmn:startEvent id="s"><bpmn:dataOutput id="so" itemSubjectRef="number"/><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>|${items}${message}`,
    `<bpmn:startEvent id="s"><bpmn:dataOutput id="so" itemSubjectRef="text"/><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>|${items}${message}`,
  ],
  [
    "ext.103",
    `<bpmn:startEvent id="s"/>${between("q", "s")}`,
    `<bpmn:startEvent id="s"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>${between("q", "s")}${message}${items}`,
  ],
  [
    "ext.109",
    `<bpmn:endEvent id="e"/>${between("e", "q")}`,
    `<bpmn:endEvent id="e"><bpmn:messageEventDefinition messageRef="m"/></bpmn:endEvent>${between("e", "q")}${message}${items}`,
  ],
  [
    "ext.115",
    `<bpmn:intermediateThrowEvent id="t"/>${flows("t > two")}`,
    `<bpmn:intermediateThrowEvent id="t"/>${flows("one > t > two")}`,
  ],
  ["ext.117", link(flows("one > from; to > two; from > two")), link(flows("one > from; to > two"))],
  [
    "ext.119",
    `<bpmn:intermediateThrowEvent id="t"/>${flows("one > t > two")}${between("q", "t")}`,
    `<bpmn:intermediateThrowEvent id="t"/>${flows("one > t > two")}${between("t", "q")}`,
  ],
  [
    "ext.135",
    `<bpmn:exclusiveGateway id="g"/>${flows("one > g > two")}`,
    `<bpmn:exclusiveGateway id="g"/>${flows("one > g; two > g; g > two")}`,
  ],
];

async function breaks(code: string, text: string): Promise<boolean> {
  const [elements = "", roots = ""] = text.split("|");
  return (await found(elements, roots)).has(code);
}

for (const [index, [code, broken, sound]] of cases.entries()) {
  test(`${code} is told where it is broken, and nowhere else (${index + 1})`, async (t) => {
    t.true(await breaks(code, broken));
    t.false(await breaks(code, sound));
  });
}

test("a choreography has flows and messages of its own", async (t) => {
  const choreography =
    '<bpmn:choreography id="ch"><bpmn:participant id="a"/><bpmn:participant id="b"/><bpmn:choreographyTask id="t1" initiatingParticipantRef="a"><bpmn:outgoing>x</bpmn:outgoing><bpmn:participantRef>a</bpmn:participantRef><bpmn:participantRef>b</bpmn:participantRef></bpmn:choreographyTask><bpmn:choreographyTask id="t2" initiatingParticipantRef="b"><bpmn:incoming>x</bpmn:incoming><bpmn:participantRef>a</bpmn:participantRef><bpmn:participantRef>b</bpmn:participantRef></bpmn:choreographyTask><bpmn:sequenceFlow id="x" sourceRef="t1" targetRef="t2"/></bpmn:choreography>';

  t.deepEqual([...(await found("", choreography))], []);
});

function choice(attributes: string, text: string): string {
  return `<bpmn:exclusiveGateway id="g"/>${flows("one > g; g > one")}<bpmn:sequenceFlow id="f" sourceRef="g" targetRef="two"><bpmn:conditionExpression${attributes}>${text}</bpmn:conditionExpression></bpmn:sequenceFlow>`;
}

test("an expression that is not typed as formal is one when it names its language or compares", async (t) => {
  t.true((await found(choice("", "the customer agrees"))).has("ext.012"));
  t.false((await found(choice("", "count &lt; 3"))).has("ext.012"));
  t.false((await found(choice(' language="javascript"', "agreed"))).has("ext.012"));
});

test("a picture that refers to nothing does not keep a process from running", async (t) => {
  const picture =
    '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"><bpmndi:BPMNPlane id="plane" bpmnElement="process"><bpmndi:BPMNEdge id="edge" bpmnElement="one_two" sourceElement="gone"/></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>';

  t.deepEqual([...(await found("", picture))], []);
});
