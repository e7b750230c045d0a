import test from "ava";
import { flows, process, start, tasks } from "./testing.ts";

const ends = '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>';

/** A process with one activity between start and end. */
function around(activity: string, roots = "", more = ""): string {
  return process(`${ends}${activity}${flows("start > work > end")}`, roots, more);
}

function extended(tag: string, attributes: string, extensions: string): string {
  return `<bpmn:${tag} id="work" ${attributes}><bpmn:extensionElements>${extensions}</bpmn:extensionElements></bpmn:${tag}>`;
}

test("a user task waits with its people, form and dates", async (t) => {
  const work = extended(
    "userTask",
    'name="Approve"',
    `<zeebe:assignmentDefinition assignee="=boss" candidateGroups="desk, sales" candidateUsers="=[&quot;ana&quot;, &quot;bo&quot;]"/>
     <zeebe:formDefinition formId="approval"/><zeebe:taskSchedule dueDate="=&quot;P1D&quot;" followUpDate="2026-03-05T00:00:00Z"/>
     <zeebe:priorityDefinition priority="70"/>`,
  );

  const instance = await start(around(work), { boss: "cleo" });

  t.like(instance.at("work"), {
    kind: "task",
    name: "Approve",
    assignee: "cleo",
    candidateUsers: ["ana", "bo"],
    candidateGroups: ["desk", "sales"],
    formKey: "approval",
    priority: 70,
    due: { kind: "at", at: new Date("2026-03-03T08:00:00Z") },
    followUpAt: new Date("2026-03-05T00:00:00Z"),
  });
});

async function dueAfter(dueDate: string, service: string) {
  const work = extended("userTask", "", `<zeebe:taskSchedule dueDate="${dueDate}"/>${service}`);
  return (await start(around(work), { plan: "gold" })).at("work");
}

test("business days until a task is due, and opening hours where the model says so, are counted by the calendar", async (t) => {
  t.like(await dueAfter("P2BD", ""), { due: { kind: "serviceTime", duration: "P2BD" } });
  t.like(await dueAfter("PT30M", '<ablauf:serviceTime calendar="=plan"/>'), {
    due: { kind: "serviceTime", duration: "PT30M", calendar: "gold" },
  });
  t.like(await dueAfter("P3D", "<ablauf:serviceTime/>"), {
    due: { kind: "at", at: new Date("2026-03-05T08:00:00Z") },
  });
});

test("who is assigned is decided when the task begins, not when somebody looks", async (t) => {
  const work = extended("userTask", "", '<zeebe:assignmentDefinition assignee="=boss"/>');
  const instance = await start(around(work), { boss: "cleo" });

  instance.do({ kind: "setVariables", variables: { boss: "dan" } });

  t.like(instance.at("work"), { assignee: "cleo" });
});

test("a service task is a job with mapped input; only mapped output comes back", async (t) => {
  const work = extended(
    "serviceTask",
    "",
    `<zeebe:taskDefinition type="mail.send" retries="5"/><zeebe:taskHeaders><zeebe:header key="template" value="welcome"/></zeebe:taskHeaders>
     <zeebe:ioMapping><zeebe:input source="=customer.mail" target="to"/><zeebe:output source="=id" target="mail.id"/></zeebe:ioMapping>`,
  );
  const instance = await start(around(work), { customer: { mail: "a@b.c" } });

  t.like(instance.at("work"), {
    kind: "job",
    type: "mail.send",
    retries: 5,
    headers: { template: "welcome" },
    input: { to: "a@b.c" },
  });
  instance.answer("work", { id: 7, noise: true });

  t.deepEqual(instance.outcome.value.variables, { customer: { mail: "a@b.c" }, mail: { id: 7 } });
  t.is(instance.outcome.ending?.kind, "completed");
});

test("without output mapping the result goes to the variable where it lives", async (t) => {
  const inner = `<bpmn:subProcess id="work"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source="=1" target="local"/></zeebe:ioMapping></bpmn:extensionElements>
    <bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>${tasks("inside")}${flows("s > inside > e")}</bpmn:subProcess>`;
  const instance = await start(around(inner));

  instance.answer("inside", { local: 2, other: 3 });

  t.deepEqual(instance.outcome.value.variables, { other: 3 }, "the local one went with its scope");
});

test("a business rule task asks its rule set and stores the verdict", async (t) => {
  const work = extended(
    "businessRuleTask",
    "",
    `<zeebe:calledDecision decisionId="priority" resultVariable="verdict"/><zeebe:ioMapping><zeebe:input source="=size * 2" target="size"/></zeebe:ioMapping>`,
  );
  const instance = await start(around(work), { size: 4 });

  t.like(instance.at("work"), { kind: "decision", ruleSet: "priority", facts: { size: 8 } });
  instance.do({ kind: "decide", waitId: instance.at("work").id, verdict: { level: "P2" } });

  t.deepEqual(instance.outcome.value.variables["verdict"], { level: "P2" });
});

test("manual and untyped tasks are passed", async (t) => {
  const instance = await start(
    process(`${ends}<bpmn:manualTask id="m"/><bpmn:task id="n"/>${flows("start > m > n > end")}`),
  );

  t.is(instance.outcome.ending?.kind, "completed");
  t.deepEqual(instance.facts("element.completed"), ["start", "m", "n", "end"]);
});

test("a send task without worker lets its message go, under its key", async (t) => {
  const work = extended("sendTask", 'messageRef="m"', '<ablauf:publish correlationKey="=order"/>');
  const instance = await start(around(work, '<bpmn:message id="m" name="paid"/>'), { order: 12 });

  t.deepEqual(instance.outcome.effects, [
    { kind: "message", elementId: "work", name: "paid", correlationKey: "12", variables: { order: 12 } },
  ]);
  t.is(instance.outcome.ending?.kind, "completed");
});

