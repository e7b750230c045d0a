import test from "ava";
import { compile } from "./compile.ts";
import { conditional, definitionOf, flows, Instance, process, start, tasks, epoch } from "./testing.ts";

const ends = '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>';

test("an exclusive gateway takes the first true flow, else the default, else faults", async (t) => {
  const gateway = '<bpmn:exclusiveGateway id="g" default="g_c"/>';
  const xml = process(
    `${ends}${gateway}${tasks("a", "b", "c")}${conditional("g", "a", "=n > 10")}${conditional("g", "b", "${n > 5}")}${flows("start > g > c > end; a > end; b > end")}`,
  );
  const strict = xml
    .replace('default="g_c"', "")
    .replace('<bpmn:sequenceFlow id="g_c" sourceRef="g" targetRef="c"/>', "");

  t.deepEqual((await start(xml, { n: 20 })).waiting(), ["a"]);
  t.deepEqual((await start(xml, { n: 7 })).waiting(), ["b"]);
  t.deepEqual((await start(xml, { n: 1 })).waiting(), ["c"]);
  t.like((await start(strict, { n: 1 })).at("g"), { kind: "fault", code: "engine.flow" });
});

test("an inclusive join waits for a token that can still come, and only for such", async (t) => {
  const xml = process(
    `${ends}<bpmn:inclusiveGateway id="split"/><bpmn:inclusiveGateway id="join"/>${tasks("a", "b", "c", "after")}
     ${conditional("split", "a", "=true")}${conditional("split", "b", "=two")}${conditional("split", "c", "=false")}${flows("start > split; a > join; b > join; c > join; join > after > end")}`,
  );
  const one = (await start(xml, { two: false })).answer("a");
  const two = (await start(xml, { two: true })).answer("a");

  t.deepEqual(one.waiting(), ["after"]);
  t.deepEqual(two.waiting(), ["b"]);
  t.deepEqual(two.answer("b").waiting(), ["after"]);
});

test("a parallel gateway takes all its flows, whatever conditions stand there, with a warning", async (t) => {
  const xml = process(
    `${ends}<bpmn:parallelGateway id="fork"/>${tasks("a", "b")}${flows("start > fork > a > end; b > end")}${conditional("fork", "b", "=false")}`,
  );

  t.deepEqual((await start(xml)).waiting(), ["a", "b"]);
  t.like((await compile(xml)).problems, { 0: { severity: "warning", elementId: "fork_b" }, length: 1 });
});

test("a parallel join that a choice starves waits for ever, as the standard has it", async (t) => {
  const xml = process(
    `${ends}<bpmn:exclusiveGateway id="split"/><bpmn:parallelGateway id="join"/>${tasks("a", "b")}
     ${conditional("split", "a", "=true")}${conditional("split", "b", "=false")}${flows("start > split; a > join; b > join; join > end")}`,
  );

  const instance = (await start(xml)).answer("a");

  t.deepEqual(instance.outcome.waits, []);
  t.is(instance.outcome.ending, undefined);
});

test("a complex gateway goes on when enough have come, takes the rest away, and begins anew", async (t) => {
  const gateway =
    '<bpmn:complexGateway id="two"><bpmn:activationCondition xsi:type="bpmn:tFormalExpression">=activationCount >= 2</bpmn:activationCondition></bpmn:complexGateway>';
  const xml = process(
    `${ends}<bpmn:parallelGateway id="fork"/>${gateway}${tasks("a", "b", "c", "after")}${flows("start > fork > a > two > after > end; fork > b > two; fork > c > two")}`,
  );
  const instance = await start(xml);

  t.deepEqual(instance.answer("a").waiting(), ["b", "c"]);
  t.deepEqual(instance.answer("b").waiting(), ["c", "after"]);
  t.deepEqual(instance.answer("c").waiting(), ["after"]);
  t.is(instance.answer("after").outcome.ending?.kind, "completed");
});

const messages = '<bpmn:message id="m1" name="yes"/><bpmn:message id="m2" name="no"/>';
const catches = (id: string, message: string): string =>
  `<bpmn:intermediateCatchEvent id="${id}"><bpmn:messageEventDefinition messageRef="${message}"/></bpmn:intermediateCatchEvent>`;

