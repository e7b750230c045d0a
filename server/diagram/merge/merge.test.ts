import { createHash } from "node:crypto";
import test from "ava";
import { file, flow, row, task, timer } from "../../test/merging/sample.ts";
import { diff } from "../diff/diff.ts";
import { merge3 } from "./merge.ts";
import type { Merge } from "./types.ts";

/** What is different, as `element code: after`. */
async function told(before: string, after: string): Promise<string[]> {
  const { changes } = await diff(before, after);
  return changes.flatMap(({ kind, element, properties }) =>
    kind === "changed"
      ? properties.map(({ code, after: now }) => `${element.id} ${code}: ${JSON.stringify(now)}`)
      : [`${kind} ${element.id}`],
  );
}

const asked = ({ conflicts }: Merge) => conflicts.map(({ id }) => id);

/** The ways through a process, as `source>target`. */
const ways = (xml: string) =>
  [...xml.matchAll(/sourceRef="(\w+)" targetRef="(\w+)"/g)].map(([, from, to]) => `${from}>${to}`).toSorted();

test("what only one side changed is taken, from both", async (t) => {
  const base = file(row("A", "B"));
  const ours = base.replace('name="A"', 'name="Ask"');
  const theirs = base.replace('name="B"', 'name="Book"');

  const merge = await merge3(base, ours, theirs);

  t.deepEqual(asked(merge), []);
  t.deepEqual(await told(base, merge.xml), ['A name: "Ask"', 'B name: "Book"']);
  t.is(merge.sha256, createHash("sha256").update(merge.xml).digest("hex"));
});

test("two names for one element are a decision", async (t) => {
  const base = file(row("A", "B"));
  const [ours, theirs] = ["Ours", "Theirs"].map((name) => base.replace('name="A"', `name="${name}"`));

  const open = await merge3(base, ours ?? "", theirs ?? "");
  const decided = await merge3(base, ours ?? "", theirs ?? "", { "property:A": "theirs" });

  t.deepEqual(
    open.conflicts.map(({ id, kind, options, suggestion, decision }) => ({ id, kind, options, suggestion, decision })),
    [{ id: "property:A", kind: "property", options: ["ours", "theirs"], suggestion: "ours", decision: undefined }],
  );
  t.deepEqual(open.conflicts[0]?.theirs[0]?.properties, [
    { path: "A@name", code: "name", before: "A", after: "Theirs" },
  ]);
  t.deepEqual(await told(base, decided.xml), ['A name: "Theirs"']);
  t.is(decided.conflicts[0]?.decision, "theirs");
});

test("the name of a timer and its duration are one decision", async (t) => {
  const base = file(timer("T", "after an hour", "PT1H"));
  const ours = file(timer("T", "after two hours", "PT2H"));
  const theirs = file(timer("T", "after a day", "P1D"));

  t.deepEqual(asked(await merge3(base, ours, theirs)), ["property:T"]);
  t.deepEqual(await told(base, (await merge3(base, ours, theirs, { "property:T": "theirs" })).xml), [
    'T name: "after a day"',
    'T timer.duration: "P1D"',
  ]);
});

test("a node deleted with its flows and changed by the other side is one decision", async (t) => {
  const base = file(row("A", "B", "C"));
  const ours = file(task("A") + task("C") + flow("A_B", "A", "C"));
  const theirs = base.replace('name="B"', 'name="Book"');

  const open = await merge3(base, ours, theirs);
  const [kept, gone] = await Promise.all(
    ["theirs", "ours"].map((choice) => merge3(base, ours, theirs, { "deletion:B": choice })),
  );

  t.deepEqual(asked(open), ["deletion:B"]);
  t.is(open.conflicts[0]?.suggestion, "theirs");
  t.deepEqual(open.conflicts[0]?.elements.map(({ id }) => id).toSorted(), ["A_B", "B", "B_C"]);
  t.deepEqual(ways(kept?.xml ?? ""), ["A>B", "B>C"]);
  t.deepEqual(ways(gone?.xml ?? ""), ["A>C"]);
});

