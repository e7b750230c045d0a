import test from "ava";
import { conditional, flows, process, start, tasks } from "./testing.ts";

const ends = '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>';

function many(inside: string, attributes = "", more = ""): string {
  return process(
    `${ends}<bpmn:userTask id="work">${more}<bpmn:multiInstanceLoopCharacteristics ${attributes}>${inside}</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>${tasks("after")}${flows("start > work > after > end")}`,
  );
}

const zeebe = (attributes: string): string =>
  `<bpmn:extensionElements><zeebe:loopCharacteristics ${attributes}/></bpmn:extensionElements>`;
const cardinality = (text: string): string =>
  `<bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">${text}</bpmn:loopCardinality>`;
const until = (text: string): string =>
  `<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">${text}</bpmn:completionCondition>`;

test("parallel instances see their element and number, and collect their output in order", async (t) => {
  const xml = many(
    zeebe('inputCollection="=names" inputElement="name" outputCollection="greetings" outputElement="=greeting"'),
  );
  const instance = await start(xml, { names: ["ana", "bo"] });

  t.deepEqual(
    instance.waits("task").map((wait) => (wait.kind === "task" ? wait.input : undefined)),
    [
      { loopCounter: 1, name: "ana" },
      { loopCounter: 2, name: "bo" },
    ],
  );
  const [first, second] = instance.waits("task").map((wait) => wait.id);
  instance.do({ kind: "completeTask", waitId: second ?? "", variables: { greeting: "hi bo" } });
  instance.do({ kind: "completeTask", waitId: first ?? "", variables: { greeting: "hi ana" } });

  t.deepEqual(instance.outcome.value.variables["greetings"], ["hi ana", "hi bo"]);
  t.deepEqual(instance.waiting(), ["after"]);
});

test("sequential instances come one after the other; the completion condition ends them early", async (t) => {
  const xml = many(cardinality("5") + until("=nrOfCompletedInstances >= 2"), 'isSequential="true"');
  const instance = await start(xml);

  t.deepEqual(instance.waiting(), ["work"]);
  t.deepEqual(instance.answer("work").waiting(), ["work"]);
  t.deepEqual(instance.answer("work").waiting(), ["after"]);
});

test("a completion condition cancels the parallel instances that are left", async (t) => {
  const instance = await start(many(cardinality("=n") + until("=stop"), ""), { n: 4, stop: false });

  instance.answer("work");
  t.is(instance.waiting().length, 3);
  instance.answer("work", { stop: true });

  t.deepEqual(instance.waiting(), ["after"]);
});

test("no instances at all: the activity is passed; a number that is none is a fault", async (t) => {
  t.deepEqual((await start(many(cardinality("0")))).waiting(), ["after"]);
  t.like((await start(many(cardinality("2.5")))).at("work"), { kind: "fault", code: "engine.loop" });
  t.like((await start(many(cardinality("=count")), { count: 1e9 })).at("work"), { kind: "fault", code: "engine.loop" });
});

test("the counts of a loop go by their names in the standard too", async (t) => {
  const condition = `<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">=numberOfInstances = 3 and numberOfActiveInstances = 1 and numberOfCompletedInstances = 2 and numberOfTerminatedInstances = 0</bpmn:completionCondition>`;
  const instance = await start(many(`${cardinality("3")}${condition}`));

  instance.answer("work");

  t.deepEqual(instance.waiting(), ["work", "work"]);
  t.deepEqual(instance.answer("work").waiting(), ["after"]);
});

const standardLoop = (attributes: string): string =>
  process(
    `${ends}<bpmn:userTask id="work"><bpmn:standardLoopCharacteristics ${attributes}><bpmn:loopCondition xsi:type="bpmn:tFormalExpression">=more</bpmn:loopCondition></bpmn:standardLoopCharacteristics></bpmn:userTask>${tasks("after")}${flows("start > work > after > end")}`,
  );

test("a standard loop goes round while its condition holds, tested after or before, at most so often", async (t) => {
  const after = (await start(standardLoop(""), { more: true })).answer("work");
  const before = await start(standardLoop('testBefore="true"'), { more: false });
  const twice = (await start(standardLoop('loopMaximum="2"'), { more: true })).answer("work").answer("work");

  t.deepEqual(after.waiting(), ["work"]);
  t.deepEqual(after.answer("work", { more: false }).waiting(), ["after"]);
  t.deepEqual(before.waiting(), ["after"]);
  t.deepEqual(twice.waiting(), ["after"]);
});

test("an instance of a loop may fail for all of them", async (t) => {
  const xml = process(
    `${ends}<bpmn:serviceTask id="work"><bpmn:multiInstanceLoopCharacteristics>${cardinality("3")}</bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>
     <bpmn:boundaryEvent id="caught" attachedToRef="work"><bpmn:errorEventDefinition errorRef="e"/></bpmn:boundaryEvent>${tasks("mend")}${flows("start > work > end; caught > mend > end")}`,
    '<bpmn:error id="e" errorCode="E"/>',
  );
  const instance = await start(xml);

  instance.do({ kind: "throwError", waitId: instance.at("work").id, errorCode: "E" });

  t.deepEqual(instance.waiting(), ["mend"]);
});

