import test from "ava";
import { compile } from "./compile.ts";
import { bpmn, conditional, definitionOf, epoch, flows, process, start, tasks } from "./testing.ts";

/** Words and habits of Camunda 7 and Flowable, each with what it does there. */

const ends = '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>';
const flowable = 'xmlns:flowable="http://flowable.org/bpmn"';
const camunda = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"';

async function errors(xml: string): Promise<readonly string[]> {
  const { problems } = await compile(xml);
  return problems.filter(({ severity }) => severity === "error").map(({ code }) => code);
}

test("a called process that fails hands over what the model maps, and nothing else", async (t) => {
  const call =
    '<bpmn:callActivity id="call" calledElement="other"><bpmn:extensionElements><camunda:out source="inner" target="outer"/></bpmn:extensionElements></bpmn:callActivity><bpmn:boundaryEvent id="caught" attachedToRef="call"><bpmn:errorEventDefinition/></bpmn:boundaryEvent>';
  const xml = process(
    `${ends}${call}${tasks("after")}${flows("start > call > end; caught > after > end")}`,
    "",
    camunda,
  );
  const instance = await start(xml);

  instance.do({
    kind: "throwError",
    waitId: instance.at("call").id,
    errorCode: "e",
    variables: { inner: 42, secret: 1 },
  });

  t.deepEqual(instance.outcome.value.variables, { outer: 42 });
  t.is(instance.at("after").kind, "task");
});

test("a called process that escalates hands over what the model maps, caught or not", async (t) => {
  const call =
    '<bpmn:callActivity id="call" calledElement="other"><bpmn:extensionElements><camunda:out source="inner" target="outer"/></bpmn:extensionElements></bpmn:callActivity>';
  const instance = await start(process(`${ends}${call}${flows("start > call > end")}`, "", camunda));

  const waitId = instance.at("call").id;
  instance.do({
    kind: "throwEscalation",
    waitId,
    escalationCode: "late",
    variables: {},
    called: { inner: 42, secret: 1 },
  });

  t.deepEqual(instance.outcome.value.variables, { outer: 42 });
  t.is(instance.at("call").kind, "call");
});

function stopping(attribute: string): string {
  const inner = `<bpmn:startEvent id="s"/><bpmn:endEvent id="stop"><bpmn:terminateEventDefinition ${attribute}/></bpmn:endEvent>${flows("s > stop")}`;
  return process(
    `${ends}<bpmn:subProcess id="sub">${inner}</bpmn:subProcess>${tasks("after")}${flows("start > sub > after > end")}`,
    "",
    flowable,
  );
}

test("terminateAll ends the instance from inside a sub-process, a plain one only the sub-process", async (t) => {
  t.like((await start(stopping('flowable:terminateAll="true"'))).outcome, { ending: { kind: "terminated" } });
  t.is((await start(stopping(""))).at("after").kind, "task");
});

test("what else an end event throws is thrown before it terminates", async (t) => {
  const end =
    '<bpmn:endEvent id="stop"><bpmn:terminateEventDefinition/><bpmn:messageEventDefinition messageRef="m"/></bpmn:endEvent>';
  const xml = process(
    `<bpmn:startEvent id="start"/>${end}${flows("start > stop")}`,
    '<bpmn:message id="m" name="done"/>',
  );

  const { outcome } = await start(xml);

  t.like(outcome.ending, { kind: "terminated" });
  t.like(outcome.effects[0], { kind: "message", name: "done" });
});

test("loopDataInputRef names a variable where no data input has that name", async (t) => {
  const loop =
    '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>people</bpmn:loopDataInputRef><bpmn:inputDataItem name="person"/></bpmn:multiInstanceLoopCharacteristics>';
  const model = (more: string): string =>
    process(`${ends}<bpmn:userTask id="ask">${loop}</bpmn:userTask>${flows("start > ask > end")}`, "", more);

  const instance = await start(model(flowable), { people: ["ana", "bo"] });

  t.is(instance.outcome.waits.length, 2);
  t.true((await errors(model(""))).includes("bpmn.reference"));
});

function choosing(condition: string): string {
  return process(
    `${ends}<bpmn:exclusiveGateway id="g" default="g_no"/>${tasks("yes", "no")}${flows("start > g; g > no > end; yes > end")}${conditional("g", "yes", condition)}`,
    "",
    flowable,
  );
}