test("what was built upon a deleted node goes or stays with it", async (t) => {
  const base = file(row("A", "B", "C"));
  const ours = file(task("A") + task("C") + flow("A_B", "A", "C"));
  const theirs = file(`${row("A", "B", "C")}${task("X")}${flow("B_X", "B", "X")}`);

  const open = await merge3(base, ours, theirs);

  t.deepEqual(asked(open), ["deletion:B"]);
  t.deepEqual(ways((await merge3(base, ours, theirs, { "deletion:B": "ours" })).xml), ["A>C"]);
  t.deepEqual(ways((await merge3(base, ours, theirs, { "deletion:B": "theirs" })).xml), ["A>B", "B>C", "B>X"]);
});

const nested = (name: string) =>
  file(
    `${task("A")}<bpmn:subProcess id="S">${task("X", name)}${task("Y")}${flow("X_Y", "X", "Y")}</bpmn:subProcess>${flow("A_S", "A", "S")}`,
  );

test("a container deleted while something in it was changed is one decision, on the container", async (t) => {
  const merge = await merge3(nested("X"), file(task("A")), nested("Other"));

  t.deepEqual(asked(merge), ["deletion:S"]);
  t.deepEqual(
    await told(
      nested("X"),
      (await merge3(nested("X"), file(task("A")), nested("Other"), { "deletion:S": "ours" })).xml,
    ),
    ["removed S", "removed X", "removed Y", "removed X_Y", "removed A_S"],
  );
});

test("a sub-process made a task while something was put into it is one decision, on the sub-process", async (t) => {
  const base = file(`<bpmn:subProcess id="S">${task("X")}</bpmn:subProcess>`);
  const ours = file(task("S", "S", "userTask"));
  const theirs = file(`<bpmn:subProcess id="S">${row("X", "Y")}</bpmn:subProcess>`);

  const merge = await merge3(base, ours, theirs);

  t.deepEqual(asked(merge), ["deletion:S"]);
  t.regex((await merge3(base, ours, theirs, { "deletion:S": "ours" })).xml, /userTask id="S"/);
  t.regex((await merge3(base, ours, theirs, { "deletion:S": "theirs" })).xml, /subProcess id="S"[^]*id="Y"/);
});

const firstTo = (key: string) => task("A") + task("B") + task(key) + flow("A_B", "A", key) + flow(`f${key}`, key, "B");

const lastFrom = (key: string) => task("A") + task("B") + task(key) + flow(`f${key}`, "A", key) + flow("A_B", key, "B");

for (const [option, expected] of Object.entries({
  "ours-theirs": ["A>X", "X>Y", "Y>B"],
  "theirs-ours": ["A>Y", "X>B", "Y>X"],
  ours: ["A>X", "X>B"],
  theirs: ["A>Y", "Y>B"],
})) {
  test(`two insertions into one flow: ${option}`, async (t) => {
    const base = file(row("A", "B"));
    for (const ours of [firstTo("X"), lastFrom("X")]) {
      for (const theirs of [firstTo("Y"), lastFrom("Y")]) {
        const open = await merge3(base, file(ours), file(theirs));
        const merge = await merge3(base, file(ours), file(theirs), { "insertion:A_B": option });

        t.deepEqual(asked(open), ["insertion:A_B"]);
        t.deepEqual(ways(merge.xml), expected.toSorted());
        t.deepEqual(merge.integrity, []);
      }
    }
  });
}

