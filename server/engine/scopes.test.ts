import test from "ava";
import { flows, process, start, tasks } from "./testing.ts";

const ends = '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>';
const errors =
  '<bpmn:error id="e1" errorCode="E1"/><bpmn:error id="e2" errorCode="E2"/><bpmn:escalation id="up" escalationCode="UP"/><bpmn:signal id="go" name="go"/>';
const error = (id?: string): string => `<bpmn:errorEventDefinition ${id === undefined ? "" : `errorRef="${id}"`}/>`;
const escalation = '<bpmn:escalationEventDefinition escalationRef="up"/>';
const signal = '<bpmn:signalEventDefinition signalRef="go"/>';

function sub(id: string, inside: string, attributes = "", tag = "subProcess"): string {
  return `<bpmn:${tag} id="${id}" ${attributes}>${inside}</bpmn:${tag}>`;
}

function eventSub(id: string, trigger: string, inside: string, interrupting = true): string {
  return sub(
    id,
    `<bpmn:startEvent id="${id}_s" isInterrupting="${interrupting}">${trigger}</bpmn:startEvent><bpmn:endEvent id="${id}_e"/>${inside}`,
    'triggeredByEvent="true"',
  );
}

function boundary(id: string, host: string, definition: string, attributes = ""): string {
  return `<bpmn:boundaryEvent id="${id}" attachedToRef="${host}" ${attributes}>${definition}</bpmn:boundaryEvent>`;
}

test("an error end event is caught by its code before one that takes any", async (t) => {
  const inside = `<bpmn:startEvent id="s"/><bpmn:endEvent id="throw">${error("e1")}</bpmn:endEvent>${flows("s > throw")}`;
  const xml = process(
    `${ends}${sub("work", inside)}${boundary("any", "work", error())}${boundary("mine", "work", error("e1"))}${tasks("a", "b")}${flows("start > work > end; any > a > end; mine > b > end")}`,
    errors,
  );

  const instance = await start(xml);

  t.deepEqual(instance.waiting(), ["b"]);
});

test("an error that nothing catches fails the instance", async (t) => {
  const xml = process(
    `<bpmn:startEvent id="start"/><bpmn:endEvent id="end" name="broken">${error("e1")}</bpmn:endEvent>${flows("start > end")}`,
    errors,
  );

  const instance = await start(xml);

  t.deepEqual(instance.outcome.ending, { kind: "failed", errorCode: "E1", message: "broken" });
});

test("an error reported for a job is caught where the model says, two scopes out", async (t) => {
  const inside = `<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>${sub("inner", `<bpmn:startEvent id="s2"/><bpmn:endEvent id="e2x"/><bpmn:serviceTask id="job"/>${flows("s2 > job > e2x")}`)}${flows("s > inner > e")}`;
  const xml = process(
    `${ends}${sub("work", inside)}${boundary("mine", "work", error("e1"))}${tasks("mend")}${flows("start > work > end; mine > mend > end")}`,
    errors,
  );
  const instance = await start(xml);

  instance.do({ kind: "throwError", waitId: instance.at("job").id, errorCode: "E1", variables: { why: "x" } });

  t.deepEqual(instance.waiting(), ["mend"]);
  t.is(instance.outcome.value.variables["why"], "x");
});

const withEventSubProcess = (interrupting: boolean): string =>
  process(
    `${ends}${tasks("work")}${flows("start > work > end")}${eventSub("esp", signal, `${tasks("handle")}${flows("esp_s > handle > esp_e")}`, interrupting)}`,
    errors,
  );

test("an event sub-process takes over, or runs beside", async (t) => {
  const over = await start(withEventSubProcess(true));
  const beside = await start(withEventSubProcess(false));

  over.answer("esp_s");
  beside.answer("esp_s").answer("esp_s");

  t.deepEqual(over.waiting(), ["handle"]);
  t.is(over.answer("handle").outcome.ending?.kind, "completed");
  t.deepEqual(beside.waiting("task"), ["work", "handle", "handle"]);
  t.is(beside.answer("work").answer("handle").answer("handle").outcome.ending?.kind, "completed");
});