test("behind an event-based gateway the first event wins", async (t) => {
  const xml = process(
    `${ends}<bpmn:eventBasedGateway id="g"/>${catches("yes", "m1")}${catches("no", "m2")}${tasks("a", "b")}${flows("start > g > yes > a > end; g > no > b > end")}`,
    messages,
  );
  const instance = await start(xml);
  t.deepEqual(instance.waiting("message"), ["yes", "no"]);

  instance.answer("no", { why: 1 });

  t.deepEqual(instance.waiting(), ["b"]);
  t.is(instance.outcome.closed.length, 2);
});

const instantiating = (type: string): string =>
  process(
    `<bpmn:endEvent id="end"/><bpmn:eventBasedGateway id="g" instantiate="true" eventGatewayType="${type}"/>${catches("yes", "m1")}${catches("no", "m2")}${tasks("a", "b")}${flows("g > yes > a > end; g > no > b > end")}`,
    messages,
  );

test("an instantiating event-based gateway starts by any of its events, a parallel one waits for the others", async (t) => {
  const exclusive = await definitionOf(instantiating("Exclusive"));
  const parallel = await definitionOf(instantiating("Parallel"));
  const begin = { kind: "start", elementId: "no", variables: {} } as const;

  const one = new Instance(exclusive, exclusive.advance(undefined, begin, epoch), epoch);
  const all = new Instance(parallel, parallel.advance(undefined, begin, epoch), epoch);

  t.deepEqual(
    exclusive.starts.map((each) => each.elementId),
    ["yes", "no"],
  );
  t.deepEqual(one.waiting(), ["b"]);
  t.deepEqual(all.waiting().toSorted(), ["b", "yes"]);
});

test("conditional flows of an activity: all that are true, the default if none is", async (t) => {
  const xml = process(
    `${ends}<bpmn:userTask id="work" default="work_c"/>${tasks("a", "b", "c")}${conditional("work", "a", "=n > 1")}${conditional("work", "b", "=n > 2")}${flows("start > work > c > end; a > end; b > end")}`,
  );

  t.deepEqual((await start(xml)).answer("work", { n: 3 }).waiting(), ["a", "b"]);
  t.deepEqual((await start(xml)).answer("work", { n: 0 }).waiting(), ["c"]);
});

test("of inclusive joins that only wait for each other the one that waited first goes on", async (t) => {
  const gates =
    '<bpmn:parallelGateway id="fork"/><bpmn:inclusiveGateway id="a"/><bpmn:inclusiveGateway id="b"/><bpmn:exclusiveGateway id="x"/><bpmn:exclusiveGateway id="y"/>';
  const instance = await start(
    process(
      `<bpmn:startEvent id="start"/>${gates}${tasks("first", "second")}<bpmn:endEvent id="end"/>${flows("start > fork > a > first > x; fork > b > second > y")}${conditional("x", "b", "=on")}${conditional("x", "end", "=not(on)")}${conditional("y", "a", "=on")}${conditional("y", "end", "=not(on)")}`,
    ),
    { on: true },
  );

  t.deepEqual(instance.waiting(), ["first"]);

  instance.answer("first");
  t.deepEqual(instance.waiting(), ["second"]);

  instance.answer("second", { on: false });
  t.like(instance.outcome, { ending: { kind: "completed" } });
});

test("an inclusive join waits for one that waits for a task, whoever else waits", async (t) => {
  const gates = '<bpmn:parallelGateway id="fork"/><bpmn:inclusiveGateway id="a"/><bpmn:inclusiveGateway id="b"/>';
  const instance = await start(
    process(
      `<bpmn:startEvent id="start"/>${gates}${tasks("work")}<bpmn:endEvent id="end"/>${flows("start > fork > a > b > end; fork > work > a; fork > b")}`,
    ),
  );

  t.deepEqual(instance.waiting(), ["work"]);

  instance.answer("work");
  t.like(instance.outcome, { ending: { kind: "completed" } });
});

function after(id: string, duration: string): string {
  return `<bpmn:intermediateCatchEvent id="${id}"><bpmn:timerEventDefinition><bpmn:timeDuration>${duration}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`;
}

test("which way an event-based gateway went is told when its event happens, not before", async (t) => {
  const xml = process(
    `${ends}<bpmn:eventBasedGateway id="g"/>${after("soon", "PT1H")}${after("late", "PT2H")}${flows("start > g > soon > end; g > late > end")}`,
  );
  const instance = await start(xml);

  t.deepEqual(instance.facts("flow.taken"), ["start_g"]);
  t.deepEqual(instance.answer("late").facts("flow.taken"), ["g_late", "late_end"]);
});