test("the same id for two new elements is a decision, and both can stay", async (t) => {
  const base = file(task("A"));
  const ours = file(task("A") + task("N", "Ours"));
  const theirs = file(task("A") + task("N", "Theirs", "userTask") + flow("f", "A", "N"));

  const open = await merge3(base, ours, theirs);
  const both = await merge3(base, ours, theirs, { "addition:N": "both" });

  t.deepEqual(asked(open), ["addition:N"]);
  t.deepEqual(open.conflicts[0]?.options, ["ours", "theirs", "both"]);
  t.deepEqual(ways(both.xml), ["A>N_2"]);
  t.regex(both.xml, /id="N" name="Ours"/);
  t.is(both.conflicts[0]?.decision, "both");
});

test("the same new element on both sides is no decision", async (t) => {
  const side = file(row("A", "B"));

  const merge = await merge3(file(task("A")), side, side);

  t.deepEqual(asked(merge), []);
  t.deepEqual(await told(side, merge.xml), []);
});

const ioSpecification = (type: string, id: string, name: string) =>
  file(
    `<bpmn:${type} id="A" name="${name}"><bpmn:ioSpecification ${id}><bpmn:inputSet/><bpmn:outputSet/></bpmn:ioSpecification></bpmn:${type}>`,
  );

test("children made anew without ids merge with the changes of the other side", async (t) => {
  const base = ioSpecification("userTask", 'id="io"', "A");

  const merge = await merge3(base, base, ioSpecification("manualTask", "", "A"));
  const other = await merge3(base, ioSpecification("userTask", 'id="io"', "B"), ioSpecification("manualTask", "", "A"));

  t.deepEqual(await told(ioSpecification("manualTask", "", "A"), merge.xml), []);
  t.deepEqual(asked(other), []);
  t.deepEqual(await told(base, other.xml), ['A type: "bpmn:ManualTask"', 'A name: "B"']);
});

test("a fork with another process id takes the standard's update and keeps its id", async (t) => {
  const base = file(
    task("A"),
    '<bpmn:collaboration id="C"><bpmn:participant id="Pool" processRef="P"/></bpmn:collaboration>',
  );
  const ours = base.replaceAll('"P"', '"Fork"').replace('name="A"', 'name="Ask"');
  const theirs = base.replace(task("A"), row("A", "B"));

  const merge = await merge3(base, ours, theirs);

  t.deepEqual(asked(merge), []);
  t.deepEqual(await told(ours, merge.xml), ["added B", "added A_B"]);
  t.regex(merge.xml, /process id="Fork"[^]*processRef="Fork"|processRef="Fork"[^]*process id="Fork"/);
});

const pasted = (id: string, more: string) =>
  file(`${task("A")}<bpmn:task id="${id}" name="Call" ${more}/>${flow(`A_${id}`, "A", id)}`);

test("an element cut and pasted can be told to be the same, and takes the changes", async (t) => {
  const [base, ours, theirs] = [pasted("B", ""), pasted("N", ""), pasted("B", 'isForCompensation="true"')];

  const open = await merge3(base, ours, theirs);
  const same = await merge3(base, ours, theirs, { "deletion:B": "same" });

  t.deepEqual(open.conflicts[0]?.options, ["same", "ours", "theirs"]);
  t.is(open.conflicts[0]?.suggestion, "same");
  t.deepEqual(ways(same.xml), ["A>B"]);
  t.regex(same.xml, /id="B" name="Call" isForCompensation="true"/);
  t.deepEqual(
    same.conflicts.map(({ id, decision }) => [id, decision]),
    [["deletion:B", "same"]],
  );
});

const lanes = (...of: readonly (readonly string[])[]) =>
  `<bpmn:laneSet id="Set">${of.map((nodes, index) => `<bpmn:lane id="L${index}">${nodes.map((id) => `<bpmn:flowNodeRef>${id}</bpmn:flowNodeRef>`).join("")}</bpmn:lane>`).join("")}</bpmn:laneSet>`;

test("nodes put into lanes by both sides are all there", async (t) => {
  const nodes = task("A") + task("B");
  const base = file(lanes(["A", "B"], [], []) + nodes);

  const merge = await merge3(base, file(lanes(["B"], ["A"], []) + nodes), file(lanes(["A"], ["B"], []) + nodes));

  t.deepEqual(asked(merge), []);
  t.deepEqual(await told(base, merge.xml), ['A lane: ["L1"]', 'B lane: ["L1"]']);
});