test("an error event sub-process handles what its scope throws; a second error goes further out", async (t) => {
  const inside = `<bpmn:startEvent id="s"/><bpmn:endEvent id="bad">${error("e1")}</bpmn:endEvent>${flows("s > bad")}${sub("esp", `<bpmn:startEvent id="caught">${error("e1")}</bpmn:startEvent><bpmn:endEvent id="worse">${error("e1")}</bpmn:endEvent>${flows("caught > worse")}`, 'triggeredByEvent="true"')}`;
  const xml = process(
    `${ends}${sub("work", inside)}${boundary("outer", "work", error("e1"))}${tasks("mend")}${flows("start > work > end; outer > mend > end")}`,
    errors,
  );

  const instance = await start(xml);

  t.deepEqual(instance.waiting(), ["mend"]);
  t.deepEqual(instance.facts("error.caught"), ["caught", "outer"]);
});

/** A sub-process of one instance that ends in an error. */
function failing(mapping: string): string {
  return `<bpmn:subProcess id="sub"><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>=1</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics><bpmn:startEvent id="s"/><bpmn:endEvent id="e">${mapping}<bpmn:errorEventDefinition errorRef="err"/></bpmn:endEvent>${flows("s > e")}</bpmn:subProcess>`;
}

/** A process around it that catches the error. */
function catchingError(mapping: string): string {
  return process(
    `${ends}${failing(mapping)}<bpmn:boundaryEvent id="b" attachedToRef="sub"><bpmn:errorEventDefinition errorRef="err"/></bpmn:boundaryEvent>${tasks("after")}${flows("start > sub > end; b > after")}`,
    '<bpmn:error id="err" errorCode="ERR"/>',
  );
}

test("what is caught brings what its thrower maps, and no variables of loops and inner scopes", async (t) => {
  const mapped = `<bpmn:extensionElements><zeebe:ioMapping><zeebe:input source="=loopCounter * 2" target="twice"/></zeebe:ioMapping></bpmn:extensionElements>`;

  t.deepEqual((await start(catchingError(""), { a: 1 })).outcome.value.variables, { a: 1 });
  t.deepEqual((await start(catchingError(mapped), { a: 1 })).outcome.value.variables, { a: 1, twice: 2 });
});

test("an escalation goes out without stopping its thrower, unless the catch interrupts", async (t) => {
  const inside = `<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/><bpmn:intermediateThrowEvent id="raise">${escalation}</bpmn:intermediateThrowEvent>${tasks("inner")}${flows("s > raise > inner > e")}`;
  const model = (cancel: boolean): string =>
    process(
      `${ends}${sub("work", inside)}${boundary("b", "work", escalation, `cancelActivity="${cancel}"`)}${tasks("boss")}${flows("start > work > end; b > boss > end")}`,
      errors,
    );

  const beside = await start(model(false));
  const instead = await start(model(true));

  t.deepEqual(beside.waiting().toSorted(), ["boss", "inner"]);
  t.deepEqual(instead.waiting(), ["boss"]);
});

test("an escalation that nothing catches leaves the instance", async (t) => {
  const xml = process(
    `<bpmn:startEvent id="start"/><bpmn:endEvent id="end">${escalation}</bpmn:endEvent>${flows("start > end")}`,
    errors,
  );

  const instance = await start(xml);

  t.like(instance.outcome.effects[0], { kind: "escalation", code: "UP" });
  t.is(instance.outcome.ending?.kind, "completed");
});

const undo = (id: string, host: string): string =>
  `${boundary(`${id}_b`, host, "<bpmn:compensateEventDefinition/>")}<bpmn:userTask id="${id}" isForCompensation="true"/><bpmn:association id="${id}_a" sourceRef="${id}_b" targetRef="${id}" associationDirection="One"/>`;
const compensate = (ref = ""): string => `<bpmn:compensateEventDefinition ${ref}/>`;

