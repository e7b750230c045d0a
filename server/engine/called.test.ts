import test from "ava";
import { compile } from "./compile.ts";
import { bpmn, conditional, definitionOf, epoch, flows, Instance, process, start, tasks } from "./testing.ts";
import type { Problem } from "./types.ts";

/** Listeners of imported models: scripts and expressions beside an element, called as something happens to it. */

const ends = '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>';
const camunda = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"';
const flowable = 'xmlns:flowable="http://flowable.org/bpmn"';

function beside(...listeners: readonly string[]): string {
  return `<bpmn:extensionElements>${listeners.join("")}</bpmn:extensionElements>`;
}

function on(event: string, expression: string, kind = "execution"): string {
  return `<camunda:${kind}Listener event="${event}" expression="${expression}"/>`;
}

/** Writes down, in order, what it was called for. */
function noting(event: string, word = event, kind = "execution"): string {
  const script = `execution.setVariable("log", (execution.getVariable("log") || "") + "${word} ");`;
  return `<camunda:${kind}Listener event="${event}"><camunda:script scriptFormat="javascript">${script}</camunda:script></camunda:${kind}Listener>`;
}

function log({ outcome }: Instance): unknown {
  const noted = outcome.value.variables["log"];
  return typeof noted === "string" ? noted.trim() : noted;
}

async function listenerProblems(xml: string): Promise<readonly Problem[]> {
  return (await compile(xml)).problems.filter(({ code }) => code === "coverage.listener" || code === "bpmn.expression");
}

test("listeners are called at the start and the end of what they listen to, and as a flow is taken", async (t) => {
  const work = `<bpmn:userTask id="work">${beside(noting("start"), noting("end"), noting("create", "create", "task"), noting("complete", "complete", "task"))}</bpmn:userTask>`;
  const taken = `<bpmn:sequenceFlow id="f" sourceRef="start" targetRef="work">${beside(noting("take"))}</bpmn:sequenceFlow>`;
  const instance = await start(
    process(
      `${beside(noting("start", "begun"), noting("end", "over"))}${ends}${work}${taken}${flows("work > end")}`,
      "",
      camunda,
    ),
    { log: "" },
  );

  t.is(log(instance), "begun take start create");
  t.is(log(instance.answer("work")), "begun take start create complete end over");
  t.like(instance.outcome, { ending: { kind: "completed" } });
});

function listening(name: string): string {
  return beside(noting("start", `${name}+`), noting("end", `${name}-`));
}

test("listeners of events and gateways are called where they stand", async (t) => {
  const elements = [
    `<bpmn:startEvent id="s">${listening("s")}</bpmn:startEvent>`,
    `<bpmn:exclusiveGateway id="g" default="g_no">${listening("g")}</bpmn:exclusiveGateway>`,
    `<bpmn:intermediateThrowEvent id="n">${listening("n")}</bpmn:intermediateThrowEvent>`,
    `<bpmn:intermediateCatchEvent id="c">${listening("c")}<bpmn:signalEventDefinition signalRef="sig"/></bpmn:intermediateCatchEvent>`,
    `<bpmn:endEvent id="yes">${listening("e")}<bpmn:errorEventDefinition/></bpmn:endEvent>`,
    '<bpmn:endEvent id="no"/>',
    flows("s > g; g > no; n > c > yes"),
    conditional("g", "n", "=true"),
  ];
  const instance = await start(process(elements.join(""), '<bpmn:signal id="sig" name="go"/>', camunda));

  t.is(log(instance), "s+ s- g+ g- n+ n- c+");
  t.is(log(instance.answer("c")), "s+ s- g+ g- n+ n- c+ c- e+ e-");
});

test("what a listener writes is there for what comes after: conditions, names, the people of a task", async (t) => {
  const gateway = `<bpmn:exclusiveGateway id="g" default="g_no">${beside(on("start", "${execution.setVariable('way', 'left')}"))}</bpmn:exclusiveGateway>`;
  const left = `<bpmn:userTask id="left" camunda:assignee="\${who}">${beside(on("start", "${execution.setVariableLocal('who', 'ana')}"))}</bpmn:userTask>`;
  const xml = process(
    `${ends}${gateway}${left}${tasks("no")}${flows("start > g; g > no > end; left > end")}${conditional("g", "left", "${way == 'left'}")}`,
    "",
    camunda,
  );

  const { outcome } = await start(xml);

  t.like(outcome.waits[0], { elementId: "left", assignee: "ana" });
  t.deepEqual(outcome.value.variables, { way: "left" });
});

