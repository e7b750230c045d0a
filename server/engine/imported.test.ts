import test from "ava";
import { compile } from "./compile.ts";
import { Instance, bpmn, epoch, flows, process, start, tasks } from "./testing.ts";

/** What files of other engines and tools do that ours would not, each a symptom met in somebody else's suite. */

const ends = '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>';

async function executable(xml: string): Promise<readonly string[]> {
  const { definitions } = await compile(xml);
  return definitions.filter(({ isExecutable }) => isExecutable).map(({ processId }) => processId);
}

test("a process that does not say isExecutable runs, unless another one of the file says that it is", async (t) => {
  const silent = `<bpmn:process id="silent">${ends}</bpmn:process>`;
  const yes = `<bpmn:process id="yes" isExecutable="true">${ends}</bpmn:process>`;
  const no = `<bpmn:process id="no" isExecutable="false">${ends}</bpmn:process>`;
  const open = `<bpmn:process id="open" processType="Public">${ends}</bpmn:process>`;

  t.deepEqual(await executable(bpmn(`${silent}${no}${open}`)), ["silent"]);
  t.deepEqual(await executable(bpmn(`${silent}${yes}`)), ["yes"]);
});

test("a script in a language that does not run here is a job for a worker, with a warning", async (t) => {
  const groovy = process(
    `${ends}<bpmn:scriptTask id="s" scriptFormat="Groovy"><bpmn:script>x = 1</bpmn:script></bpmn:scriptTask>${flows("start > s > end")}`,
  );

  const [problem] = (await compile(groovy)).problems;
  const wait = (await start(groovy)).at("s");

  t.like(problem, { severity: "warning", code: "coverage.script", elementId: "s" });
  t.like(wait, { kind: "job", type: "script:groovy", headers: { script: "x = 1" } });
});

test("a script task without a script is passed", async (t) => {
  const xml = process(`${ends}<bpmn:scriptTask id="s" scriptFormat="groovy"/>${flows("start > s > end")}`);

  t.like((await start(xml)).outcome, { ending: { kind: "completed" } });
});