test("a receive task waits for its message with its key", async (t) => {
  const message =
    '<bpmn:message id="m" name="paid"><bpmn:extensionElements><zeebe:subscription correlationKey="=order"/></bpmn:extensionElements></bpmn:message>';
  const instance = await start(around('<bpmn:receiveTask id="work" messageRef="m"/>', message), { order: "A1" });

  t.like(instance.at("work"), { kind: "message", name: "paid", correlationKey: "A1" });
  instance.answer("work", { amount: 5 });

  t.is(instance.outcome.value.variables["amount"], 5);
});

test("a FEEL script stores its result", async (t) => {
  const work = extended("scriptTask", "", '<zeebe:script expression="=a + 1" resultVariable="b"/>');

  const instance = await start(around(work), { a: 1 });

  t.is(instance.outcome.value.variables["b"], 2);
});

test("a JavaScript sees variables as globals and gives back what it assigns", async (t) => {
  const work =
    '<bpmn:scriptTask id="work" scriptFormat="javascript"><bpmn:script>a = a + 1; var c = {now: new Date().toISOString()};</bpmn:script></bpmn:scriptTask>';

  const instance = await start(around(work), { a: 1 });

  t.deepEqual(instance.outcome.value.variables, { a: 2, c: { now: "2026-03-02T08:00:00.000Z" } });
});

test("a script that never ends is a fault, and the host is out of reach", async (t) => {
  const endless =
    '<bpmn:scriptTask id="work" scriptFormat="javascript"><bpmn:script>for(;;){}</bpmn:script></bpmn:scriptTask>';
  const escape =
    '<bpmn:scriptTask id="work" scriptFormat="javascript"><bpmn:script>this.constructor.constructor("return process")().exit()</bpmn:script></bpmn:scriptTask>';

  const first = await start(around(endless));
  const second = await start(around(escape));

  t.like(first.at("work"), { kind: "fault", code: "engine.script" });
  t.like(second.at("work"), { kind: "fault", code: "engine.script" });
});

test("a script throws a BPMN error that the model catches", async (t) => {
  const work =
    '<bpmn:scriptTask id="work" scriptFormat="javascript"><bpmn:script>throw { errorCode: "E1" }</bpmn:script></bpmn:scriptTask>';
  const caught =
    '<bpmn:boundaryEvent id="caught" attachedToRef="work"><bpmn:errorEventDefinition errorRef="e"/></bpmn:boundaryEvent>';
  const xml = process(
    `${ends}${work}${caught}${tasks("mend")}${flows("start > work > end; caught > mend > end")}`,
    '<bpmn:error id="e" errorCode="E1"/>',
  );

  const instance = await start(xml);

  t.deepEqual(instance.waiting(), ["mend"]);
});

test("an expression that fails is a fault; once its data is there, retry goes on", async (t) => {
  const work = extended("userTask", "", '<zeebe:assignmentDefinition assignee="${boss}"/>');
  const instance = await start(around(work));
  t.like(instance.at("work"), { kind: "fault", code: "engine.expression" });

  instance.do({ kind: "setVariables", variables: { boss: "cleo" } }).answer("work");

  t.like(instance.at("work"), { kind: "task", assignee: "cleo" });
});

test("a call activity hands variables over and takes them back as it says", async (t) => {
  const work = extended(
    "callActivity",
    "",
    `<zeebe:calledElement processId="=child" propagateAllChildVariables="false" bindingType="deployment"/>
     <zeebe:ioMapping><zeebe:input source="=a" target="x"/><zeebe:output source="=y" target="b"/></zeebe:ioMapping>`,
  );
  const instance = await start(around(work), { a: 1, child: "billing" });

  t.like(instance.at("work"), {
    kind: "call",
    processId: "billing",
    binding: { kind: "release" },
    variables: { x: 1, a: 1 },
  });
  instance.answer("work", { y: 9 });

  t.is(instance.outcome.ending?.kind, "completed");
});

test("two tokens in one activity are two tasks", async (t) => {
  const xml = process(
    `${ends}<bpmn:parallelGateway id="fork"/><bpmn:task id="a"/><bpmn:task id="b"/>${tasks("work")}${flows("start > fork > a > work; fork > b > work; work > end")}`,
  );

  const instance = await start(xml);

  t.deepEqual(instance.waiting("task"), ["work", "work"]);
  t.is(instance.answer("work").answer("work").outcome.ending?.kind, "completed");
});

test("startQuantity gathers tokens, completionQuantity multiplies them", async (t) => {
  const xml = process(
    `${ends}<bpmn:userTask id="many" completionQuantity="3"/><bpmn:userTask id="few" startQuantity="3"/>${flows("start > many > few > end")}`,
  );

  const instance = (await start(xml)).answer("many");

  t.deepEqual(instance.waiting(), ["few"]);
  t.is(instance.answer("few").outcome.ending?.kind, "completed");
});

test("who completed a task is told where its output mapping asks for it, and nowhere else", async (t) => {
  const mapped = extended(
    "userTask",
    "",
    '<zeebe:ioMapping><zeebe:output source="=completedBy" target="decidedBy"/></zeebe:ioMapping>',
  );
  for (const [activity, expected] of [
    [mapped, { decidedBy: "ana" }],
    ['<bpmn:userTask id="work"/>', { isRight: true }],
  ] as const) {
    const instance = await start(around(activity));
    const { id: waitId } = instance.at("work");

    instance.do({ kind: "completeTask", waitId, variables: { isRight: true }, completedBy: "ana" });

    t.deepEqual(instance.outcome.value.variables, expected);
  }
});
