import test from "ava";
import { epoch, flows, process, start, tasks } from "./testing.ts";
import type { Instance } from "./testing.ts";
import type { Wait } from "./types.ts";

const ends = '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>';

function catching(id: string, definition: string): string {
  return `<bpmn:intermediateCatchEvent id="${id}">${definition}</bpmn:intermediateCatchEvent>`;
}

function boundary(id: string, definition: string, attributes = ""): string {
  return `<bpmn:boundaryEvent id="${id}" attachedToRef="work" ${attributes}>${definition}</bpmn:boundaryEvent>`;
}

function timer(kind: string, text: string): string {
  return `<bpmn:timerEventDefinition><bpmn:${kind}>${text}</bpmn:${kind}></bpmn:timerEventDefinition>`;
}

function signal(name: string): string {
  return `<bpmn:signalEventDefinition signalRef="${name}"/>`;
}

const signals = '<bpmn:signal id="go" name="go"/><bpmn:signal id="stop" name="stop"/>';
const condition = (text: string): string =>
  `<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">${text}</bpmn:condition></bpmn:conditionalEventDefinition>`;

test("a timer waits until its date, duration or service time", async (t) => {
  const date = await start(
    process(`${ends}${catching("c", timer("timeDate", "2026-04-01T00:00:00Z"))}${flows("start > c > end")}`),
  );
  const duration = await start(
    process(`${ends}${catching("c", timer("timeDuration", "=wait"))}${flows("start > c > end")}`),
    { wait: "P1M" },
  );
  const service = await start(
    process(`${ends}${catching("c", timer("timeDuration", "P3BD"))}${flows("start > c > end")}`),
  );

  t.like(date.at("c"), { kind: "timer", due: { kind: "at", at: new Date("2026-04-01T00:00:00Z") } });
  t.like(duration.at("c"), { due: { kind: "at", at: new Date("2026-04-02T08:00:00Z") } });
  t.like(service.at("c"), { due: { kind: "serviceTime", duration: "P3BD" } });
  t.is(duration.answer("c").outcome.ending?.kind, "completed");
});

test("a duration counts in the service calendar that the event names", async (t) => {
  const event = `<bpmn:intermediateCatchEvent id="c"><bpmn:extensionElements><ablauf:serviceTime calendar="=plan"/></bpmn:extensionElements>${timer("timeDuration", "PT4H")}</bpmn:intermediateCatchEvent>`;

  const instance = await start(process(`${ends}${event}${flows("start > c > end")}`), { plan: "gold" });

  t.like(instance.at("c"), { due: { kind: "serviceTime", duration: "PT4H", calendar: "gold" } });
});

const clock =
  '<bpmn:extensionElements><ablauf:clock pausedWhile="=status = &quot;waiting&quot;"/></bpmn:extensionElements>';
const after = (minutes: number): Date => new Date(epoch.getTime() + minutes * 60_000);

/** Sets the status at so many minutes after the beginning. */
function turn(instance: Instance, minutes: number, status: string): Instance {
  instance.now = after(minutes);
  return instance.do({ kind: "setVariables", variables: { status } });
}

test("a clock that stands is no wait, and keeps what it had to go", async (t) => {
  const event = `<bpmn:intermediateCatchEvent id="c">${clock}${timer("timeDuration", "PT1H")}</bpmn:intermediateCatchEvent>`;
  const instance = await start(process(`${ends}${event}${flows("start > c > end")}`), { status: "open" });
  const first = instance.at("c");

  turn(instance, 20, "waiting");
  t.deepEqual(instance.waiting(), []);
  t.deepEqual(instance.outcome.closed, [first.id]);
  t.throws(() => instance.do({ kind: "timer", waitId: first.id }), { code: "engine.wait" });
  turn(instance, 500, "open");

  t.like(instance.at("c"), { kind: "timer", due: { kind: "at", at: after(540) } });
  t.is(instance.answer("c").outcome.ending?.kind, "completed");
});