test("white space around ids and references is not part of them", async (t) => {
  const xml = process(
    `<bpmn:startEvent id=" start"><bpmn:outgoing> f </bpmn:outgoing></bpmn:startEvent>${tasks("work")}<bpmn:sequenceFlow id="f " sourceRef="start " targetRef=' work' name=" id=' x' "/>`,
  );

  const { definitions, problems } = await compile(xml);

  t.deepEqual(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
  t.is(definitions[0]?.elements.get("f")?.name, " id=' x' ");
});

test("a start event that names no time or signal starts by hand, with a warning", async (t) => {
  const xml = process(
    `<bpmn:startEvent id="start"><bpmn:timerEventDefinition id="d"/></bpmn:startEvent>${tasks("work")}${flows("start > work")}`,
  );

  t.true(
    (await compile(xml)).problems.some(({ code, severity }) => code === "coverage.start" && severity === "warning"),
  );
  t.deepEqual((await start(xml)).waiting(), ["work"]);
});

test("what another file holds is warned about, since it is not read", async (t) => {
  const xml = process(
    `${ends}${flows("start > end")}`,
    '<bpmn:import importType="http://www.omg.org/spec/BPMN/20100524/MODEL" location="other.bpmn" namespace="other"/>',
  );

  t.like((await compile(xml)).problems[0], { severity: "warning", code: "bpmn.import" });
});

test("a called process may be named with the prefix of its namespace", async (t) => {
  const call = '<bpmn:callActivity id="call" calledElement="tns:other"/>';

  const wait = (await start(process(call, "", 'xmlns:tns="http://ablauf.example/test"'))).at("call");

  t.like(wait, { kind: "call", processId: "other" });
});

test("a data association from something that holds no data is an error", async (t) => {
  const task = `<bpmn:userTask id="work"><bpmn:dataInputAssociation id="a"><bpmn:sourceRef>e</bpmn:sourceRef><bpmn:targetRef>d</bpmn:targetRef></bpmn:dataInputAssociation></bpmn:userTask>`;
  const xml = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"><bpmn:process id="p" isExecutable="true"><bpmn:property id="d"/>${task}<bpmn:task id="e"/></bpmn:process></bpmn:definitions>`;

  t.like((await compile(xml)).problems[0], { severity: "error", code: "ref.data", elementId: "a" });
});

test("an attribute with white space around its equals sign is read", async (t) => {
  const xml = process(`${ends}<bpmn:userTask id = "work" name\n=\n'a = "b"'/>${flows("start > work > end")}`);

  t.like((await start(xml)).at("work"), { name: 'a = "b"' });
});

test("a process that does not say isExecutable runs when one that runs calls it", async (t) => {
  const caller = `<bpmn:process id="caller" isExecutable="true"><bpmn:subProcess id="s"><bpmn:callActivity id="c" calledElement="called"/></bpmn:subProcess></bpmn:process>`;
  const called = `<bpmn:process id="called"><bpmn:callActivity id="d" calledElement="further"/></bpmn:process>`;
  const others = `<bpmn:process id="further">${ends}</bpmn:process><bpmn:process id="silent">${ends}</bpmn:process>`;

  t.deepEqual(await executable(bpmn(caller + called + others)), ["caller", "called", "further"]);
});

const camunda = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:flowable="http://flowable.org/bpmn"';

/** A call activity with these extension elements and attributes, called from a sub-process. */
function calling(extensions: string, attributes = ""): string {
  const call = `<bpmn:callActivity id="call" calledElement="other" ${attributes}><bpmn:extensionElements>${extensions}</bpmn:extensionElements></bpmn:callActivity>`;
  const inner = `<bpmn:startEvent id="s"/>${call}${tasks("after")}<bpmn:endEvent id="e"/>${flows("s > call > after > e")}`;
  return process(
    `${ends}<bpmn:subProcess id="sub">${inner}</bpmn:subProcess>${flows("start > sub > end")}`,
    "",
    camunda,
  );
}

test("a call activity that takes an absent variable back sets it to null", async (t) => {
  const instance = await start(calling('<camunda:out source ="theirs" target="ours"/>'));

  instance.answer("call", { other: 1 });

  t.deepEqual(instance.outcome.value.variables, { ours: null });
});

test("what goes into a call activity locally sees its own variables only", async (t) => {
  const own = `<camunda:inputOutput><camunda:inputParameter name="own">\${42}</camunda:inputParameter></camunda:inputOutput>`;
  const given = (source: string): string =>
    calling(`${own}<camunda:in sourceExpression="\${${source} + 1}" target="x" local="true"/>`);

  t.like((await start(given("own"))).at("call"), { kind: "call", variables: { x: 43 } });
  t.like((await start(given("everyones"), { everyones: 1 })).at("call"), { kind: "fault" });
});

test("of all local variables of a called instance nothing is left out", async (t) => {
  const instance = await start(calling('<camunda:out variables="all" local="true"/>'));

  instance.answer("call", { a: 1 });

  t.deepEqual(instance.outcome.value.variables, { a: 1 });
});

test("what comes back from a call activity stays in the scope around it when it says so", async (t) => {
  const instance = await start(
    calling('<flowable:out source="a" target="b"/>', 'flowable:useLocalScopeForOutParameters="true"'),
    { b: 1 },
  );

  instance.answer("call", { a: 2 });

  const { value } = instance.outcome;
  t.is(instance.definition.variablesAt(value, instance.at("after").id).visible["b"], 2);
  t.is(value.variables["b"], 1);
});

test("the business key of a call activity may stand in an attribute", async (t) => {
  const wait = (await start(calling("", 'flowable:businessKey="${key}"'), { key: "K1" })).at("call");

  t.like(wait, { kind: "call", businessKey: "K1" });
});

test("a signal carries what camunda:in names, and nothing else", async (t) => {
  const thrown = `<bpmn:intermediateThrowEvent id="throw"><bpmn:signalEventDefinition signalRef="sig"><bpmn:extensionElements><camunda:in source="a" target="b"/><camunda:in sourceExpression="\${a + 1}" target="c"/></bpmn:extensionElements></bpmn:signalEventDefinition></bpmn:intermediateThrowEvent>`;
  const xml = process(`${ends}${thrown}${flows("start > throw > end")}`, '<bpmn:signal id="sig" name="sig"/>', camunda);

  const { effects } = (await start(xml, { a: 1, secret: 2 })).outcome;

  t.like(effects, { 0: { kind: "signal", variables: { b: 1, c: 2 } }, length: 1 });
});

test("a signal gives the instances that start on it a business key", async (t) => {
  const thrown = `<bpmn:intermediateThrowEvent id="throw"><bpmn:signalEventDefinition signalRef="sig"><bpmn:extensionElements><camunda:in businessKey="\${execution.processBusinessKey}-\${a}"/></bpmn:extensionElements></bpmn:signalEventDefinition></bpmn:intermediateThrowEvent>`;
  const xml = process(
    `${ends}${tasks("work")}${thrown}${flows("start > work > throw > end")}`,
    '<bpmn:signal id="sig" name="sig"/>',
    camunda,
  );
  const [definition] = (await compile(xml)).definitions;
  const begun = definition!.advance(undefined, { kind: "start", businessKey: "T-1", variables: { a: 1 } }, epoch);

  const instance = new Instance(definition!, begun, epoch);
  const { effects } = instance.do({ kind: "completeTask", waitId: instance.at("work").id, variables: {} }).outcome;

  t.deepEqual(effects, [{ kind: "signal", elementId: "throw", name: "sig", businessKey: "T-1-1", variables: {} }]);
});

test("a signal of the instance alone is heard inside it and nowhere else", async (t) => {
  const thrown = `<bpmn:intermediateThrowEvent id="throw"><bpmn:signalEventDefinition signalRef="sig"/></bpmn:intermediateThrowEvent>`;
  const caught = `<bpmn:intermediateCatchEvent id="catch"><bpmn:signalEventDefinition signalRef="sig"/></bpmn:intermediateCatchEvent>`;
  const xml = process(
    `${ends}<bpmn:parallelGateway id="fork"/>${thrown}${caught}${tasks("heard")}${flows("start > fork > throw > end; fork > catch > heard")}`,
    '<bpmn:signal id="sig" name="sig" flowable:scope="processInstance"/>',
    camunda,
  );

  const instance = await start(xml);

  t.deepEqual(instance.waiting(), ["heard"]);
  t.deepEqual(instance.outcome.effects, []);
});

test("without mappings a call activity of a Camunda or Flowable model hands nothing over, unless it inherits", async (t) => {
  const plain = (await start(calling("", ""), { a: 1 })).at("call");
  const inheriting = (await start(calling("", 'flowable:inheritVariables="true"'), { a: 1 })).at("call");

  t.like(plain, { kind: "call", variables: {} });
  t.false("a" in (plain.kind === "call" ? plain.variables : { a: 1 }));
  t.like(inheriting, { kind: "call", variables: { a: 1 } });
});

test("a start event may name its signal after the process", async (t) => {
  const xml = process(
    `<bpmn:startEvent id="start"><bpmn:signalEventDefinition flowable:signalExpression="\${variableContainer.definitionKey}Signal"/></bpmn:startEvent>${tasks("work")}${flows("start > work")}`,
    "",
    camunda,
  );

  t.like((await compile(xml)).definitions[0]?.starts[0], { kind: "signal", name: "processSignal" });
});

test("documentation is told without the indentation of the file", async (t) => {
  const xml = process(
    `${ends}<bpmn:task id="work"><bpmn:documentation>\n      Do it.\n    </bpmn:documentation></bpmn:task>${flows("start > work > end")}`,
  );

  t.deepEqual((await compile(xml)).definitions[0]?.elements.get("work")?.documentation, { de: "Do it." });
});

const looping = (attributes: string, inner: string): string =>
  process(
    `${ends}<bpmn:userTask id="work"><bpmn:multiInstanceLoopCharacteristics ${attributes}><bpmn:extensionElements>${inner}</bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>${tasks("after")}${flows("start > work > after > end")}`,
    "",
    camunda,
  );

test("a multi-instance of Flowable may hold its collection as an element, and number its instances", async (t) => {
  const xml = looping(
    'flowable:elementVariable="each" flowable:elementIndexVariable="at"',
    "<flowable:collection><flowable:string>${list}</flowable:string></flowable:collection>",
  );

  const { definition, outcome } = await start(xml, { list: ["a", "b"] });

  const [, second] = outcome.waits;
  t.like(definition.variablesAt(outcome.value, second?.id ?? "").local, { each: "b", at: 1 });
});

test("variables of the instances are gathered in a list, as Flowable aggregates them", async (t) => {
  const xml = looping(
    'flowable:collection="${list}" flowable:elementVariable="each"',
    '<flowable:variableAggregation target="all"><variable source="each" target="who"/><variable sourceExpression="${ok + 1}" target="ok"/></flowable:variableAggregation>',
  );
  const instance = await start(xml, { list: ["a", "b"] });

  instance.answer("work", { ok: 1 }).answer("work", { ok: 2 });

  t.deepEqual(instance.outcome.value.variables["all"], [
    { who: "a", ok: 2 },
    { who: "b", ok: 3 },
  ]);
});

test("a second list that instances should add to is warned about", async (t) => {
  const list = '<flowable:variableAggregation target="all"><variable source="x"/></flowable:variableAggregation>';

  const { problems } = await compile(looping('flowable:collection="${list}"', list + list));

  t.true(problems.some(({ code, elementId }) => code === "dialect.aggregation" && elementId === "work"));
});

test("a cycle of Flowable ends with its end date", async (t) => {
  const event = `<bpmn:boundaryEvent id="again" attachedToRef="work" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeCycle flowable:endDate="\${until}">R/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:boundaryEvent>`;
  const xml = process(
    `${ends}${tasks("work", "note")}${event}${flows("start > work > end; again > note > end")}`,
    "",
    camunda,
  );
  const instance = await start(xml, { until: "2026-03-02T09:30:00Z" });

  instance.now = new Date("2026-03-02T09:00:00Z");
  instance.answer("again", {});

  t.deepEqual(instance.waiting("timer"), []);
  t.deepEqual(instance.waiting("task"), ["work", "note"]);
});

test("weekdays in the cron of a Camunda 7 model count as in Quartz", async (t) => {
  const event = `<bpmn:intermediateCatchEvent id="catch"><bpmn:timerEventDefinition><bpmn:timeCycle>0 0 8 ? * 2</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`;
  const dueIn = async (more: string): Promise<unknown> => {
    const wait = (await start(process(`${ends}${event}${flows("start > catch > end")}`, "", more))).at("catch");
    return wait.kind === "timer" && wait.due.kind === "at" ? wait.due.at.toISOString() : undefined;
  };

  t.is(await dueIn(camunda), "2026-03-09T08:00:00.000Z");
  t.is(await dueIn(""), "2026-03-03T08:00:00.000Z");
});

test("output mappings of zeebe see all that a called process brings, whatever is handed through by itself", async (t) => {
  const call = `<bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="other" propagateAllChildVariables="false"/><zeebe:ioMapping><zeebe:output source="=theirs" target="ours"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:callActivity>`;
  const instance = await start(process(`${ends}${call}${tasks("after")}${flows("start > call > after > end")}`));

  instance.answer("call", { theirs: 9, other: 1 });

  t.deepEqual(instance.outcome.value.variables, { ours: 9 });
});

test("a script whose format is js runs here", async (t) => {
  const xml = process(
    `${ends}<bpmn:scriptTask id="s" scriptFormat="js"><bpmn:script>var x = 1</bpmn:script></bpmn:scriptTask>${flows("start > s > end")}`,
  );

  t.deepEqual((await start(xml)).outcome.value.variables, { x: 1 });
});

const listening = (interrupting: boolean, extension: string): string => {
  const event = `<bpmn:startEvent id="told" isInterrupting="${interrupting}"><bpmn:extensionElements>${extension}</bpmn:extensionElements></bpmn:startEvent>`;
  const inside = `<bpmn:subProcess id="sub" triggeredByEvent="true">${event}${tasks("note")}<bpmn:endEvent id="noted"/>${flows("told > note > noted")}</bpmn:subProcess>`;
  return process(`${ends}${tasks("work")}${inside}${flows("start > work > end")}`, "", camunda);
};
const setting = (variables: Record<string, number>) => ({ kind: "setVariables" as const, variables });

test("a variable listener of Flowable hears what is written after it began to listen, in the way it wants", async (t) => {
  const xml = listening(
    false,
    '<flowable:variableListenerEventDefinition variableName="k" variableChangeType="update"/>',
  );

  const instance = await start(xml, { k: 1 });
  t.deepEqual(instance.waiting("task"), ["work"]);

  t.deepEqual(instance.do(setting({ other: 1 })).waiting("task"), ["work"]);
  t.deepEqual(instance.do(setting({ k: 1 })).waiting("task"), ["work", "note"]);
  t.deepEqual((await start(xml)).do(setting({ k: 1 })).waiting("task"), ["work"]);
});

test("a condition of Camunda 7 may look at one variable only", async (t) => {
  const condition = `<bpmn:conditionalEventDefinition camunda:variableName="k"><bpmn:condition xsi:type="bpmn:tFormalExpression">\${other == 1}</bpmn:condition></bpmn:conditionalEventDefinition>`;
  const xml = process(
    `${ends}<bpmn:intermediateCatchEvent id="catch">${condition}</bpmn:intermediateCatchEvent>${flows("start > catch > end")}`,
    "",
    camunda,
  );
  const instance = await start(xml, { other: 0 });

  t.deepEqual(instance.do(setting({ other: 1 })).waiting(), ["catch"]);
  t.deepEqual(instance.do(setting({ k: 1 })).waiting(), []);
  t.deepEqual((await start(xml, { other: 1 })).waiting(), []);
});

test("a terminate end event of Flowable may end the loop around it", async (t) => {
  const inside = `<bpmn:startEvent id="s"/>${tasks("first")}<bpmn:endEvent id="stop"><bpmn:terminateEventDefinition flowable:terminateMultiInstance="true"/></bpmn:endEvent>${flows("s > first > stop")}`;
  const loop = `<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`;
  const xml = process(
    `${ends}<bpmn:subProcess id="sub">${loop}${inside}</bpmn:subProcess>${tasks("after")}${flows("start > sub > after > end")}`,
    "",
    camunda,
  );

  t.deepEqual((await start(xml)).answer("first").waiting(), ["after"]);
});

test("a time in quotes, as engines write it whose expressions are Python, is the time", async (t) => {
  const event = `<bpmn:intermediateCatchEvent id="catch"><bpmn:timerEventDefinition><bpmn:timeDuration>"PT5S"</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`;

  const wait = (await start(process(`${ends}${event}${flows("start > catch > end")}`))).at("catch");

  t.like(wait, { due: { at: new Date("2026-03-02T08:00:05Z") } });
});

test("what jBPM assigns to a data input is a text", async (t) => {
  const specification = `<bpmn:ioSpecification><bpmn:dataInput id="subject" name="subject"/><bpmn:inputSet><bpmn:dataInputRefs>subject</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet/></bpmn:ioSpecification>`;
  const assigned = `<bpmn:dataInputAssociation><bpmn:targetRef>subject</bpmn:targetRef><bpmn:assignment><bpmn:from xsi:type="bpmn:tFormalExpression">Please see to #{what}.</bpmn:from><bpmn:to xsi:type="bpmn:tFormalExpression">subject</bpmn:to></bpmn:assignment></bpmn:dataInputAssociation>`;
  const xml = process(
    `${ends}<bpmn:userTask id="work">${specification}${assigned}</bpmn:userTask>${flows("start > work > end")}`,
    "",
    'xmlns:tns="http://www.jboss.org/drools"',
  );
  const { definition, outcome } = await start(xml, { what: "it" });

  t.like(definition.variablesAt(outcome.value, outcome.waits[0]?.id ?? "").local, { subject: "Please see to it." });
});
