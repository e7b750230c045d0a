import test from "ava";
import { Refusal } from "../base/refusal.ts";
import { compile } from "./compile.ts";
import { migrate } from "./migrate.ts";
import type { Migrated, Migration } from "./migrate.ts";
import { planMigration } from "./migratePlan.ts";
import type { MappingOverride } from "./migratePlan.ts";
import { Generator, random } from "./randomModels.ts";
import { bpmn, conditional, definitionOf, epoch, flows, Instance, process, start, tasks } from "./testing.ts";
import type { Definition } from "./types.ts";

const hour = 3_600_000;
const ends = '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>';

function timer(id: string, host: string, duration: string, more = ""): string {
  return `<bpmn:boundaryEvent id="${id}" attachedToRef="${host}" ${more}><bpmn:timerEventDefinition><bpmn:timeDuration>${duration}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:endEvent id="${id}End"/>${flows(`${id} > ${id}End`)}`;
}

function plain(...middle: readonly string[]): string {
  return `${ends}${tasks(...middle)}${flows(["start", ...middle, "end"].join(" > "))}`;
}

function result(from: Definition, to: Definition, value: Instance, overrides: readonly MappingOverride[] = []) {
  return migrate({ from, to, plan: planMigration(from, to, overrides) }, value.outcome.value, value.now);
}

interface Moved extends Migrated {
  readonly instance: Instance;
}

function possible(migration: Migration): Migrated {
  if (migration.kind === "possible") return migration.migrated;
  throw new Error(`Expected a way, but ${JSON.stringify(migration.obstacles)}`);
}

async function move(instance: Instance, xml: string, overrides: readonly MappingOverride[] = []): Promise<Moved> {
  const to = await definitionOf(xml);
  const migrated = possible(result(instance.definition, to, instance, overrides));
  return { ...migrated, instance: new Instance(to, migrated.outcome, instance.now) };
}

async function obstacles(instance: Instance, xml: string): Promise<readonly (readonly [string, string])[]> {
  const migration = result(instance.definition, await definitionOf(xml), instance);
  return migration.kind === "possible" ? [] : migration.obstacles.map((each) => [each.elementId, each.code] as const);
}

test("a token keeps its wait and goes on along the other version", async (t) => {
  const old = await start(process(plain("review")));

  const { instance, kept } = await move(old, process(plain("review", "approve")));

  t.is(instance.at("review").id, old.at("review").id);
  t.deepEqual(
    kept.map((wait) => wait.after.elementId),
    ["review"],
  );
  instance.answer("review");
  t.deepEqual(instance.waiting(), ["approve"]);
});

test("a plan maps by id, gives reasons for the rest, and suggests the element of the same name", async (t) => {
  const from = await definitionOf(process(plain("first", "second")));
  const renamed = '<bpmn:userTask id="other" name="second"/>';
  const to = await definitionOf(process(`${ends}${tasks("first")}${renamed}${flows("start > first > other > end")}`));

  const plan = planMigration(from, to);

  t.deepEqual(
    plan.mapped.map((each) => each.from),
    ["start", "end", "first"],
  );
  t.like(plan.unmapped[0], { elementId: "second", code: "migration.removed", suggestion: "other" });
  t.deepEqual(plan.added, ["other"]);
});

test("an instance with a token at a removed element stays, until the plan says where to", async (t) => {
  const old = (await start(process(plain("first", "second")))).answer("first");
  const xml = process(plain("first", "other"));

  t.deepEqual(await obstacles(old, xml), [["second", "migration.unmapped"]]);

  const { instance } = await move(old, xml, [{ from: "second", to: "other" }]);
  t.is(instance.at("other").id, old.at("second").id);
  t.deepEqual(instance.facts("element.entered"), ["other"]);
});

test("an override that cannot be is refused with its reason", async (t) => {
  const from = await definitionOf(process(plain("first")));
  const inner = `<bpmn:subProcess id="sub">${tasks("deep")}</bpmn:subProcess>`;
  const to = await definitionOf(process(`${ends}${inner}${flows("start > sub > end")}`));
  const overrides = [
    { from: "first", to: "deep" },
    { from: "nowhere", to: "sub" },
  ];

  const refusal = t.throws(() => planMigration(from, to, overrides), { instanceOf: Refusal });

  t.is(refusal.code, "migration.mapping");
  t.deepEqual(
    refusal.complaints.map((each) => each.code),
    ["migration.scope", "migration.unknown"],
  );
  t.throws(() => planMigration(from, { ...to, processId: "another" }), { code: "migration.process" });
});

