import test from "ava";
import { bpmn, conditional, flows, process, tasks } from "../engine/testing.ts";
import { roles } from "../identity/person.ts";
import { demoAccounts } from "../../seeds/accounts.ts";
import { surroundingsOf } from "./around.ts";
import type { Finding } from "./finding.ts";
import { lint } from "./lint.ts";
import type { Surroundings } from "./surroundings.ts";
import { standardHoldings } from "./testing.ts";

const holdings = await standardHoldings();
const groups = new Set([...Object.keys(roles), ...demoAccounts.flatMap((account) => account.roles)]);
const around = { ...(await surroundingsOf(holdings)), groups };

/** What is found beside the drawing and names, which models in tests have none of: code and element. */
async function found(xml: string, surroundings: Surroundings = {}): Promise<string[]> {
  const findings = await lint(xml, surroundings);
  return findings
    .filter(({ code }) => !/no-bpmndi|label-required|task\.(nobody|form)/.test(code))
    .map(({ severity, code, elementId }) => `${severity} ${code} ${elementId}`);
}

const startEnd = '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>';
const job = (id: string, type: string, mapping = "") =>
  `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${type}"/><zeebe:ioMapping>${mapping}</zeebe:ioMapping></bpmn:extensionElements></bpmn:serviceTask>`;
const input = (target: string, source: string) => `<zeebe:input source="=${source}" target="${target}"/>`;
const output = (target: string, source: string) => `<zeebe:output source="=${source}" target="${target}"/>`;
const splitAndJoin = (split: string) =>
  process(
    `${startEnd}<bpmn:${split} id="split" default="split_b"/><bpmn:parallelGateway id="join"/>${tasks("a", "b")}${flows("start > split > b > join > end; a > join")}${conditional("split", "a", "=true")}`,
  );
const normalising = (more: string, way: string) =>
  process(
    `${startEnd}${job("j", "desk.intake.normalise", input("channel", "1"))}${more}${flows(`start > j > end${way}`)}`,
    '<bpmn:error id="e" name="broken" errorCode="parse.failed"/>',
  );
const messageEvent = (kind: string, id: string, message: string) =>
  `<bpmn:${kind} id="${id}"><bpmn:messageEventDefinition messageRef="${message}"/></bpmn:${kind}>`;
const startWith = (outputs: string) =>
  `<bpmn:startEvent id="start"><bpmn:extensionElements><zeebe:ioMapping>${outputs}</zeebe:ioMapping></bpmn:extensionElements></bpmn:startEvent><bpmn:endEvent id="end"/>`;
const startJobGate = (outputs: string, jobType: string, result: string) =>
  process(
    `${startWith(outputs)}${job("j", jobType, `${input("ticketId", "id")}${result}`)}${job("k", "desk.ticket.gate", input("ticketId", "nowhere"))}${flows("start > j > k > end")}`,
  );
const dueTask = (id: string, due: string) =>
  `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:taskSchedule dueDate="${due}"/></bpmn:extensionElements></bpmn:userTask>`;
const timerEvent = (id: string, text: string) =>
  `<bpmn:intermediateCatchEvent id="${id}"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${text}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`;

for (const [key, xml] of holdings.files) {
  test(`${key} has neither errors nor warnings`, async (t) => {
    const findings = await lint(xml, around);
    t.deepEqual(
      findings
        .filter(({ severity }) => severity !== "hint")
        .map(({ code, elementId, message }) => `${code} ${elementId} ${message.en}`),
      [],
    );
  });
}

test("findings come in both languages, the heaviest first, always the same", async (t) => {
  const xml = process(
    `${startEnd}<bpmn:parallelGateway id="join"/><bpmn:exclusiveGateway id="split" name="Ja?"/>${tasks("a", "b")}${flows("start > split; a > join > end; b > join")}${conditional("split", "a", "=x")}${conditional("split", "b", "=y")}`,
  );
  const findings = await lint(xml, around);

  t.deepEqual(await lint(xml, around), findings);
  t.is(findings[0]?.severity, "error");
  t.true(findings.every(({ message: { de, en } }) => de !== "" && en !== "" && de !== en));
  t.deepEqual(
    findings.map(({ severity }) => severity),
    ["error", "warning", "hint"].flatMap((severity) =>
      findings.filter((each) => each.severity === severity).map(() => severity as Finding["severity"]),
    ),
  );
});