const throwing = (behavior: string, ref: string): string =>
  process(
    `${ends}<bpmn:userTask id="work"><bpmn:multiInstanceLoopCharacteristics behavior="${behavior}" ${ref}="thrown">${cardinality("3")}</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>
     <bpmn:boundaryEvent id="b" attachedToRef="work" cancelActivity="false"><bpmn:signalEventDefinition signalRef="one"/></bpmn:boundaryEvent>${tasks("note")}${flows("start > work > end; b > note > end")}`,
    '<bpmn:signal id="one" name="one"/><bpmn:signalEventDefinition id="thrown" signalRef="one"/>',
  );

test("behavior None throws its event for each instance that completes, One for the first", async (t) => {
  const each = (await start(throwing("None", "noneBehaviorEventRef"))).answer("work").answer("work");
  const first = (await start(throwing("One", "oneBehaviorEventRef"))).answer("work").answer("work");

  t.is(each.waiting().filter((id) => id === "note").length, 2);
  t.is(first.waiting().filter((id) => id === "note").length, 1);
});

test("wherever in a round the budget ends, only the fault waits, and it goes on from there", async (t) => {
  const count = `<bpmn:scriptTask id="count"><bpmn:extensionElements><zeebe:script expression="=n + 1" resultVariable="n"/></bpmn:extensionElements></bpmn:scriptTask>`;
  for (const shift of [0, 1, 2, 3, 4]) {
    const before = Array.from({ length: shift }, (_, index) => `p${index}`);
    const passed = before.map((id) => `<bpmn:task id="${id}"/>`).join("");
    const instance = await start(
      process(
        `${ends}${passed}<bpmn:exclusiveGateway id="m"/>${count}<bpmn:exclusiveGateway id="g" default="g_m"/>${flows(`start > ${[...before, "m"].join(" > ")} > count > g > m`)}${conditional("g", "end", "=n &lt; 0")}`,
      ),
      { n: 0 },
    );

    const [first, ...others] = instance.waits();
    const done = Number(instance.outcome.value.variables["n"]);
    t.like(first, { kind: "fault", code: "engine.budget" });
    t.deepEqual(others, []);
    instance.do({ kind: "retry", waitId: first!.id });
    t.is(Math.round(Number(instance.outcome.value.variables["n"]) / done), 2);
  }
});

test("a loop in a loop makes no more tokens at once than a command has room for", async (t) => {
  const manifold = `<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>=600</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`;
  const instance = await start(
    process(
      `${ends}<bpmn:subProcess id="sub">${manifold}<bpmn:startEvent id="s"/><bpmn:userTask id="u">${manifold}</bpmn:userTask><bpmn:endEvent id="e"/>${flows("s > u > e")}</bpmn:subProcess>${flows("start > sub > end")}`,
    ),
  );

  t.true(instance.waits().some((wait) => wait.kind === "fault" && wait.code === "engine.budget"));
  t.true(instance.outcome.value.snapshot.length < 3_000_000);
});

test("tokens beyond all measure are a fault, not the end of the server", async (t) => {
  const quantity = '<bpmn:task id="a" completionQuantity="100000000"/>';

  const instance = await start(process(`${ends}${quantity}${tasks("b")}${flows("start > a > b > end")}`));

  t.like(instance.waits(), { 0: { kind: "fault", elementId: "a", code: "engine.budget" }, length: 1 });
});

test("a hundred thousand rounds need no stack, and more than a budget comes to rest as a fault", async (t) => {
  const script =
    '<bpmn:scriptTask id="count"><bpmn:extensionElements><zeebe:script expression="=n + 1" resultVariable="n"/></bpmn:extensionElements></bpmn:scriptTask>';
  const xml = process(
    `${ends}<bpmn:exclusiveGateway id="m"/>${script}<bpmn:exclusiveGateway id="g" default="g_end"/>${flows("start > m > count > g > end")}${conditional("g", "m", "=n &lt; 100000")}`,
  );
  const instance = await start(xml, { n: 0 });
  let retries = 0;

  while (!instance.outcome.ending && retries < 20) {
    t.like(instance.waits()[0], { kind: "fault", code: "engine.budget" });
    instance.answer("process");
    retries += 1;
  }

  t.is(instance.outcome.value.variables["n"], 100_000);
  t.true(retries > 0);
});

test("completing one of a thousand parallel instances goes through them a few times and not a thousand times", async (t) => {
  const instance = await start(many(cardinality("1000")));
  const began = globalThis.process.threadCpuUsage();

  // a millisecond on a quiet machine; through all for each of them would be a second
  for (let round = 0; round < 200; round += 1) {
    const next = instance.outcome;
    const id = /"y":\[(\d+)/.exec(next.value.snapshot)?.[1] ?? "";
    instance.outcome = instance.definition.advance(
      next.value,
      { kind: "completeTask", waitId: id, variables: {} },
      instance.now,
    );
  }

  const used = globalThis.process.threadCpuUsage(began);
  t.true((used.user + used.system) / 200 < 20_000, `${(used.user + used.system) / 200} µs each`);
  t.is(instance.outcome.waits.length, 800);
});
