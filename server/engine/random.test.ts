import test from "ava";
import { compile } from "./compile.ts";
import { epoch, process } from "./testing.ts";
import type { Definition, Outcome } from "./types.ts";

/**
 * Random models, sound by construction: blocks of sequence, choice, parallel and inclusive branches, loops, sub-processes
 * and multi-instance sub-processes, nested. Driven in random order; every task must be done exactly as often as the
 * blocks say, and the instance must come to its end.
 */

/** Mulberry32: the same seed, the same model. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Block {
  readonly entry: string;
  readonly exit: string;
}

class Generator {
  readonly expected = new Map<string, number>();
  readonly chance: () => number;
  private readonly kinds: readonly string[];
  private next = 0;

  constructor(seed: number, kinds: readonly string[]) {
    this.chance = random(seed);
    this.kinds = kinds;
  }

  model(): string {
    const parts: string[] = ['<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>'];
    const body = this.block(3, 1, parts, []);
    parts.push(flow("start", body.entry), flow(body.exit, "end"));
    return process(parts.join(""));
  }

  private id(kind: string): string {
    this.next += 1;
    return `${kind}${this.next}`;
  }

  private pick(count: number): number {
    return Math.floor(this.chance() * count);
  }

  /** `times`: how often the block runs; `counters`: loop counters to be local to the innermost multi-instance. */
  private block(depth: number, times: number, parts: string[], counters: string[]): Block {
    const kind = depth === 0 ? "TASK" : (this.kinds[this.pick(this.kinds.length)] ?? "TASK");
    switch (kind) {
      case "SEQ": {
        const first = this.block(depth - 1, times, parts, counters);
        const second = this.block(depth - 1, times, parts, counters);
        parts.push(flow(first.exit, second.entry));
        return { entry: first.entry, exit: second.exit };
      }
      case "XOR":
      case "AND":
      case "OR":
        return this.branches(kind, depth, times, { parts, counters });
      case "LOOP":
        return this.loop(depth, times, parts, counters);
      case "SUB":
      case "MI":
      case "SEQMI":
        return this.subProcess(kind, depth, times, { parts, counters });
      default: {
        const id = this.id("task");
        this.expected.set(id, times);
        parts.push(`<bpmn:userTask id="${id}"/>`);
        return { entry: id, exit: id };
      }
    }
  }

  private branches(kind: string, depth: number, times: number, into: { parts: string[]; counters: string[] }): Block {
    const { parts, counters } = into;
    const type = { XOR: "exclusiveGateway", AND: "parallelGateway", OR: "inclusiveGateway" }[kind];
    const split = this.id("split");
    const join = this.id("join");
    parts.push(`<bpmn:${type} id="${split}"/><bpmn:${type} id="${join}"/>`);
    const count = 2 + this.pick(2);
    const one = this.pick(count);
    for (let index = 0; index < count; index += 1) {
      const isTaken = kind === "AND" || index === one || (kind === "OR" && this.chance() < 0.5);
      const branch = this.block(depth - 1, isTaken ? times : 0, parts, counters);
      parts.push(
        kind === "AND" ? flow(split, branch.entry) : flow(split, branch.entry, `=${isTaken}`),
        flow(branch.exit, join),
      );
    }
    return { entry: split, exit: join };
  }

  private loop(depth: number, times: number, parts: string[], counters: string[]): Block {
    const counter = this.id("counter");
    counters.push(counter);
    const rounds = 1 + this.pick(3);
    const [zero, merge, count, split] = [this.id("zero"), this.id("merge"), this.id("count"), this.id("again")];
    const body = this.block(depth - 1, times * rounds, parts, counters);
    parts.push(
      script(zero, "0", counter),
      script(count, `${counter} + 1`, counter),
      `<bpmn:exclusiveGateway id="${merge}"/><bpmn:exclusiveGateway id="${split}" default="${split}_out"/>`,
      flow(zero, merge),
      flow(merge, body.entry),
      flow(body.exit, count),
      flow(count, split),
      flow(split, merge, `=${counter} &lt; ${rounds}`),
    );
    const exit = this.id("pass");
    parts.push(
      `<bpmn:task id="${exit}"/><bpmn:sequenceFlow id="${split}_out" sourceRef="${split}" targetRef="${exit}"/>`,
    );
    return { entry: zero, exit };
  }

  private subProcess(kind: string, depth: number, times: number, into: { parts: string[]; counters: string[] }): Block {
    const { parts, counters } = into;
    const id = this.id("sub");
    const inner: string[] = [`<bpmn:startEvent id="${id}s"/><bpmn:endEvent id="${id}e"/>`];
    const own: string[] = kind === "SUB" ? counters : [];
    const instances = kind === "SUB" ? 1 : this.pick(4);
    const body = this.block(depth - 1, times * instances, inner, own);
    inner.push(flow(`${id}s`, body.entry), flow(body.exit, `${id}e`));
    const local = kind === "SUB" ? "" : own.map((name) => `<zeebe:input source="=0" target="${name}"/>`).join("");
    const mapping =
      local === ""
        ? ""
        : `<bpmn:extensionElements><zeebe:ioMapping>${local}</zeebe:ioMapping></bpmn:extensionElements>`;
    const loop =
      kind === "SUB"
        ? ""
        : `<bpmn:multiInstanceLoopCharacteristics isSequential="${kind === "SEQMI"}"><bpmn:loopCardinality>=${instances}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`;
    parts.push(`<bpmn:subProcess id="${id}">${mapping}${loop}${inner.join("")}</bpmn:subProcess>`);
    return { entry: id, exit: id };
  }
}