test("elements are called by their names, in the language of the text", async (t) => {
  const xml = (holdings.files.get("billing-proposal") ?? "").replace(
    /<zeebe:calledDecision decisionId="[^"]*"/,
    '<zeebe:calledDecision decisionId="no_rules"',
  );
  const finding = (await lint(xml, around)).find(({ code }) => code === "binding.missing");
  t.regex(finding?.message.de ?? "", /^„[^“]+“ \(\w+\) verwendet das Regelwerk no_rules/);
  t.regex(finding?.message.en ?? "", /^"[^"]+" \(\w+\) uses the rule set no_rules/);
  t.not(finding?.message.de.split("“")[0]?.slice(1), finding?.message.en.split('"')[1]);
});

test("a file that cannot be read is one finding", async (t) => {
  t.deepEqual(
    (await lint("<a", {})).map(({ code }) => code),
    ["bpmn.xml"],
  );
  t.deepEqual(
    (await lint("<!DOCTYPE a><a/>", {})).map(({ code }) => code),
    ["bpmn.doctype"],
  );
});

test("an expression that cannot be read is an error, in FEEL and in JUEL, and so is a time that is none", async (t) => {
  const xml = process(
    `${startEnd}${tasks("a")}<bpmn:exclusiveGateway id="g" default="g_end"/><bpmn:intermediateCatchEvent id="t"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">3 days</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>${flows("start > g > end; a > end; t > end")}${conditional("g", "a", "=1 +")}${conditional("g", "t", "${a +}")}`,
  );
  const errors = (await found(xml)).filter((each) => each.startsWith("error"));
  t.deepEqual(errors.toSorted(), ["error bpmn.expression g_a", "error bpmn.expression g_t", "error ext.132 t"]);
});

test("a due date or a timer whose expression always gives the same has to be a time", async (t) => {
  const xml = process(
    `${startEnd}${dueTask("bad", "tomorrow")}${dueTask("good", "P1D")}${dueTask("open", "=ticket.dueAt")}${timerEvent("worse", '="in a week"')}${timerEvent("fine", '="PT4H"')}${flows("start > bad > good > open > worse > fine > end")}`,
  );
  t.deepEqual(
    (await found(xml)).filter((each) => each.includes("time.")),
    ["error time.unreadable bad", "error time.unreadable worse"],
  );
});

test("a parallel join behind an exclusive split waits for ever", async (t) => {
  t.deepEqual(await found(splitAndJoin("exclusiveGateway")), ["error flow.deadlock join"]);
  t.deepEqual(
    await found(splitAndJoin("inclusiveGateway")),
    ["error flow.deadlock join"],
    "the default is taken alone",
  );
});

test("a join that fills in some runs only is a warning", async (t) => {
  const xml = process(
    `${startEnd}<bpmn:inclusiveGateway id="split"/><bpmn:parallelGateway id="join"/>${tasks("a", "b")}${flows("start > split; a > join > end; b > join")}${conditional("split", "a", "=true")}${conditional("split", "b", "=true")}`,
  );
  t.deepEqual((await found(xml)).toSorted(), ["warning flow.default split", "warning flow.stuck join"]);
});

test("parallel ways that an exclusive gateway brings together are not joined", async (t) => {
  const xml = process(
    `${startEnd}<bpmn:parallelGateway id="split"/><bpmn:exclusiveGateway id="merge"/>${tasks("a", "b")}${flows("start > split > a > merge > end; split > b > merge")}`,
  );
  t.deepEqual(await found(xml), ["warning flow.unsynchronised merge"]);
});

test("a reminder beside its task that comes round again is no lack of synchronisation", async (t) => {
  const xml = process(
    `${startEnd}${tasks("work", "remind", "call")}<bpmn:boundaryEvent id="late" attachedToRef="work" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">R/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:boundaryEvent>
     <bpmn:exclusiveGateway id="again" default="again_end"/><bpmn:exclusiveGateway id="how" default="how_call"/><bpmn:exclusiveGateway id="one"/><bpmn:endEvent id="told"/>
     ${flows("start > work > again > end; late > how > call > one > told; remind > one")}${conditional("again", "work", "=more")}${conditional("how", "remind", "=more")}`,
  );
  t.deepEqual(
    (await found(xml)).filter((each) => each.includes("unsynchronised")),
    [],
  );
});

test("elements that no way leads to are told once, at the first of them", async (t) => {
  const xml = process(
    `${startEnd}${tasks("a", "lost", "behind")}<bpmn:exclusiveGateway id="loop"/>${flows("start > a > end; loop > lost > behind > loop")}`,
  );
  t.deepEqual(
    (await found(xml)).filter((each) => each.includes("unreachable")),
    ["warning flow.unreachable lost"],
  );
});

