import test from "ava";
import { Refusal } from "../base/refusal.ts";
import { decode, encode } from "./snapshot.ts";
import { definitionOf, flows, process, start, tasks } from "./testing.ts";
import { FORMAT, upgrade } from "./upgrade.ts";
import type { Upgrade } from "./upgrade.ts";

const ends = '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>';

test("a snapshot is the same after it was read and written", async (t) => {
  const loop =
    '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">=3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>';
  const xml = process(
    `${ends}<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/><bpmn:userTask id="many">${loop}</bpmn:userTask>${tasks("a")}${flows("start > fork > many > join > end; fork > a > join")}`,
  );
  const { snapshot } = (await start(xml)).answer("a").outcome.value;

  t.is(encode(decode(snapshot)), snapshot);
  t.true(snapshot.length < 250, snapshot);
});

test("an old format is upgraded step by step when it is read", async (t) => {
  const definition = await definitionOf(process(`${ends}${tasks("work")}${flows("start > work > end")}`));
  const draft = JSON.stringify({ v: 0, items: { 1: { e: "process", k: "s" }, 2: { e: "work", u: 1 } } });

  const { ending } = definition.advance(
    { snapshot: draft, variables: {} },
    { kind: "completeTask", waitId: "2", variables: {} },
    new Date(0),
  );

  t.deepEqual(ending, { kind: "completed" });
});

test("every step of the way is taken, in order", (t) => {
  const steps = new Map<number, Upgrade>([
    [1, (old) => ({ ...old, v: 2, one: true })],
    [2, (old) => ({ ...old, v: 3, two: true })],
  ]);

  t.deepEqual(upgrade({ v: 1 }, steps, 3), { v: 3, one: true, two: true });
});

test("what is no snapshot, or of the future, is refused", (t) => {
  for (const text of ["", "[]", "{}", JSON.stringify({ v: FORMAT + 1 })]) {
    const refusal = t.throws(() => decode(text), { instanceOf: Refusal });
    t.is(refusal.code, "engine.snapshot");
  }
});
