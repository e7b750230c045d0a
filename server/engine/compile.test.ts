import test from "ava";
import { Refusal } from "../base/refusal.ts";
import { compile } from "./compile.ts";
import { rules } from "./rules/check.ts";
import { bpmn, flows, process, tasks } from "./testing.ts";

const ends = '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>';

async function errors(xml: string): Promise<readonly string[]> {
  const { problems } = await compile(xml);
  return problems
    .filter((problem) => problem.severity === "error")
    .map((problem) => `${problem.code} ${problem.elementId}`);
}

test("a sound model has no problems", async (t) => {
  t.deepEqual((await compile(process(`${ends}${tasks("work")}${flows("start > work > end")}`))).problems, []);
});

test("document types and entities are refused before anything is parsed", async (t) => {
  const xml = `<!DOCTYPE x [<!ENTITY a "b">]>${process(ends).replace(/^<\?xml.*?\?>/, "")}`;

  t.is((await t.throwsAsync<Refusal>(compile(xml), { instanceOf: Refusal }))?.code, "bpmn.doctype");
});

test("what is not BPMN, malformed, too large or too deep is refused", async (t) => {
  const code = async (xml: string): Promise<string | undefined> =>
    (await t.throwsAsync<Refusal>(compile(xml), { instanceOf: Refusal }))?.code;

  t.is(await code(""), "bpmn.xml");
  t.is(await code('{"a":1}'), "bpmn.xml");
  t.is(await code("<html><body/></html>"), "bpmn.xml");
  t.is(await code(process(ends).slice(0, 200)), "bpmn.xml");
  t.is(await code(process(`${ends}<bpmn:documentation>${"x".repeat(5_000_001)}</bpmn:documentation>`)), "bpmn.size");
  t.is(await code(process("<bpmn:subProcess>".repeat(300) + "</bpmn:subProcess>".repeat(300))), "bpmn.size");
});

test("ids that are names of object properties are ids like any other", async (t) => {
  const xml = process(`${ends}${tasks("__proto__", "constructor")}${flows("start > __proto__ > constructor > end")}`);
  const [definition] = (await compile(xml)).definitions;

  const outcome = definition?.advance(undefined, { kind: "start", variables: {} }, new Date(0));

  t.deepEqual(
    outcome?.waits.map((wait) => wait.elementId),
    ["__proto__"],
  );
});

test("references that lead nowhere and ids given twice are errors", async (t) => {
  const dangling = process(`${ends}<bpmn:sequenceFlow id="f" sourceRef="start" targetRef="nowhere"/>`);
  const twice = process(`${ends}${tasks("a", "a")}`);

  t.true((await errors(dangling)).includes("bpmn.reference f"));
  t.true((await errors(twice)).some((error) => error.startsWith("bpmn.duplicate")));
});

test("expressions and scripts that cannot be read are told with their element", async (t) => {
  const condition = process(
    `${ends}<bpmn:exclusiveGateway id="g"/><bpmn:sequenceFlow id="f" sourceRef="g" targetRef="end"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=a +</bpmn:conditionExpression></bpmn:sequenceFlow>${flows("start > g")}`,
  );
  const script = process(
    `${ends}<bpmn:scriptTask id="s" scriptFormat="javascript"><bpmn:script>(</bpmn:script></bpmn:scriptTask>${flows("start > s > end")}`,
  );

  t.deepEqual(await errors(condition), ["bpmn.expression f"]);
  t.deepEqual(await errors(script), ["bpmn.script s"]);
});

const broken: readonly (readonly [string, string, string?])[] = [
  [
    "flow.scope",
    `${ends}<bpmn:subProcess id="sub"><bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>${flows("s > e")}</bpmn:subProcess>${flows("start > sub > end")}<bpmn:sequenceFlow id="x" sourceRef="s" targetRef="end"/>`,
  ],
  ["ext.096", `${ends}${tasks("a")}${flows("start > a > end; a > start")}`],
  ["ext.104", `${ends}${tasks("a")}${flows("start > end > a")}`],
  [
    "event.definition",
    `<bpmn:startEvent id="start"><bpmn:errorEventDefinition/></bpmn:startEvent><bpmn:endEvent id="end"/>${flows("start > end")}`,
  ],
  ["ext.129", `${ends}<bpmn:intermediateCatchEvent id="c"/>${flows("start > c > end")}`],
  [
    "ext.106",
    `<bpmn:startEvent id="start"/><bpmn:endEvent id="end"><bpmn:cancelEventDefinition/></bpmn:endEvent>${flows("start > end")}`,
  ],
  [
    "ext.124",
    `${ends}<bpmn:intermediateThrowEvent id="l"><bpmn:linkEventDefinition name="x"/></bpmn:intermediateThrowEvent>${flows("start > l; start > end")}`,
  ],
  ["ext.138", `${ends}<bpmn:eventBasedGateway id="g"/>${tasks("a", "b")}${flows("start > g > a > end; g > b > end")}`],
  ["ext.037", `${ends}<bpmn:userTask id="a" startQuantity="0"/>${flows("start > a > end")}`],
  [
    "ext.132",
    `${ends}<bpmn:intermediateCatchEvent id="c"><bpmn:timerEventDefinition><bpmn:timeDuration>soon</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>${flows("start > c > end")}`,
  ],
  [
    "ext.143",
    `${ends}${tasks("a")}<bpmn:boundaryEvent id="b" attachedToRef="a"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>${flows("start > a > end")}`,
  ],
  [
    "ref.type",
    `${ends}<bpmn:intermediateThrowEvent id="t"><bpmn:compensateEventDefinition activityRef="t"/></bpmn:intermediateThrowEvent>${flows("start > t > end")}`,
  ],
  ["ref.type", `${ends}<bpmn:receiveTask id="r" messageRef="end"/>${flows("start > r > end")}`],
  [
    "event.sub.start",
    `${ends}<bpmn:subProcess id="sub" triggeredByEvent="true"><bpmn:endEvent id="e"/></bpmn:subProcess>${flows("start > end")}`,
  ],
];