test("a loop without a way out is an error when nothing in it waits", async (t) => {
  const waiting = process(`${startEnd}${tasks("a", "b")}${flows("start > a > b > a")}`);
  const spinning = process(
    `<bpmn:startEvent id="start"/><bpmn:task id="a"/><bpmn:task id="b"/>${flows("start > a > b > a")}`,
  );

  t.true((await found(waiting)).includes("warning flow.endless a"));
  t.true((await found(spinning)).includes("error flow.endless a"));
});

test("a split needs a default, and each of its flows a reason to be taken", async (t) => {
  const xml = process(
    `${startEnd}<bpmn:exclusiveGateway id="g"/><bpmn:exclusiveGateway id="h"/>${tasks("a", "b")}${flows("start > g; a > h > end; b > end")}${conditional("g", "a", "=x")}${conditional("g", "b", "=not(x)")}${conditional("h", "b", "=x")}`,
  );
  t.deepEqual(
    (await found(xml)).filter((each) => each.includes("flow.")),
    ["warning flow.default g", "warning flow.undecided h_end"],
  );
});

test("what is referred to has to be there, when it is known what there is", async (t) => {
  const xml = process(`${startEnd}
    <bpmn:businessRuleTask id="rule"><bpmn:extensionElements><zeebe:calledDecision decisionId="no_such_rules" resultVariable="v"/></bpmn:extensionElements></bpmn:businessRuleTask>
    <bpmn:userTask id="user"><bpmn:extensionElements><zeebe:formDefinition formId="no_such_form"/><zeebe:assignmentDefinition candidateGroups="nobody, technician"/></bpmn:extensionElements></bpmn:userTask>
    <bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="no-such-process"/></bpmn:extensionElements></bpmn:callActivity>
    ${job("mail", "mail.send", input("template", "&quot;no-such-template&quot;"))}${job("desk", "desk.no.such")}${job("other", "erp.export")}${job("update", "desk.ticket.update", input("ticketId", "1"))}
    ${flows("start > rule > user > call > mail > desk > other > update > end")}`);

  t.deepEqual((await found(xml, around)).toSorted(), [
    "error binding.job desk",
    "error binding.missing call",
    "error binding.missing mail",
    "error binding.missing rule",
    "error binding.missing user",
    "error binding.required update",
    "hint binding.job other",
    "warning task.group user",
  ]);
  t.deepEqual(await found(xml), [], "nothing is said of what is not known");
});

test("a form of another engine is a warning: the task can be done without it", async (t) => {
  const xml = process(
    `${startEnd}<bpmn:userTask id="user"><bpmn:extensionElements><zeebe:formDefinition formKey="camunda-forms:bpmn:userTaskForm_1"/></bpmn:extensionElements></bpmn:userTask>${flows("start > user > end")}`,
  );
  t.deepEqual(await found(xml, around), ["warning binding.foreign user"]);
});

test("a verdict without a name is lost, and facts that are not given are empty", async (t) => {
  const xml = process(
    `${startEnd}<bpmn:businessRuleTask id="rule"><bpmn:extensionElements><zeebe:calledDecision decisionId="priority_matrix"/><zeebe:ioMapping>${input("impact", "1")}</zeebe:ioMapping></bpmn:extensionElements></bpmn:businessRuleTask>${flows("start > rule > end")}`,
  );
  t.deepEqual(await found(xml, around), ["warning binding.verdict rule", "hint binding.facts rule"]);
});

test("a BPMN error that a job may end with wants somebody who catches it", async (t) => {
  const caught =
    '<bpmn:boundaryEvent id="b" attachedToRef="j"><bpmn:errorEventDefinition errorRef="e"/></bpmn:boundaryEvent>';

  t.true((await found(normalising("", ""), around)).includes("warning binding.error j"));
  t.false((await found(normalising(caught, "; b > end"), around)).some((each) => each.includes("binding.error")));
});

const waiting = (name: string) =>
  bpmn(
    `<bpmn:message id="m" name="${name}"/><bpmn:process id="p" isExecutable="true">${messageEvent("startEvent", "s", "m")}<bpmn:endEvent id="e"/>${flows("s > e")}</bpmn:process>`,
  );

test("a message that the server itself sends is no riddle", async (t) => {
  t.deepEqual(await found(waiting("mail.received"), around), []);
  t.deepEqual(await found(waiting("fax.received"), around), ["hint message.unsent s"]);
});