const emptyLane = (id: string) => `<bpmn:lane id="${id}"/>`;

const laneSet = (...ids: string[]) =>
  file(`<bpmn:laneSet id="S">${ids.map((id) => emptyLane(id)).join("")}</bpmn:laneSet>`);

test("one node put into two lanes is a decision, and so are two orders of lanes", async (t) => {
  const base = file(lanes(["A"], [], []) + task("A"));
  const [one, other] = [file(lanes([], ["A"], []) + task("A")), file(lanes([], [], ["A"]) + task("A"))];
  t.deepEqual(asked(await merge3(base, one, other)), ["property:A"]);
  t.deepEqual(asked(await merge3(laneSet("a", "b", "c"), laneSet("b", "a", "c"), laneSet("a", "c", "b"))), ["order:P"]);
  t.regex(
    (await merge3(laneSet("a", "b"), laneSet("a", "b"), laneSet("c", "b", "a"))).xml,
    /id="c"[^]*id="b"[^]*id="a"/,
  );
});

test("a lane deleted while something was put into it is a decision", async (t) => {
  const base = file(lanes(["A"], []) + task("A"));
  const ours = file(`${lanes(["A"])}${task("A")}`);
  const theirs = file(`${lanes(["A"], ["B"])}${task("A")}${task("B")}`);

  const open = await merge3(base, ours, theirs);

  t.deepEqual(asked(open), ["deletion:L1"]);
  t.deepEqual(await told(base, (await merge3(base, ours, theirs, { "deletion:L1": "theirs" })).xml), ["added B"]);
});

const subProcesses = (one: string, two: string, rest: string) =>
  file(`<bpmn:subProcess id="S">${one}</bpmn:subProcess><bpmn:subProcess id="Z">${two}</bpmn:subProcess>${rest}`);

test("an element moved to two containers is a decision, and moved and renamed is none", async (t) => {
  const base = subProcesses("", "", task("A"));

  t.deepEqual(asked(await merge3(base, subProcesses(task("A"), "", ""), subProcesses("", task("A"), ""))), [
    "container:A",
  ]);
  const merge = await merge3(base, subProcesses(task("A"), "", ""), base.replace('name="A"', 'name="Ask"'));
  t.deepEqual(asked(merge), []);
  t.deepEqual(await told(base, merge.xml), ['A container: "S"', 'A name: "Ask"']);
});

const nest = (outer: string, inner: string) =>
  file(`<bpmn:subProcess id="${outer}"><bpmn:subProcess id="${inner}"/></bpmn:subProcess>`);

test("two containers moved into each other are a decision", async (t) => {
  const base = file('<bpmn:subProcess id="S"/><bpmn:subProcess id="Z"/>');

  const merge = await merge3(base, nest("S", "Z"), nest("Z", "S"));

  t.is(merge.conflicts.length, 1);
  t.is(merge.conflicts[0]?.kind, "container");
  t.deepEqual(merge.integrity, []);
});

test("a flow to an element that the other side moved into a sub-process is a decision", async (t) => {
  const base = file(`${task("A")}${task("B")}<bpmn:subProcess id="S"/>`);
  const ours = file(`${task("A")}<bpmn:subProcess id="S">${task("B")}</bpmn:subProcess>`);
  const theirs = file(`${row("A", "B")}<bpmn:subProcess id="S"/>`);

  const open = await merge3(base, ours, theirs);

  t.is(open.conflicts.length, 1);
  for (const choice of ["ours", "theirs"]) {
    const merge = await merge3(base, ours, theirs, { [asked(open)[0] ?? ""]: choice });
    t.deepEqual(merge.integrity, [], choice);
  }
});