test("boundary events of the other version are armed, those without a place disarmed, the others keep their due time", async (t) => {
  const old = await start(process(plain("work") + timer("stays", "work", "PT1H") + timer("goes", "work", "PT2H")));
  old.now = new Date(epoch.getTime() + hour / 2);

  const moved = await move(
    old,
    process(plain("work") + timer("stays", "work", "PT1H") + timer("comes", "work", "PT3H")),
  );

  t.deepEqual(
    moved.closed.map((wait) => wait.elementId),
    ["goes"],
  );
  t.deepEqual(
    moved.opened.map((wait) => wait.elementId),
    ["comes"],
  );
  t.deepEqual(moved.instance.at("stays"), old.at("stays"));
  t.like(moved.instance.at("comes"), { due: { kind: "at", at: new Date(old.now.getTime() + 3 * hour) } });
  t.deepEqual(moved.instance.answer("work").waiting(), []);
});

test("a reminder that was given already is not given again", async (t) => {
  const xml = process(plain("work") + timer("remind", "work", "PT1H", 'cancelActivity="false"'));
  const old = (await start(xml)).answer("remind");

  const { opened, instance } = await move(old, xml);

  t.deepEqual(opened, []);
  t.deepEqual(instance.waiting(), ["work"]);
});

test("a timer with another duration is due as the other version says, under the same id", async (t) => {
  const old = await start(process(plain("work") + timer("late", "work", "PT1H")));

  const { instance, closed } = await move(old, process(plain("work") + timer("late", "work", "PT5H")));

  t.deepEqual(closed, []);
  t.is(instance.at("late").id, old.at("late").id);
  t.like(instance.at("late"), { due: { kind: "at", at: new Date(epoch.getTime() + 5 * hour) } });
});

const message = '<bpmn:message id="Stop" name="stop"/>';
const handler = `<bpmn:subProcess id="handler" triggeredByEvent="true"><bpmn:startEvent id="stop"><bpmn:messageEventDefinition messageRef="Stop"/></bpmn:startEvent>${tasks("tidy")}${flows("stop > tidy")}</bpmn:subProcess>`;

test("an event sub-process of the other version listens from now on, and one that is gone no more", async (t) => {
  const without = process(plain("work"), message);
  const withHandler = process(plain("work") + handler, message);
  const old = await start(without);

  const there = await move(old, withHandler);
  const back = await move(there.instance, without);

  t.deepEqual(there.instance.waiting("message"), ["stop"]);
  t.deepEqual(back.instance.waiting(), ["work"]);
  t.deepEqual(there.instance.answer("stop").waiting(), ["tidy"]);
});

test("an event sub-process at work has to have a place", async (t) => {
  const old = (await start(process(plain("work") + handler, message))).answer("stop");

  t.deepEqual(await obstacles(old, process(plain("work"), message)), [
    ["handler", "migration.unmapped"],
    ["tidy", "migration.unmapped"],
  ]);
});

function many(...inner: readonly string[]): string {
  const loop = `<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>=3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`;
  return `${ends}<bpmn:subProcess id="each">${loop}<bpmn:startEvent id="in"/><bpmn:endEvent id="out"/>${tasks(...inner)}${flows(["in", ...inner, "out"].join(" > "))}</bpmn:subProcess>${flows("start > each > end")}`;
}

test("instances of a loop keep their place; each goes on along the other version", async (t) => {
  const old = (await start(process(many("a")))).answer("a");

  const { instance, kept } = await move(old, process(many("a", "b")));

  t.is(kept.length, 2);
  instance.answer("a").answer("a");
  t.deepEqual(instance.waiting(), ["b", "b"]);
  t.is(instance.answer("b").answer("b").outcome.ending?.kind, "completed");
});

test("an activity that no longer repeats as before is an obstacle", async (t) => {
  const old = await start(process(many("a")));
  const single = `${ends}<bpmn:subProcess id="each">${tasks("a")}</bpmn:subProcess>${flows("start > each > end")}`;

  t.deepEqual(await obstacles(old, process(single)), [
    ["each", "migration.unmapped"],
    ["a", "migration.unmapped"],
  ]);
});

test("a task that a worker does now begins anew, and its events with it", async (t) => {
  const old = await start(process(plain("work") + timer("late", "work", "PT1H")));
  const service = `<bpmn:serviceTask id="work"><bpmn:extensionElements><zeebe:taskDefinition type="do.it"/></bpmn:extensionElements></bpmn:serviceTask>`;
  const xml = process(`${ends}${service}${flows("start > work > end")}${timer("late", "work", "PT1H")}`);
  old.now = new Date(epoch.getTime() + hour / 2);

  const { instance, closed } = await move(old, xml);

  t.is(closed.length, 2);
  t.deepEqual(instance.waiting(), ["work", "late"]);
  t.like(instance.at("work"), { kind: "job", type: "do.it" });
  t.is(instance.answer("work").outcome.ending?.kind, "completed");
});