function flow(from: string, to: string, condition?: string): string {
  const text = condition === undefined ? "" : `<bpmn:conditionExpression>${condition}</bpmn:conditionExpression>`;
  return `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}">${text}</bpmn:sequenceFlow>`;
}

function script(id: string, expression: string, result: string): string {
  return `<bpmn:scriptTask id="${id}"><bpmn:extensionElements><zeebe:script expression="=${expression}" resultVariable="${result}"/></bpmn:extensionElements></bpmn:scriptTask>`;
}

interface Drive {
  readonly done: ReadonlyMap<string, number>;
  readonly ending: string;
  readonly ends: number;
}

function drive(definition: Definition, chance: () => number, isStored: boolean): Drive {
  const done = new Map<string, number>();
  let outcome = definition.advance(undefined, { kind: "start", variables: {} }, epoch);
  let ends = endsIn(outcome);
  for (let step = 0; step < 2_000 && !outcome.ending; step += 1) {
    const wait = outcome.waits[Math.floor(chance() * outcome.waits.length)];
    if (wait?.kind !== "task")
      return { done, ending: `stuck at ${JSON.stringify(wait)} ${outcome.value.snapshot}`, ends };
    done.set(wait.elementId, (done.get(wait.elementId) ?? 0) + 1);
    outcome = complete(definition, outcome, wait.id, isStored);
    ends += endsIn(outcome);
  }
  return { done, ending: outcome.ending?.kind ?? "endless", ends };
}

function complete(definition: Definition, before: Outcome, waitId: string, isStored: boolean): Outcome {
  const value = isStored ? (JSON.parse(JSON.stringify(before.value)) as Outcome["value"]) : before.value; // a value once more
  const after = definition.advance(value, { kind: "completeTask", waitId, variables: {} }, epoch);
  const ids = new Set(before.waits.map((wait) => wait.id).filter((id) => !after.closed.includes(id)));
  for (const wait of after.opened) ids.add(wait.id);
  const told = sorted([...ids]);
  const listed = sorted(after.waits.map((wait) => wait.id));
  if (told !== listed) throw new Error(`Expected the difference to lead to ${listed}, but it leads to ${told}.`);
  if (isStored && JSON.stringify(definition.waits(after.value)) !== JSON.stringify(after.waits)) {
    throw new Error("Expected the waits of the value to be those of the outcome, but they differ.");
  }
  return after;
}

function sorted(ids: readonly string[]): string {
  return ids.toSorted((a, b) => Number(a) - Number(b)).join();
}

function byName(counts: readonly (readonly [string, number])[]): readonly (readonly [string, number])[] {
  return counts.toSorted(([a], [b]) => a.localeCompare(b));
}

function endsIn(outcome: Outcome): number {
  return outcome.facts.filter((fact) => fact.type === "element.completed" && fact.elementId === "end").length;
}

const mixes: readonly (readonly string[])[] = [
  ["XOR", "SEQ", "TASK"],
  ["AND", "SEQ", "TASK"],
  ["AND", "XOR", "SEQ", "TASK"],
  ["AND", "LOOP", "SEQ", "TASK"],
  ["OR", "SEQ", "TASK"],
  ["AND", "XOR", "OR", "LOOP", "SEQ", "TASK"],
  ["AND", "SUB", "MI", "SEQMI", "LOOP", "XOR", "SEQ", "TASK"],
  ["AND", "XOR", "OR", "LOOP", "SEQ", "SUB", "MI", "SEQMI", "TASK"],
];

for (const [index, kinds] of mixes.entries()) {
  test(`random models of ${kinds.join(", ")} do every task as often as their blocks say`, async (t) => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const generator = new Generator(index * 1_000 + seed, kinds);
      const xml = generator.model();
      const { definitions, problems } = await compile(xml);
      const errors = problems.filter((problem) => problem.severity === "error");
      const [definition] = definitions;
      if (!definition || errors.length > 0) return t.fail(`${JSON.stringify(errors)} in ${xml}`);

      const stored = drive(definition, random(seed), true);
      const live = drive(definition, random(seed), false);

      const expected = byName([...generator.expected].filter(([, times]) => times > 0));
      t.deepEqual(byName([...stored.done]), expected, xml);
      t.is(stored.ending, "completed", xml);
      t.is(stored.ends, 1, xml);
      t.deepEqual(live, stored, "stored and live instances do the same");
    }
    return undefined;
  });
}