const script = (...lines: string[]) =>
  file(`<bpmn:scriptTask id="A"><bpmn:script>${lines.join("\n")}</bpmn:script></bpmn:scriptTask>`);

test("a script changed at two places merges line by line, and is a decision only where both changed the same", async (t) => {
  const base = script("a", "b", "c", "d", "e");

  const merge = await merge3(base, script("A", "b", "c", "d", "e"), script("a", "b", "c", "d", "e", "f"));

  t.deepEqual(asked(merge), []);
  t.regex(merge.xml, /A\nb\nc\nd\ne\nf/);
  t.deepEqual(asked(await merge3(base, script("A", "b", "c", "d", "e"), script("X", "b", "c", "d", "e"))), [
    "property:A",
  ]);
});

const mappings = (...inputs: string[]) =>
  file(
    `<bpmn:serviceTask id="A"><bpmn:extensionElements><zeebe:ioMapping>${inputs
      .map((input) => input.split("="))
      .map(([target, source]) => `<zeebe:input source="${source}" target="${target}"/>`)
      .join("")}</zeebe:ioMapping></bpmn:extensionElements></bpmn:serviceTask>`,
  );

test("mappings added by both sides are both there, and the same target twice is a decision", async (t) => {
  const base = mappings("a=1", "b=1");

  const merge = await merge3(base, mappings("a=1", "b=1", "c=1"), mappings("a=2", "b=1", "d=1"));

  t.deepEqual(asked(merge), []);
  t.deepEqual(
    [...merge.xml.matchAll(/source="(\d)" target="(\w)"/g)].map(([, source, target]) => `${target}=${source}`),
    ["a=2", "b=1", "c=1", "d=1"],
  );
  t.deepEqual(asked(await merge3(base, mappings("a=1", "b=1", "c=1"), mappings("a=1", "b=1", "c=2"))), ["property:A"]);
});

test("a message deleted while something else began to use it is a decision", async (t) => {
  const message = '<bpmn:message id="M" name="m"/>';
  const base = file(task("A"), message);
  const theirs = file(`${task("A")}<bpmn:receiveTask id="R" messageRef="M"/>`, message);

  t.deepEqual(asked(await merge3(base, file(task("A")), theirs)), ["deletion:M"]);
});

const gateway = (rest: string, flows: string) =>
  file(`<bpmn:exclusiveGateway id="G" ${rest}/>${task("A")}${task("B")}${flows}`);

test("a default flow that the other side deleted or turned away is a decision", async (t) => {
  const [f, g] = [flow("f", "G", "A"), flow("g", "G", "B")];
  const base = gateway("", f + g);

  t.deepEqual(asked(await merge3(base, gateway('default="g"', f + g), gateway("", f))), ["deletion:g"]);
  const turned = await merge3(base, gateway('default="g"', f + g), gateway("", f + flow("g", "A", "B")));
  t.is(turned.conflicts.length, 1);
});

const pool = (key: string) =>
  `<bpmn:collaboration id="C${key}"><bpmn:participant id="Pool${key}" name="Desk" processRef="P"/></bpmn:collaboration>`;

test("a process that both put into a pool is in one pool", async (t) => {
  const base = file(task("A"));

  const merge = await merge3(base, file(task("A"), pool("1")), file(row("A", "B"), pool("2")));

  t.deepEqual(asked(merge), []);
  t.deepEqual(await told(file(task("A"), pool("1")), merge.xml), ["added B", "added A_B"]);
});

test("an unknown option is refused, a decision about nothing is told", async (t) => {
  const base = file(task("A"));
  const [ours, theirs] = [base.replace('name="A"', 'name="B"'), base.replace('name="A"', 'name="C"')];

  await t.throwsAsync(merge3(base, ours, theirs, { "property:A": "both" }), {
    message: /Expected one of ours, theirs/,
  });
  t.deepEqual((await merge3(base, ours, theirs, { "property:Z": "ours" })).unused, ["property:Z"]);
});
