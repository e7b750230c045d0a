import { process } from "./testing.ts";

/**
 * Random models for tests, sound by construction: blocks of sequence, choice, parallel and inclusive branches, loops,
 * sub-processes and multi-instance sub-processes, nested. The generator knows how often each task has to be done.
 */

/** Mulberry32: the same seed, the same model. */
export function random(seed: number): () => number {
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

/** Makes one model; the same seed and kinds, the same model. */
export class Generator {
  /** How often each task is done, by its id. */
  readonly expected = new Map<string, number>();
  readonly chance: () => number;
  private readonly kinds: readonly string[];
  private next = 0;

  constructor(seed: number, kinds: readonly string[]) {
    this.chance = random(seed);
    this.kinds = kinds;
  }

  /** The model as a file. To be asked for once. */
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
