import test from "ava";
import { Refusal } from "../base/refusal.ts";
import { bpmn, definitionOf, epoch, flows, process, start, tasks } from "./testing.ts";

const ends = '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>';
const simple = process(`${ends}${tasks("work", "after")}${flows("start > work > after > end")}`);
const nested = process(
  `${ends}${tasks("work")}<bpmn:subProcess id="sub"><bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>${tasks("inner", "next")}${flows("s > inner > next > e")}</bpmn:subProcess>${flows("start > work > sub > end")}`,
);

test("an unknown wait, and one of another kind, is refused", async (t) => {
  const instance = await start(simple);

  const unknown = t.throws(() => instance.do({ kind: "completeTask", waitId: "99", variables: {} }), {
    instanceOf: Refusal,
  });
  const other = t.throws(() => instance.do({ kind: "completeJob", waitId: instance.at("work").id, variables: {} }), {
    instanceOf: Refusal,
  });

  t.is(unknown.code, "engine.wait");
  t.is(other.code, "engine.wait");
  t.deepEqual(instance.waiting(), ["work"], "nothing has happened");
});

test("a wait can be answered once", async (t) => {
  const instance = await start(simple);
  const { id: waitId } = instance.at("work");
  instance.do({ kind: "completeTask", waitId, variables: {} });

  const refusal = t.throws(() => instance.do({ kind: "completeTask", waitId, variables: {} }), { instanceOf: Refusal });

  t.is(refusal.code, "engine.wait");
});

test("an instance that has ended takes no command", async (t) => {
  const instance = (await start(simple)).do({ kind: "cancel" });

  const refusal = t.throws(() => instance.do({ kind: "setVariables", variables: {} }), { instanceOf: Refusal });

  t.deepEqual(instance.outcome.ending, { kind: "cancelled" });
  t.deepEqual(instance.outcome.waits, []);
  t.is(refusal.code, "engine.ended");
});

test("a start that the process does not have is refused", async (t) => {
  const definition = await definitionOf(simple);

  const refusal = t.throws(
    () => definition.advance(undefined, { kind: "start", elementId: "work", variables: {} }, epoch),
    { instanceOf: Refusal },
  );

  t.is(refusal.code, "engine.start");
});

test("the same value, command and time give the same outcome", async (t) => {
  const definition = await definitionOf(nested);
  const { value, waits } = definition.advance(undefined, { kind: "start", variables: { a: 1 } }, epoch);
  const command = { kind: "completeTask", waitId: waits[0]?.id ?? "", variables: { b: 2 } } as const;

  const first = definition.advance(value, command, epoch);
  const second = definition.advance(value, command, epoch);

  t.deepEqual(JSON.parse(JSON.stringify(first)), JSON.parse(JSON.stringify(second)));
  t.deepEqual(value.variables, { a: 1 }, "the value that was given is as it was");
});

test("a modification moves the token: cancel here, start there", async (t) => {
  const instance = await start(simple);

  instance.do({
    kind: "modify",
    instructions: [
      { kind: "cancelWait", waitId: instance.at("work").id },
      { kind: "startBefore", elementId: "after", variables: { moved: true } },
    ],
  });

  t.deepEqual(instance.waiting(), ["after"]);
  t.true(instance.outcome.value.variables["moved"]);
});

test("starting inside a sub-process opens it; cancelling its element takes everything in it", async (t) => {
  const instance = await start(nested);

  instance.do({
    kind: "modify",
    instructions: [
      { kind: "cancelElement", elementId: "work" },
      { kind: "startBefore", elementId: "next" },
    ],
  });
  t.deepEqual(instance.waiting(), ["next"]);
  instance.do({
    kind: "modify",
    instructions: [
      { kind: "cancelElement", elementId: "sub" },
      { kind: "startAfter", elementId: "work" },
    ],
  });

  t.deepEqual(instance.waiting(), ["inner"]);
});

test("a modification of an element that is not there is refused", async (t) => {
  const instance = await start(simple);

  const refusal = t.throws(
    () => instance.do({ kind: "modify", instructions: [{ kind: "startBefore", elementId: "nowhere" }] }),
    { instanceOf: Refusal },
  );

  t.is(refusal.code, "engine.element");
});