test("a clock in service time tells when it began and stood; it may stand from the beginning, and beside an activity", async (t) => {
  const both = clock.replace("<ablauf:clock", '<ablauf:serviceTime calendar="gold"/><ablauf:clock');
  const xml = process(
    `${ends}${tasks("work", "late")}${boundary("b", both + timer("timeDuration", "P3BD"))}${flows("start > work > end; b > late > end")}`,
  );
  const instance = await start(xml, { status: "waiting" });

  t.deepEqual(instance.waiting(), ["work"]);
  turn(instance, 10, "open");
  turn(instance, 20, "waiting");
  turn(instance, 30, "open");

  const ran = {
    since: epoch,
    pauses: [
      { from: epoch, to: after(10) },
      { from: after(20), to: after(30) },
    ],
  };
  const { due } = instance.at("b", "timer") as Wait & { kind: "timer" }; // asked for
  t.deepEqual(due, { kind: "serviceTime", duration: "P3BD", calendar: "gold", ran });
  t.deepEqual(instance.answer("b").waiting(), ["late"]);
});

test("a cycle whose clock stood goes on with its rhythm, moved by the pause", async (t) => {
  const xml = process(
    `${ends}${tasks("work", "nudge")}${boundary("b", clock + timer("timeCycle", "R3/PT1H"), 'cancelActivity="false"')}${flows("start > work > end; b > nudge > end")}`,
  );
  const instance = await start(xml, { status: "open" });
  turn(instance, 30, "waiting");
  turn(instance, 40, "open");
  t.like(instance.at("b"), { due: { at: after(70) } });

  instance.now = after(75);
  instance.answer("b");

  t.like(instance.at("b"), { due: { at: after(130) } });
});

test("a cycle beside an activity comes again without drift, as often as it says", async (t) => {
  const xml = process(
    `${ends}${tasks("work", "nudge")}${boundary("b", timer("timeCycle", "R2/PT1H"), 'cancelActivity="false"')}${flows("start > work > end; b > nudge > end")}`,
  );
  const instance = await start(xml);
  const first = instance.at("b");

  instance.now = new Date(epoch.getTime() + 100 * 60_000);
  instance.answer("b");

  t.not(instance.at("b").id, first.id, "another occurrence is another wait");
  t.like(instance.at("b"), { due: { at: new Date(epoch.getTime() + 2 * 3_600_000) } });
  instance.answer("b");
  t.deepEqual(instance.waiting(), ["work", "nudge", "nudge"]);
});

test("an interrupting boundary event takes the place of its activity", async (t) => {
  const xml = process(
    `${ends}${tasks("work", "late")}${boundary("b", timer("timeDuration", "PT1H"))}${flows("start > work > end; b > late > end")}`,
  );
  const instance = await start(xml);

  instance.answer("b");

  t.deepEqual(instance.waiting(), ["late"]);
  t.deepEqual(instance.facts("element.cancelled"), ["work"]);
});

test("a signal thrown reaches all that listen at that moment, and leaves the instance", async (t) => {
  const xml = process(
    `${ends}<bpmn:parallelGateway id="fork"/>${catching("one", signal("go"))}${catching("two", signal("go"))}
     <bpmn:intermediateThrowEvent id="shout">${signal("go")}</bpmn:intermediateThrowEvent>${tasks("a", "b")}
     ${flows("start > fork > shout > end; fork > one > a > end; fork > two > b > end")}`,
    signals,
  );

  const instance = await start(xml);

  t.deepEqual(instance.waiting(), ["a", "b"]);
  t.like(instance.outcome.effects[0], { kind: "signal", name: "go" });
});

test("a condition fires when it turns true, once for each turn", async (t) => {
  const xml = process(
    `${ends}${tasks("work", "warn")}${boundary("b", condition("=heat > 30"), 'cancelActivity="false"')}${flows("start > work > end; b > warn > end")}`,
  );
  const instance = await start(xml, { heat: 20 });
  const set = (heat: number) => instance.do({ kind: "setVariables", variables: { heat } }).waiting("task").length;

  t.is(set(31), 2, "it turned true");
  t.is(set(32), 2, "it stayed true");
  t.is(set(10), 2, "it turned false");
  t.is(set(40), 3, "it turned true again");
});