test("compensation undoes what completed, latest first, and waits for each", async (t) => {
  const xml = process(
    `${ends}${tasks("a", "b", "after")}${undo("undoA", "a")}${undo("undoB", "b")}<bpmn:intermediateThrowEvent id="back">${compensate()}</bpmn:intermediateThrowEvent>${flows("start > a > b > back > after > end")}`,
  );
  const instance = (await start(xml)).answer("a").answer("b");

  t.deepEqual(instance.waiting(), ["undoB"]);
  t.deepEqual(instance.answer("undoB").waiting(), ["undoA"]);
  t.deepEqual(instance.answer("undoA").waiting(), ["after"]);
});

test("what ran side by side is undone side by side", async (t) => {
  const xml = process(
    `${ends}<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/>${tasks("a", "b")}${undo("undoA", "a")}${undo("undoB", "b")}<bpmn:intermediateThrowEvent id="back">${compensate()}</bpmn:intermediateThrowEvent>${flows("start > fork > a > join > back > end; fork > b > join")}`,
  );

  const instance = (await start(xml)).answer("a").answer("b");

  t.deepEqual(instance.waiting().toSorted(), ["undoA", "undoB"]);
});

test("activityRef undoes that activity alone, and nothing twice", async (t) => {
  const xml = process(
    `${ends}${tasks("a", "b")}${undo("undoA", "a")}${undo("undoB", "b")}<bpmn:intermediateThrowEvent id="back">${compensate('activityRef="a"')}</bpmn:intermediateThrowEvent><bpmn:intermediateThrowEvent id="rest">${compensate()}</bpmn:intermediateThrowEvent>${flows("start > a > b > back > rest > end")}`,
  );
  const instance = (await start(xml)).answer("a").answer("b");

  t.deepEqual(instance.waiting(), ["undoA"]);
  t.deepEqual(instance.answer("undoA").waiting(), ["undoB"]);
  t.is(instance.answer("undoB").outcome.ending?.kind, "completed");
});

test("what completed inside a finished sub-process is undone, with the data it had", async (t) => {
  const mapping =
    '<bpmn:extensionElements><zeebe:ioMapping><zeebe:input source="=&quot;kept&quot;" target="local"/></zeebe:ioMapping></bpmn:extensionElements>';
  const handler = undo("undoA", "a").replace(
    '<bpmn:userTask id="undoA" isForCompensation="true"/>',
    '<bpmn:userTask id="undoA" isForCompensation="true"><bpmn:extensionElements><zeebe:assignmentDefinition assignee="=local"/></bpmn:extensionElements></bpmn:userTask>',
  );
  const inside = `${mapping}<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>${tasks("a")}${handler}${flows("s > a > e")}`;
  const xml = process(
    `${ends}${sub("work", inside)}<bpmn:intermediateThrowEvent id="back">${compensate()}</bpmn:intermediateThrowEvent>${flows("start > work > back > end")}`,
  );

  const instance = (await start(xml)).answer("a");

  t.like(instance.at("undoA"), { assignee: "kept" });
  t.is(instance.answer("undoA").outcome.ending?.kind, "completed");
});

test("a compensation event sub-process says itself how its scope is undone", async (t) => {
  const inside = `<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>${tasks("a")}${undo("undoA", "a")}${flows("s > a > e")}${eventSub("esp", compensate(), `${tasks("mend")}<bpmn:intermediateThrowEvent id="deeper">${compensate()}</bpmn:intermediateThrowEvent>${flows("esp_s > mend > deeper > esp_e")}`)}`;
  const xml = process(
    `${ends}${sub("work", inside)}<bpmn:intermediateThrowEvent id="back">${compensate()}</bpmn:intermediateThrowEvent>${flows("start > work > back > end")}`,
  );
  const instance = (await start(xml)).answer("a");

  t.deepEqual(instance.waiting(), ["mend"]);
  t.deepEqual(instance.answer("mend").waiting(), ["undoA"]);
  t.is(instance.answer("undoA").outcome.ending?.kind, "completed");
});