test("functions of Flowable read a variable by its name, which need not be there", async (t) => {
  const way = async (condition: string): Promise<string | undefined> =>
    (await start(choosing(condition), { n: 5, list: [1, 2], word: "going" })).outcome.waits[0]?.elementId;

  for (const condition of [
    "${var:equals(n, 5)}",
    "${vars:lowerThan('n', 6) && variables:gte(n, 5)}",
    "${var:getOrDefault(missing, 7) == 7}",
    "${!var:exists(missing)}",
    "${var:contains(list, 1, 2)}",
    "${var:containsAny(word, 'go', 'stay')}",
  ])
    t.is(await way(condition), "yes", condition);
  for (const condition of ["${var:equals(missing, 5)}", "${var:gt(n, 5)}", "${var:contains(list, 1, 3)}"])
    t.is(await way(condition), "no", condition);
  t.true((await errors(choosing("${other:equals(n, 5)}"))).includes("bpmn.expression"));
});

test("a condition in Groovy is read as far as it compares", async (t) => {
  const flow =
    '<bpmn:sequenceFlow id="f" sourceRef="g" targetRef="yes"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" language="groovy">way == \'left\' &amp;&amp; n > 2</bpmn:conditionExpression></bpmn:sequenceFlow>';
  const xml = process(
    `${ends}<bpmn:exclusiveGateway id="g" default="g_no"/>${tasks("yes", "no")}${flows("start > g; g > no > end; yes > end")}${flow}`,
    "",
    flowable,
  );

  t.is((await start(xml, { way: "left", n: 3 })).outcome.waits[0]?.elementId, "yes");
  t.is((await start(xml, { way: "left", n: 2 })).outcome.waits[0]?.elementId, "no");
});

test("skipExpression passes a task over where the instance allows it", async (t) => {
  const xml = process(
    `${ends}<bpmn:userTask id="ask" flowable:skipExpression="\${small}"/>${tasks("after")}${flows("start > ask > after > end")}`,
    "",
    flowable,
  );
  const way = async (variables: Record<string, boolean>): Promise<string | undefined> =>
    (await start(xml, variables)).outcome.waits[0]?.elementId;

  t.is(await way({ small: true }), "ask");
  t.is(await way({ small: true, _FLOWABLE_SKIP_EXPRESSION_ENABLED: true }), "after");
  t.is(await way({ small: false, _FLOWABLE_SKIP_EXPRESSION_ENABLED: true }), "ask");
});

function catching(id: string, code: string): string {
  return `<bpmn:startEvent id="${id}"><bpmn:errorEventDefinition errorRef="${code}"/></bpmn:startEvent>`;
}

test("of several starts of an event sub-process the one goes on that happened", async (t) => {
  const inner = `${catching("s1", "e1")}${catching("s2", "e2")}${tasks("one", "two")}<bpmn:endEvent id="stop"/>${flows("s1 > one > stop; s2 > two > stop")}`;
  const xml = process(
    `${ends}<bpmn:serviceTask id="work"/>${flows("start > work > end")}<bpmn:subProcess id="sub" triggeredByEvent="true">${inner}</bpmn:subProcess>`,
    '<bpmn:error id="e1" errorCode="1"/><bpmn:error id="e2" errorCode="2"/>',
    flowable,
  );
  const instance = await start(xml);

  instance.do({ kind: "throwError", waitId: instance.at("work").id, errorCode: "2" });

  t.deepEqual(
    instance.outcome.waits.map(({ elementId }) => elementId),
    ["two"],
  );
});

test("an error always interrupts, whatever the model says beside it", async (t) => {
  const xml = process(
    `${ends}<bpmn:serviceTask id="work"/><bpmn:boundaryEvent id="caught" attachedToRef="work" cancelActivity="false"><bpmn:errorEventDefinition/></bpmn:boundaryEvent>${tasks("after")}${flows("start > work > end; caught > after > end")}`,
    "",
    flowable,
  );
  const instance = await start(xml);

  instance.do({ kind: "throwError", waitId: instance.at("work").id, errorCode: "e" });

  t.deepEqual(
    instance.outcome.waits.map(({ elementId }) => elementId),
    ["after"],
  );
});