test("a listener of a task that has come to be may set its people, dates and name", async (t) => {
  const script = `task.setAssignee("bo"); task.addCandidateGroup("desk"); task.setPriority(80); task.setDueDate(new Date(Date.now() + 60000)); task.setName(task.name + "!"); task.setVariable("seen", task.id)`;
  const listener = `<camunda:taskListener event="create"><camunda:script scriptFormat="javascript">${script}</camunda:script></camunda:taskListener>`;
  const work = `<bpmn:userTask id="work" name="Look" camunda:candidateGroups="sales">${beside(listener)}</bpmn:userTask>`;
  const definition = await definitionOf(process(`${ends}${work}${flows("start > work > end")}`, "", camunda));

  const { waits, value } = definition.advance(undefined, { kind: "start", instanceId: "i1", variables: {} }, epoch);

  t.like(waits[0], {
    name: "Look!",
    assignee: "bo",
    candidateGroups: ["sales", "desk"],
    priority: 80,
    due: { kind: "at", at: new Date(epoch.getTime() + 60_000) },
  });
  t.deepEqual(value.variables, { seen: `i1~${waits[0]?.id}` });
});

function hosted(listener: string, dialect: string): string {
  return process(
    `${ends}<bpmn:userTask id="work">${beside(listener)}</bpmn:userTask><bpmn:boundaryEvent id="b" attachedToRef="work"><bpmn:signalEventDefinition signalRef="sig"/></bpmn:boundaryEvent><bpmn:userTask id="after" name="\${log}"/>${flows("start > work > end; b > after > end")}`,
    '<bpmn:signal id="sig" name="go"/>',
    `${camunda} ${dialect}`,
  );
}

test("the end is called for what is cancelled as well, in Camunda's dialect, before the token goes on", async (t) => {
  const ended = await start(hosted(noting("end"), ""), { log: "" });
  const deleted = await start(hosted(noting("delete", "gone", "task"), ""), { log: "" });
  const flowing = await start(
    hosted(
      noting("end")
        .replaceAll("camunda:executionListener", "flowable:executionListener")
        .replaceAll("camunda:script", "flowable:script"),
      flowable,
    ),
    { log: "nothing" },
  );

  t.like(ended.answer("b").at("after"), { name: "end " });
  t.like(deleted.answer("b").at("after"), { name: "gone " });
  t.like(flowing.answer("b").at("after"), { name: "nothing" });
});

test("each instance of a loop has listeners of its own, and what it holds is seen as it is cancelled", async (t) => {
  const loop =
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality><bpmn:completionCondition>nrOfCompletedInstances = 1</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics>";
  const listener = on("end", "${execution.setVariable('ended', ended + 1)}");
  const work = `<bpmn:userTask id="work">${beside(listener)}${loop}</bpmn:userTask>`;
  const instance = await start(
    process(`${ends}${work}${tasks("after")}${flows("start > work > after > end")}`, "", camunda),
    { ended: 0 },
  );

  t.is(instance.answer("work").outcome.value.variables["ended"], 3);
  t.deepEqual(instance.waiting(), ["after"]);
});

test("a listener that fails is a fault of its element; nothing has been written, and it can be tried again", async (t) => {
  const work = `<bpmn:userTask id="work">${beside(on("start", "${execution.setVariable('count', count + 1)}"), on("start", "${execution.setVariable('way', missing)}"))}</bpmn:userTask>`;
  const instance = await start(process(`${ends}${work}${flows("start > work > end")}`, "", camunda), { count: 0 });

  t.like(instance.at("work"), { kind: "fault", code: "engine.expression" });
  t.is(instance.outcome.value.variables["count"], 0);
  instance.do({ kind: "setVariables", variables: { missing: 7 } }).answer("work");
  t.like(instance.outcome.value.variables, { count: 1, way: 7 });
  t.is(instance.at("work").kind, "task");
});

test("a listener may throw a BPMN error, which its element catches", async (t) => {
  const script =
    '<camunda:executionListener event="start"><camunda:script scriptFormat="javascript">throw { errorCode: "no" }</camunda:script></camunda:executionListener>';
  const xml = process(
    `${ends}<bpmn:userTask id="work">${beside(script)}</bpmn:userTask><bpmn:boundaryEvent id="b" attachedToRef="work"><bpmn:errorEventDefinition errorRef="e"/></bpmn:boundaryEvent>${tasks("after")}${flows("start > work > end; b > after > end")}`,
    '<bpmn:error id="e" errorCode="no"/>',
    camunda,
  );

  t.deepEqual((await start(xml)).waiting(), ["after"]);
});