function joined(...branches: readonly string[]): string {
  const lines = branches.map((id) => `fork > ${id} > join`).join("; ");
  return `${ends}<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/>${tasks(...branches)}${flows(`start > fork; ${lines}; join > end`)}`;
}

test("a join that waits for fewer branches now lets go what it has", async (t) => {
  const old = (await start(process(joined("a", "b", "c")))).answer("a").answer("b");
  const cancelled = old.do({ kind: "modify", instructions: [{ kind: "cancelElement", elementId: "c" }] });

  const { instance } = await move(cancelled, process(joined("a", "b")));

  t.is(instance.outcome.ending?.kind, "completed");
});

test("a token at a join has to have a flow in the other version", async (t) => {
  const old = (await start(process(joined("a", "b", "c")))).answer("c");

  t.deepEqual(await obstacles(old, process(joined("a", "b"))), [["join", "migration.unmapped"]]);
});

function choice(...events: readonly (readonly [string, string])[]): string {
  const caught = events.map(
    ([id, duration]) =>
      `<bpmn:intermediateCatchEvent id="${id}"><bpmn:timerEventDefinition><bpmn:timeDuration>${duration}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>${flows(`choice > ${id} > end`)}`,
  );
  return process(`${ends}<bpmn:eventBasedGateway id="choice"/>${caught.join("")}${flows("start > choice")}`);
}

test("an event-based gateway waits for the events that follow it in the other version", async (t) => {
  const old = await start(choice(["soon", "PT1H"], ["later", "PT2H"]));

  const { instance, opened, closed } = await move(old, choice(["soon", "PT1H"], ["never", "PT9H"]));

  t.deepEqual([opened.map((wait) => wait.elementId), closed.map((wait) => wait.elementId)], [["never"], ["later"]]);
  t.is(instance.answer("never").outcome.ending?.kind, "completed");
});

function assigned(groups: string): string {
  return process(
    `${ends}<bpmn:userTask id="work"><bpmn:extensionElements><zeebe:assignmentDefinition assignee="=who" candidateGroups="${groups}"/></bpmn:extensionElements></bpmn:userTask>${flows("start > work > end")}`,
  );
}

test("people and forms of a waiting task are those of the other version where it says something else", async (t) => {
  const old = await start(assigned("one"), { who: "ana" });
  old.do({ kind: "setVariables", variables: { who: "bo", group: "two" } });

  const { instance } = await move(old, assigned("=group"));

  t.like(instance.at("work"), { assignee: "ana", candidateGroups: ["two"] });
});

test("an expression that fails for this instance is an obstacle", async (t) => {
  const old = await start(process(plain("work")));

  t.deepEqual(await obstacles(old, process(plain("work") + timer("odd", "work", "=nothing.here"))), [
    ["process", "migration.expression"],
  ]);
});

function undoable(id: string): string {
  return bpmn(
    `<bpmn:process id="process" isExecutable="true">${ends}${tasks(id, "then", "undo").replace('id="undo"', 'id="undo" isForCompensation="true"')}<bpmn:boundaryEvent id="back" attachedToRef="${id}"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent><bpmn:association id="link" sourceRef="back" targetRef="undo" associationDirection="One"/><bpmn:intermediateThrowEvent id="throw"><bpmn:compensateEventDefinition/></bpmn:intermediateThrowEvent>${flows(`start > ${id} > then > throw > end`)}</bpmn:process>`,
  );
}

test("what was done can be undone in the other version, if it has a place there", async (t) => {
  const old = (await start(undoable("book"))).answer("book");

  const same = await move(old, undoable("book"));
  const gone = await move(old, undoable("order"));

  t.deepEqual([same.forgotten, gone.forgotten], [[], ["book"]]);
  t.deepEqual(same.instance.answer("then").waiting(), ["undo"]);
  t.is(gone.instance.answer("then").outcome.ending?.kind, "completed");
});

test("an instance that has ended stays where it is", async (t) => {
  const old = (await start(process(plain("work")))).answer("work");

  t.throws(() => result(old.definition, old.definition, old), { code: "engine.ended" });
});

function deciding(id: string, condition: string): string {
  const gateway = `<bpmn:exclusiveGateway id="${id}"/>`;
  return process(
    `${ends}${gateway}${tasks("after")}${flows(`start > ${id}; after > end`)}${conditional(id, "after", condition)}`,
  );
}

test("a fault that the other version mends is tried again there, also under another name", async (t) => {
  const old = await start(deciding("choose", "=amount.net &gt; 5"), { amount: 7 });
  t.deepEqual(old.waiting("fault"), ["choose"]);

  const { instance, kept } = await move(old, deciding("decide", "=amount &gt; 5"), [{ from: "choose", to: "decide" }]);

  t.like(kept[0], { before: { kind: "fault", elementId: "choose" }, after: { kind: "fault", elementId: "decide" } });
  t.deepEqual(instance.answer("decide").waiting(), ["after"]);
});