for (const [code, elements] of broken) {
  test(`rule ${code} is kept: ${elements.slice(ends.length, ends.length + 40)}`, async (t) => {
    const found = await errors(process(elements));

    t.true(
      found.some((error) => error.startsWith(`${code} `)),
      found.join(", "),
    );
  });
}

test("every rule has a clause, and a code of its own unless it is the coverage table's", (t) => {
  const codes = rules.map((rule) => rule.code).filter((code) => !code.startsWith("coverage."));

  t.is(new Set(codes).size, codes.length);
  t.true(rules.every((rule) => /^\d/.test(rule.reference)));
});

test("the dialect of Camunda 7 is read", async (t) => {
  const xml = bpmn(
    `<bpmn:process id="p" isExecutable="true">${ends}<bpmn:userTask id="u" camunda:assignee="\${boss}" camunda:candidateGroups="a,b" camunda:formKey="f"/><bpmn:serviceTask id="s" camunda:type="external" camunda:topic="mail" camunda:resultVariable="r"/><bpmn:callActivity id="c" calledElement="child"><bpmn:extensionElements><camunda:in source="x" target="y"/><camunda:out sourceExpression="\${z + 1}" target="w"/></bpmn:extensionElements></bpmn:callActivity>${flows("start > u > s > c > end")}</bpmn:process>`,
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"',
  );
  const { definitions, problems } = await compile(xml);
  const [definition] = definitions;
  if (!definition) return t.fail();
  let outcome = definition.advance(undefined, { kind: "start", variables: { boss: "cleo", x: 1 } }, new Date(0));
  const next = (): string => outcome.waits[0]?.id ?? "";

  t.deepEqual(problems, []);
  t.like(outcome.waits[0], { assignee: "cleo", candidateGroups: ["a", "b"], formKey: "f" });
  outcome = definition.advance(outcome.value, { kind: "completeTask", waitId: next(), variables: {} }, new Date(0));
  t.like(outcome.waits[0], { kind: "job", type: "mail" });
  outcome = definition.advance(
    outcome.value,
    { kind: "completeJob", waitId: next(), variables: { result: 3 } },
    new Date(0),
  );
  t.like(outcome.waits[0], { kind: "call", processId: "child", variables: { y: 1 } });
  outcome = definition.advance(
    outcome.value,
    { kind: "return", waitId: next(), variables: { z: 4, noise: 1 } },
    new Date(0),
  );
  return t.like(outcome.value.variables, { w: 5, noise: undefined });
});

test("names in other languages, documentation and lanes are described", async (t) => {
  const xml = process(
    `<bpmn:laneSet id="ls"><bpmn:lane id="l" name="Desk"><bpmn:flowNodeRef>u</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>${ends}<bpmn:userTask id="u" name="Freigeben"><bpmn:documentation>Was zu tun ist</bpmn:documentation><bpmn:extensionElements><ablauf:text lang="en" name="Approve" documentation="What to do"/></bpmn:extensionElements></bpmn:userTask>${flows("start > u > end")}`,
  );

  const [definition] = (await compile(xml)).definitions;

  t.like(definition?.elements.get("u"), {
    name: "Freigeben",
    names: { en: "Approve" },
    documentation: { de: "Was zu tun ist", en: "What to do" },
    lane: "Desk",
  });
});

function crowded(size: number): string {
  const each = (write: (index: number) => string): string =>
    Array.from({ length: size }, (_, index) => write(index)).join("");
  const nodes = each(
    (index) =>
      `<bpmn:task id="t${index}"/><bpmn:intermediateThrowEvent id="a${index}"><bpmn:linkEventDefinition id="x${index}" name="l${index}"/></bpmn:intermediateThrowEvent><bpmn:intermediateCatchEvent id="b${index}"><bpmn:linkEventDefinition id="y${index}" name="l${index}"/></bpmn:intermediateCatchEvent>`,
  );
  const messages = each((index) => `<bpmn:messageFlow id="m${index}" sourceRef="t${index}" targetRef="other"/>`);
  const pools = `<bpmn:collaboration id="c"><bpmn:participant id="own" processRef="process"/><bpmn:participant id="other"/>${messages}</bpmn:collaboration>`;
  return process(`${ends}${nodes}`, pools);
}

/** Microseconds of this thread: other test files run beside it. */
async function cost(size: number): Promise<number> {
  const xml = crowded(size);
  const before = globalThis.process.threadCpuUsage();
  await compile(xml);
  return globalThis.process.threadCpuUsage(before).user;
}

test("the work of checking grows with the file, not with its square", async (t) => {
  await cost(300);

  t.true((await cost(3_000)) < 9 * (await cost(750)));
});

test("more joins than anybody draws are refused instead of filling the memory", async (t) => {
  const size = 1_500;
  const gateways = Array.from(
    { length: size },
    (_, index) =>
      `<bpmn:inclusiveGateway id="g${index}"/>${flows(`g${index} > g${(index + 1) % size}`)}<bpmn:sequenceFlow id="back${index}" sourceRef="g${index}" targetRef="g${(index * 7 + 3) % size}"/>`,
  ).join("");

  t.true((await errors(process(`${ends}${gateways}`))).includes("bpmn.size process"));
});