test("a cancelled transaction stops, undoes and goes on at its cancel event", async (t) => {
  const inside = `<bpmn:startEvent id="s"/><bpmn:parallelGateway id="fork"/>${tasks("a", "other")}${undo("undoA", "a")}<bpmn:endEvent id="no"><bpmn:cancelEventDefinition/></bpmn:endEvent><bpmn:endEvent id="e"/>${flows("s > fork > a > no; fork > other > e")}`;
  const xml = process(
    `${ends}${sub("work", inside, "", "transaction")}${boundary("cancelled", "work", "<bpmn:cancelEventDefinition/>")}${tasks("after")}${flows("start > work > end; cancelled > after > end")}`,
  );
  const instance = (await start(xml)).answer("a");

  t.deepEqual(instance.waiting(), ["undoA"]);
  t.deepEqual(instance.answer("undoA").waiting(), ["after"]);
});

test("a loop that is still going on cannot be compensated; once it is over, every instance is", async (t) => {
  const many =
    '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">=2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>';
  const xml = process(
    `${ends}<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/><bpmn:userTask id="a">${many}</bpmn:userTask>${undo("undoA", "a")}${tasks("early", "late")}<bpmn:intermediateThrowEvent id="back">${compensate('activityRef="a"')}</bpmn:intermediateThrowEvent><bpmn:intermediateThrowEvent id="again">${compensate('activityRef="a"')}</bpmn:intermediateThrowEvent>${flows("start > fork > a > join; fork > early > back > late > again > join; join > end")}`,
  );
  const instance = (await start(xml)).answer("a").answer("early");
  t.deepEqual(instance.waiting(), ["a", "late"]);

  instance.answer("a").answer("late");

  t.deepEqual(instance.waiting(), ["undoA", "undoA"]);
});

test("a catch whose escalation has no code takes any", async (t) => {
  const inside = `<bpmn:startEvent id="s"/><bpmn:endEvent id="e">${escalation}</bpmn:endEvent>${flows("s > e")}`;
  const xml = process(
    `${ends}${sub("work", inside)}${boundary("b", "work", '<bpmn:escalationEventDefinition escalationRef="any"/>')}${tasks("boss")}${flows("start > work > end; b > boss > end")}`,
    `${errors}<bpmn:escalation id="any" name="whatever"/>`,
  );

  t.deepEqual((await start(xml)).waiting(), ["boss"]);
});

const adHoc = (attributes: string, more = ""): string =>
  process(
    `${ends}${sub("work", `${tasks("a", "b", "c")}${flows("b > c")}${more}`, attributes, "adHocSubProcess")}${flows("start > work > end")}`,
  );

test("activities of an ad-hoc sub-process run when somebody chooses them", async (t) => {
  const instance = await start(adHoc(""));
  t.like(instance.at("work"), { kind: "adHoc", activatable: ["a", "b"] });

  instance.do({ kind: "activate", waitId: instance.at("work").id, elementIds: ["a", "b"] });
  t.deepEqual(instance.waiting("task"), ["a", "b"]);
  instance.answer("a").answer("b").answer("c");

  t.is(instance.outcome.ending?.kind, "completed", "every activity has run and none is running");
});

test("sequential ordering lets one run at a time; the completion condition ends it all", async (t) => {
  const done = '<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">=done</bpmn:completionCondition>';
  const instance = await start(adHoc('ordering="Sequential"', done), { done: false });

  instance.do({ kind: "activate", waitId: instance.at("work").id, elementIds: ["a", "b", "a"] });
  t.deepEqual(instance.waiting("task"), ["a"]);
  instance.answer("a");
  t.deepEqual(instance.waiting("task"), ["b"]);
  instance.answer("b", { done: true });

  t.is(instance.outcome.ending?.kind, "completed");
});

test("remaining instances may be waited for, and completing by hand cancels them", async (t) => {
  const done = '<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">=done</bpmn:completionCondition>';
  const patient = await start(adHoc('cancelRemainingInstances="false"', done), { done: false });
  const byHand = await start(adHoc(""));

  patient.do({ kind: "activate", waitId: patient.at("work").id, elementIds: ["a", "a"] }).answer("a", { done: true });
  byHand
    .do({ kind: "activate", waitId: byHand.at("work").id, elementIds: ["a"] })
    .do({ kind: "completeAdHoc", waitId: byHand.at("work").id });

  t.deepEqual(patient.waiting("task"), ["a"]);
  t.is(patient.answer("a").outcome.ending?.kind, "completed");
  t.is(byHand.outcome.ending?.kind, "completed");
});