test("a link leads on inside its scope, also in a loop", async (t) => {
  const link = '<bpmn:linkEventDefinition name="again"/>';
  const xml = process(
    `${ends}${tasks("work")}<bpmn:intermediateThrowEvent id="jump">${link}</bpmn:intermediateThrowEvent><bpmn:intermediateCatchEvent id="land">${link}</bpmn:intermediateCatchEvent>
     <bpmn:exclusiveGateway id="g"/><bpmn:sequenceFlow id="f1" sourceRef="g" targetRef="jump"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=more</bpmn:conditionExpression></bpmn:sequenceFlow>
     <bpmn:sequenceFlow id="f2" sourceRef="g" targetRef="end"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=not(more)</bpmn:conditionExpression></bpmn:sequenceFlow>${flows("start > work > g; land > work")}`,
  );
  const instance = await start(xml);

  instance.answer("work", { more: true });
  t.deepEqual(instance.waiting(), ["work"]);
  instance.answer("work", { more: false });

  t.is(instance.outcome.ending?.kind, "completed");
});

test("of several triggers one suffices; of a parallel multiple event all have to happen", async (t) => {
  const either = process(`${ends}${catching("c", signal("go") + signal("stop"))}${flows("start > c > end")}`, signals);
  const all = either.replace('id="c"', 'id="c" parallelMultiple="true"');

  const one = (await start(either)).answer("c");
  const both = (await start(all)).answer("c");

  t.is(one.outcome.ending?.kind, "completed");
  t.deepEqual(both.waiting(), ["c"]);
  t.is(both.answer("c").outcome.ending?.kind, "completed");
});

test("a message end event publishes; an event with a worker is a job", async (t) => {
  const message = '<bpmn:message id="m" name="done"/>';
  const definition = '<bpmn:messageEventDefinition messageRef="m"/>';
  const plain = process(
    `<bpmn:startEvent id="start"/><bpmn:endEvent id="end">${definition}</bpmn:endEvent>${flows("start > end")}`,
    message,
  );
  const worker = '<bpmn:extensionElements><zeebe:taskDefinition type="post"/></bpmn:extensionElements>';
  const served = process(
    `<bpmn:startEvent id="start"/><bpmn:endEvent id="end">${worker}${definition}</bpmn:endEvent>${flows("start > end")}`,
    message,
  );

  const first = await start(plain, { a: 1 });
  const second = await start(served);

  t.like(first.outcome.effects[0], { kind: "message", name: "done", variables: { a: 1 } });
  t.like(second.at("end"), { kind: "job", type: "post" });
  t.is(second.answer("end").outcome.ending?.kind, "completed");
});

test("terminate ends its scope and nothing else", async (t) => {
  const inner = `<bpmn:subProcess id="sub"><bpmn:startEvent id="s"/><bpmn:parallelGateway id="fork"/>${tasks("a", "b")}<bpmn:endEvent id="kill"><bpmn:terminateEventDefinition/></bpmn:endEvent>${flows("s > fork > a > kill; fork > b > kill")}</bpmn:subProcess>`;
  const instance = await start(process(`${ends}${inner}${tasks("after")}${flows("start > sub > after > end")}`));

  instance.answer("a");

  t.deepEqual(instance.waiting(), ["after"]);
});

test("terminate in the process ends the instance as terminated", async (t) => {
  const xml = process(
    `<bpmn:startEvent id="start"/><bpmn:parallelGateway id="fork"/>${tasks("a", "b")}<bpmn:endEvent id="kill"><bpmn:terminateEventDefinition/></bpmn:endEvent>${flows("start > fork > a > kill; fork > b > kill")}`,
  );

  const instance = (await start(xml)).answer("b");

  t.is(instance.outcome.ending?.kind, "terminated");
  t.deepEqual(instance.outcome.waits, []);
});

test("several starts in one process: the one that is named begins", async (t) => {
  const xml = process(
    `<bpmn:startEvent id="byHand"/><bpmn:startEvent id="byMessage"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent><bpmn:endEvent id="end"/>${tasks("a", "b")}${flows("byHand > a > end; byMessage > b > end")}`,
    '<bpmn:message id="m" name="order"/>',
  );

  t.deepEqual((await start(xml)).waiting(), ["a"]);
  t.deepEqual((await start(xml, {}, "byMessage")).waiting(), ["b"]);
});
