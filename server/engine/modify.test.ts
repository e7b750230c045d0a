import test from "ava";
import { definitionOf, epoch, flows, process, start, tasks } from "./testing.ts";

const ends = '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>';
const late = `<bpmn:boundaryEvent id="late" attachedToRef="sub"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`;
const stop = `<bpmn:subProcess id="handler" triggeredByEvent="true"><bpmn:startEvent id="stop"><bpmn:messageEventDefinition messageRef="Stop"/></bpmn:startEvent></bpmn:subProcess>`;
const inside = `<bpmn:startEvent id="in"/><bpmn:endEvent id="out"/>${tasks("inner")}${flows("in > inner > out")}${stop}`;
const guarded = process(
  `${ends}${tasks("work", "after")}<bpmn:subProcess id="sub">${inside}</bpmn:subProcess>${late}${flows("start > work > sub > after > end")}`,
  '<bpmn:message id="Stop" name="stop"/>',
);

test("a sub-process that is opened by hand listens like one that a token has entered", async (t) => {
  const instance = await start(guarded);

  instance.do({ kind: "modify", instructions: [{ kind: "startBefore", elementId: "inner" }] });

  t.deepEqual(instance.waiting().toSorted(), ["inner", "late", "stop", "work"]);
});

test("an instance may begin before any element, without what lies before it", async (t) => {
  const definition = await definitionOf(guarded);

  const outcome = definition.advance(undefined, { kind: "start", before: "after", variables: { a: 1 } }, epoch);

  t.deepEqual(
    outcome.waits.map((wait) => wait.elementId),
    ["after"],
  );
  t.deepEqual(outcome.value.variables, { a: 1 });
  t.false(outcome.facts.some((fact) => fact.elementId === "work"));
  t.throws(() => definition.advance(undefined, { kind: "start", before: "nowhere", variables: {} }, epoch), {
    code: "engine.element",
  });
});

test("a start is refused when what should listen from then on cannot be evaluated", async (t) => {
  const keyed = `<bpmn:message id="Stop" name="stop"><bpmn:extensionElements><zeebe:subscription correlationKey="=missing.key"/></bpmn:extensionElements></bpmn:message>`;
  const definition = await definitionOf(process(`${ends}${tasks("work")}${stop}${flows("start > work > end")}`, keyed));

  t.throws(() => definition.advance(undefined, { kind: "start", variables: {} }, epoch), { code: "engine.expression" });
});