function adHoc(...ids: readonly string[]): string {
  return process(
    `${ends}<bpmn:adHocSubProcess id="free" ordering="Sequential">${tasks(...ids)}</bpmn:adHocSubProcess>${flows("start > free > end")}`,
  );
}

test("what was chosen in an ad-hoc sub-process and waits for its turn is done in the other version", async (t) => {
  const old = await start(adHoc("a", "b"));
  old.do({ kind: "activate", waitId: old.at("free").id, elementIds: ["a", "b"] });

  t.deepEqual(await obstacles(old, adHoc("a", "c")), [["b", "migration.unmapped"]]);

  const { instance } = await move(old, adHoc("a", "c"), [{ from: "b", to: "c" }]);
  t.deepEqual(instance.answer("a").waiting("task"), ["c"]);
  t.is(instance.answer("c").outcome.ending?.kind, "completed");
});

test("instances of a loop that workers do now begin anew, each in its place", async (t) => {
  const loop = `<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=[5,6,7]" inputElement="n" outputCollection="out" outputElement="=n"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>`;
  const line = flows("start > work > end");
  const old = await start(process(`${ends}<bpmn:userTask id="work">${loop}</bpmn:userTask>${line}`));
  old.answer("work");
  const definition = '<bpmn:extensionElements><zeebe:taskDefinition type="do.it"/></bpmn:extensionElements>';

  const { instance, closed } = await move(
    old,
    process(`${ends}<bpmn:serviceTask id="work">${definition}${loop}</bpmn:serviceTask>${line}`),
  );

  t.is(closed.length, 2);
  t.deepEqual(instance.waiting("job"), ["work", "work"]);
  const { value, ending } = instance.answer("work").answer("work").outcome;
  t.is(ending?.kind, "completed");
  t.deepEqual(value.variables["out"], [5, 6, 7]);
});

test("random models: to come over to the very same version changes nothing, at no step", async (t) => {
  const kinds = ["AND", "XOR", "OR", "LOOP", "SEQ", "SUB", "MI", "SEQMI", "TASK"];
  for (let seed = 1; seed <= 60; seed += 1) {
    const xml = new Generator(seed, kinds).model();
    const [from, to] = [(await compile(xml)).definitions[0]!, (await compile(xml)).definitions[0]!];
    const plan = planMigration(from, to);
    const chance = random(seed);
    let outcome = from.advance(undefined, { kind: "start", variables: {} }, epoch);
    while (!outcome.ending) {
      const migrated = possible(migrate({ from, to, plan }, outcome.value, epoch));
      t.deepEqual(migrated.outcome.value, outcome.value, xml);
      t.deepEqual([migrated.opened, migrated.closed], [[], []]);
      const wait = outcome.waits[Math.floor(chance() * outcome.waits.length)]!;
      outcome = from.advance(outcome.value, { kind: "completeTask", waitId: wait.id, variables: {} }, epoch);
    }
  }
});

test("random models: to and fro between versions with and without boundary events, at any step, every task is done as often as before", async (t) => {
  const kinds = ["AND", "XOR", "OR", "LOOP", "SEQ", "SUB", "MI", "SEQMI", "TASK"];
  for (let seed = 1; seed <= 60; seed += 1) {
    const generator = new Generator(seed, kinds);
    const xml = generator.model();
    const guarded = xml.replaceAll(
      /<bpmn:userTask id="(\w+)"\/>/g,
      (whole, id: string) => whole + timer(`${id}late`, id, "PT1H"),
    );
    const versions = [await definitionOf(xml), await definitionOf(guarded)];
    const chance = random(seed);
    const done = new Map<string, number>();
    let at = 0;
    let outcome = versions[at]!.advance(undefined, { kind: "start", variables: {} }, epoch);
    while (!outcome.ending) {
      const [from, to] = [versions[at]!, versions[1 - at]!];
      if (chance() < 0.5) {
        ({ outcome } = possible(migrate({ from, to, plan: planMigration(from, to) }, outcome.value, epoch)));
        at = 1 - at;
      }
      const open = outcome.waits.filter((wait) => wait.kind === "task");
      t.is(outcome.waits.length - open.length, at * open.length, "a timer for each task, or none");
      const wait = open[Math.floor(chance() * open.length)]!;
      done.set(wait.elementId, (done.get(wait.elementId) ?? 0) + 1);
      outcome = versions[at]!.advance(outcome.value, { kind: "completeTask", waitId: wait.id, variables: {} }, epoch);
    }
    t.is(outcome.ending.kind, "completed");
    const expected = [...generator.expected].filter(([, times]) => times > 0);
    t.deepEqual(Object.fromEntries(done), Object.fromEntries(expected), xml);
  }
});