function field(name: string, value: string): string {
  return `<flowable:field name="${name}"><flowable:string>${value}</flowable:string></flowable:field>`;
}

test("the classes of Activiti that run scripts run them", async (t) => {
  const listener = `<flowable:executionListener event="end" class="org.flowable.engine.impl.bpmn.listener.ScriptExecutionListener">${field("script", "2 * n")}${field("language", "javascript")}${field("resultVariable", "twice")}</flowable:executionListener>`;
  const work = `<bpmn:userTask id="work">${beside(listener)}</bpmn:userTask>`;
  const instance = await start(
    process(`${ends}${work}${tasks("after")}${flows("start > work > after > end")}`, "", flowable),
    { n: 21 },
  );

  t.is(instance.answer("work").outcome.value.variables["twice"], 42);
});

test("a listener that would not run is refused at deploy, with its reason", async (t) => {
  const zeebe = (inner: string): string => beside(`<zeebe:executionListeners>${inner}</zeebe:executionListeners>`);
  const cases: readonly (readonly [extension: string, reason: RegExp])[] = [
    [beside('<camunda:executionListener event="start" class="org.Example"/>'), /start org\.Example" is foreign code/],
    [beside('<camunda:taskListener event="create" delegateExpression="${bean}"/>'), /\$\{bean\}" is foreign code/],
    [beside(on("start", "${bean.work(execution)}")), /calls work, and there is no foreign code/],
    [beside(on("start", "${execution.getEngineServices()}")), /calls execution\.getEngineServices/],
    [zeebe('<zeebe:executionListener eventType="start" type="log"/>'), /start log" is a job/],
    [beside(on("assignment", "${task.id}", "task")), /as somebody takes the task/],
    [beside(on("timeout", "${task.id}", "task")), /timer at the border/],
    [beside(on("sometimes", "${execution.id}")), /names none of start, end/],
    [beside('<camunda:executionListener event="start"/>'), /neither an expression nor a script/],
    [
      beside(
        '<camunda:executionListener event="start"><camunda:script scriptFormat="groovy">x = 1</camunda:script></camunda:executionListener>',
      ),
      /script in groovy/,
    ],
    [
      beside(
        '<camunda:executionListener event="start"><camunda:script scriptFormat="javascript" resource="a.js"/></camunda:executionListener>',
      ),
      /neither an expression nor a script/,
    ],
  ];
  for (const [extension, reason] of cases) {
    const xml = process(
      `${ends}<bpmn:userTask id="work">${extension}</bpmn:userTask>${flows("start > work > end")}`,
      "",
      camunda,
    );
    const [problem] = await listenerProblems(xml);
    t.like(problem, { severity: "error", elementId: "work" }, extension);
    t.regex(problem?.message ?? "", reason);
  }
});

function joining(event: string): string {
  return process(
    `${ends}<bpmn:parallelGateway id="split"/><bpmn:parallelGateway id="join">${beside(noting(event))}</bpmn:parallelGateway>${flows("start > split > join; join > end")}<bpmn:sequenceFlow id="f2" sourceRef="split" targetRef="join"/>`,
    "",
    camunda,
  );
}

test("a join begins with several tokens, so that nothing can listen to its start; its end can be listened to", async (t) => {
  t.regex((await listenerProblems(joining("start")))[0]?.message ?? "", /a gateway that joins/);
  t.is(log(await start(joining("end"))), "end");
});

test("listeners of a process that is not meant to run are left alone", async (t) => {
  const task = `<bpmn:userTask id="work">${beside('<camunda:executionListener event="start" class="org.Example"/>')}</bpmn:userTask>`;
  const xml = bpmn(
    `<bpmn:process id="p" isExecutable="false">${ends}${task}${flows("start > work > end")}</bpmn:process>`,
    camunda,
  );

  t.deepEqual(await listenerProblems(xml), []);
});

test("what a listener writes is no larger than a value may be, however often a flow is taken", async (t) => {
  const doubling = beside(
    "<camunda:executionListener event='take' expression=\"${execution.setVariable('a', a.concat(a))}\"/>",
  );
  const flow = `<bpmn:sequenceFlow id="f" sourceRef="g" targetRef="h">${doubling}</bpmn:sequenceFlow>`;
  const xml = process(
    `<bpmn:startEvent id="start"/><bpmn:exclusiveGateway id="g"/><bpmn:exclusiveGateway id="h"/>${flow}${flows("start > g; h > g")}`,
    "",
    camunda,
  );

  const instance = await start(xml, { a: "xy" });

  t.is(instance.at("g").kind, "fault");
  t.true(JSON.stringify(instance.outcome.value.variables).length < 2_000_000);
});