test("messages that nobody sends or receives are hints, within and across processes", async (t) => {
  const messages = '<bpmn:message id="m1" name="order.placed"/><bpmn:message id="m2" name="order.lost"/>';
  const xml = bpmn(`${messages}
    <bpmn:process id="one" isExecutable="true"><bpmn:startEvent id="s1"/>${messageEvent("intermediateThrowEvent", "t1", "m1")}${messageEvent("endEvent", "e1", "m2")}${flows("s1 > t1 > e1")}</bpmn:process>
    <bpmn:process id="two" isExecutable="true">${messageEvent("startEvent", "s2", "m1")}<bpmn:endEvent id="e2"/>${flows("s2 > e2")}</bpmn:process>`);
  t.deepEqual(await found(xml, around), ["hint message.unreceived e1"]);
});

test("a variable that nobody writes is a warning where all sources are known, else a hint", async (t) => {
  t.deepEqual(await found(startJobGate(output("id", "given"), "desk.ticket.gate", output("gate", "gate")), around), [
    "warning data.unwritten k",
  ]);
  t.deepEqual(
    await found(startJobGate("", "desk.ticket.gate", output("gate", "gate")), around),
    ["hint data.unwritten j", "hint data.unwritten k"],
    "anybody may start it with anything",
  );
  t.deepEqual(
    (await found(startJobGate(output("id", "given"), "erp.export", ""), around)).filter((each) =>
      each.includes("data."),
    ),
    ["hint data.unwritten k"],
    "what an unknown job brings nobody knows",
  );
  t.deepEqual(
    await found(startJobGate(output("id", "given"), "desk.ticket.gate", output("nowhere", "gates")), around),
    ["warning data.unwritten j"],
    "the job brings gate, not gates",
  );
});

test("a variable read before it can have been written is told, unless a loop or a parallel way leads back", async (t) => {
  const start =
    '<bpmn:startEvent id="start"><bpmn:extensionElements><zeebe:ioMapping><zeebe:output source="=1" target="id"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:startEvent><bpmn:endEvent id="end"/>';
  const read = job("read", "desk.ticket.gate", `${input("ticketId", "late")}${output("gate", "gate")}`);
  const write = job("write", "desk.ticket.gate", `${input("ticketId", "id")}${output("late", "gate")}`);
  const early = async (more: string) =>
    (await found(process(`${start}${read}${write}${more}`), around)).filter((each) => each.includes("data."));

  t.deepEqual(await early(flows("start > read > write > end")), ["warning data.early read"]);
  t.deepEqual(await early(flows("start > write > read > end")), []);
  t.deepEqual(
    await early(
      `<bpmn:exclusiveGateway id="g" default="g_end"/>${flows("start > read > write > g > end")}${conditional("g", "read", "=gate = 1")}`,
    ),
    [],
  );
  t.deepEqual(
    await early(
      `<bpmn:parallelGateway id="g"/><bpmn:parallelGateway id="h"/>${flows("start > g > read > h > end; g > write > h")}`,
    ),
    [],
  );
});

test("what a caller does not hand over to a process that reads it is told at the call", async (t) => {
  const called = (given: string) =>
    `<bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="callee" propagateAllParentVariables="false"/><zeebe:ioMapping>${given}${output("gate", "gate")}</zeebe:ioMapping></bpmn:extensionElements></bpmn:callActivity>`;
  const callee = `<bpmn:process id="callee" isExecutable="true"><bpmn:startEvent id="s"/>${job("j", "desk.ticket.gate", `${input("ticketId", "ticket.id")}${output("gate", "gate")}`)}<bpmn:endEvent id="e"/>${flows("s > j > e")}</bpmn:process>`;
  const file = (given: string) => process(`${startEnd}${called(given)}${flows("start > call > end")}`, callee);

  t.deepEqual((await found(file(input("other", "1")), around)).toSorted(), [
    "hint binding.input call",
    "hint data.unwritten j",
  ]);
  t.deepEqual(await found(file(input("ticket", "{}")), around), [], "handed over, and so known in the called process");
});

test("one fault is told once: what the compiler says is not repeated by others", async (t) => {
  const xml = process(`${startEnd}<bpmn:manualTask id="lost"/>${flows("start > end; lost > end")}`);
  const about = (await found(xml)).filter((each) => each.endsWith(" lost"));
  t.is(about.length, 1, about.join("; "));
});