test("an escalation reported for a task leaves it open unless the catch interrupts", async (t) => {
  const xml = process(
    `${ends}${tasks("work", "boss")}<bpmn:boundaryEvent id="b" attachedToRef="work" cancelActivity="false"><bpmn:escalationEventDefinition escalationRef="up"/></bpmn:boundaryEvent>${flows("start > work > end; b > boss > end")}`,
    '<bpmn:escalation id="up" escalationCode="UP"/>',
  );
  const instance = await start(xml);

  instance.do({ kind: "throwEscalation", waitId: instance.at("work").id, escalationCode: "UP" });

  t.deepEqual(instance.waiting(), ["work", "boss"]);
});

test("a global task is a process with one task", async (t) => {
  const instance = await start(bpmn('<bpmn:globalUserTask id="approve" name="Approve"/>'));

  t.is(instance.waits("task").length, 1);
  t.is(instance.answer(instance.waiting()[0] ?? "").outcome.ending?.kind, "completed");
});

test("the script of a global script task is an element, its language an attribute", async (t) => {
  const instance = await start(
    bpmn(
      '<bpmn:globalScriptTask id="add" scriptLanguage="text/javascript"><bpmn:script>sum = 1 + 2</bpmn:script></bpmn:globalScriptTask>',
    ),
  );

  t.is(instance.outcome.value.variables["sum"], 3);
});

test("a process without start event begins wherever no flow leads", async (t) => {
  const instance = await start(process(tasks("a", "b")));

  t.deepEqual(instance.waiting(), ["a", "b"]);
});

test("the difference that an outcome tells is that between the waits", async (t) => {
  const instance = await start(simple);
  const before = instance.at("work").id;

  instance.answer("work");

  t.deepEqual(instance.outcome.closed, [before]);
  t.deepEqual(
    instance.outcome.opened.map((wait) => wait.elementId),
    ["after"],
  );
});

test("an instance says what it is about", async (t) => {
  const about =
    '<bpmn:extensionElements><ablauf:subject businessKey="=ticket.number" title="=&quot;Ticket &quot; + ticket.number" priority="=missing.part"/></bpmn:extensionElements>';

  const instance = await start(process(`${about}${ends}${flows("start > end")}`), { ticket: { number: "T-1" } });

  t.deepEqual(instance.outcome.subject, { businessKey: "T-1", title: "Ticket T-1" });
});

test("a place shows its own variables and all that it sees; written locally, nobody else sees them", async (t) => {
  const condition =
    '<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">=x = 1</bpmn:condition></bpmn:conditionalEventDefinition>';
  const beside = `<bpmn:subProcess id="beside" triggeredByEvent="true"><bpmn:startEvent id="when">${condition}</bpmn:startEvent>${tasks("late")}${flows("when > late")}</bpmn:subProcess>`;
  const receive =
    '<bpmn:receiveTask id="wait" messageRef="m"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source="=y + 1" target="z"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:receiveTask>';
  const instance = await start(
    process(
      `<bpmn:startEvent id="start"/>${receive}${beside}${flows("start > wait")}`,
      '<bpmn:message id="m" name="m"/>',
    ),
    { y: 1 },
  );
  const { id: waitId } = instance.at("wait");

  instance.do({ kind: "setVariables", waitId, variables: { x: 1 }, isLocal: true });

  t.deepEqual(instance.waiting(), ["when", "wait"]);
  t.deepEqual([...instance.definition.locals(instance.outcome.value)], [[waitId, { z: 2, x: 1 }]]);
  t.deepEqual(instance.definition.variablesAt(instance.outcome.value, waitId), {
    local: { z: 2, x: 1 },
    visible: { x: 1, y: 1, z: 2 },
  });
});

test("heavy expressions in a circle use up what one command may compute, and retry goes on", async (t) => {
  const heavy =
    '<bpmn:extensionElements><zeebe:script expression="=sum(for i in 1..90000 return i)" resultVariable="r"/></bpmn:extensionElements>';
  const instance = await start(
    process(
      `<bpmn:startEvent id="start"/><bpmn:exclusiveGateway id="g"/><bpmn:scriptTask id="s">${heavy}</bpmn:scriptTask>${flows("start > g > s > g")}`,
    ),
  );

  t.like(instance.at("s"), { kind: "fault", code: "engine.budget" });
  const { id } = instance.at("s");
  t.not(instance.answer("s").at("s").id, id);
});