test("who writes for another engine is known by the target namespace or the tool, too", async (t) => {
  const uri = "http://camunda.org/schema/1.0/bpmn";
  const body = `<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="start"><bpmn:outgoing>start_work</bpmn:outgoing></bpmn:startEvent><bpmn:userTask id="work"><bpmn:incoming>start_work</bpmn:incoming></bpmn:userTask>${flows("start > work")}</bpmn:process>`;
  const plain = bpmn(body).replaceAll(/ xmlns:(?:zeebe|ablauf)="[^"]*"/g, "");

  t.deepEqual(await errors(plain), ["ext.105"]);
  t.deepEqual(await errors(plain.replace("http://ablauf.example/test", uri)), []);
  t.deepEqual(await errors(plain.replace('id="file"', 'id="file" exporter="Camunda Modeler"')), []);
});

test("an association to nothing is only a drawing, unless compensation needs it", async (t) => {
  const association = '<bpmn:association id="a" sourceRef="work" targetRef="gone"/>';
  const xml = process(`${ends}${tasks("work")}${flows("start > work > end")}${association}`, "", camunda);

  t.deepEqual(await errors(xml), []);
});

function parameter(kind: string, name: string, value: string): string {
  return `<camunda:${kind}Parameter name="${name}">${value}</camunda:${kind}Parameter>`;
}

test("a connector is a job, and what it maps is mapped for its worker", async (t) => {
  const connector = `<camunda:connector><camunda:inputOutput>${parameter("input", "url", "https://${host}/x")}${parameter("output", "answer", "${response}")}</camunda:inputOutput><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>`;
  const xml = process(
    `${ends}<bpmn:serviceTask id="ask"><bpmn:extensionElements>${connector}</bpmn:extensionElements></bpmn:serviceTask>${tasks("after")}${flows("start > ask > after > end")}`,
    "",
    camunda,
  );
  const instance = await start(xml, { host: "example.org" });

  t.like(instance.at("ask"), { kind: "job", type: "http-connector", input: { url: "https://example.org/x" } });
  t.is(instance.answer("ask", { response: 200 }).outcome.value.variables["answer"], 200);
});

test("extensions that would change what happens, and that nothing here does, are refused", async (t) => {
  const cases = [
    '<bpmn:callActivity id="work" calledElement="p" camunda:variableMappingClass="org.Example"/>',
    '<bpmn:scriptTask id="work" scriptFormat="javascript" camunda:resource="deployment://a.js"/>',
    '<bpmn:callActivity id="work" calledElement="p" camunda:calledElementBinding="versionTag"/>',
    '<bpmn:serviceTask id="work" camunda:type="external" camunda:topic="t"><bpmn:extensionElements><camunda:errorEventDefinition expression="${true}"/></bpmn:extensionElements></bpmn:serviceTask>',
    '<bpmn:adHocSubProcess id="work"><bpmn:extensionElements><zeebe:adHoc outputCollection="all"/></bpmn:extensionElements><bpmn:userTask id="a"/></bpmn:adHocSubProcess>',
    '<bpmn:userTask id="work" camunda:businessCalendarName="mine"/>',
  ];
  for (const task of cases)
    t.deepEqual(
      await errors(process(`${ends}${task}${flows("start > work > end")}`, "", camunda)),
      ["coverage.extension"],
      task,
    );
  const usual = '<bpmn:userTask id="work" camunda:businessCalendarName="dueDate"/>';
  t.deepEqual(await errors(process(`${ends}${usual}${flows("start > work > end")}`, "", camunda)), []);
});

test("a task gives its id and who completed it to the variables that it names", async (t) => {
  const task =
    '<bpmn:userTask id="work" flowable:taskIdVariableName="which" flowable:taskCompleterVariableName="who"/>';
  const definition = await definitionOf(
    process(`${ends}${task}${tasks("after")}${flows("start > work > after > end")}`, "", flowable),
  );
  const begun = definition.advance(undefined, { kind: "start", instanceId: "i", variables: {} }, epoch);
  const [wait] = begun.waits;

  const done = definition.advance(
    begun.value,
    { kind: "completeTask", waitId: wait?.id ?? "", variables: {}, completedBy: "ana" },
    epoch,
  );

  t.deepEqual(done.value.variables, { which: `i~${wait?.id}`, who: "ana" });
});

test("a called process is bound and keyed as Flowable says", async (t) => {
  const call =
    '<bpmn:callActivity id="work" calledElement="p" flowable:sameDeployment="true" flowable:inheritBusinessKey="true"/>';
  const definition = await definitionOf(process(`${ends}${call}${flows("start > work > end")}`, "", flowable));

  const { waits } = definition.advance(undefined, { kind: "start", businessKey: "K-1", variables: {} }, epoch);

  t.like(waits[0], { kind: "call", binding: { kind: "release" }, businessKey: "K-1" });
});
