import { process } from "./testing.ts";

/**
 * Random models for tests, sound by construction: blocks of sequence, choice, parallel and inclusive branches, loops,
 * sub-processes, multi-instance sub-processes, sub-processes whose error or escalation is caught (on the boundary or by an
 * event sub-process) and such that undo what they did, nested. The generator knows how often each task has to be done.
 */

/** What stands beside the process: what is thrown and caught. */
const roots = '<bpmn:error id="Err" errorCode="ERR"/><bpmn:escalation id="Esc" escalationCode="ESC"/>';

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
    return process(parts.join(""), roots);
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
      case "ERR":
      case "ESC":
      case "ERRSUB":
      case "ESCSUB":
        return this.catching(kind, depth, times, { parts, counters });
      case "COMP":
        return this.undoing(depth, times, { parts, counters });
      default:
        return this.task(times, parts);
    }
  }

  private task(times: number, parts: string[], more = ""): Block {
    const id = this.id("task");
    this.expected.set(id, times);
    parts.push(`<bpmn:userTask id="${id}"${more}/>`);
    return { entry: id, exit: id };
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

  /**
   * A sub-process that throws at its end: an error or escalation, caught on its boundary (ERR, ESC) or by an event
   * sub-process of its own (ERRSUB, ESCSUB). Errors interrupt, escalations do not.
   */
  private catching(kind: string, depth: number, times: number, into: { parts: string[]; counters: string[] }): Block {
    const { parts, counters } = into;
    const id = this.id("sub");
    const isError = kind.startsWith("ERR");
    const definition = isError
      ? '<bpmn:errorEventDefinition errorRef="Err"/>'
      : '<bpmn:escalationEventDefinition escalationRef="Esc"/>';
    const thrown = isError ? "endEvent" : "intermediateThrowEvent";
    const inner: string[] = [
      `<bpmn:startEvent id="${id}s"/><bpmn:${thrown} id="${id}t">${definition}</bpmn:${thrown}>`,
    ];
    // an error takes what still runs beside with it: what it ends is a sub-process, which waits for all of its own
    const body = isError
      ? this.subProcess("SUB", depth, times, { parts: inner, counters })
      : this.block(depth - 1, times, inner, counters);
    inner.push(flow(`${id}s`, body.entry), flow(body.exit, `${id}t`));
    if (!isError) inner.push(`<bpmn:endEvent id="${id}e"/>`, flow(`${id}t`, `${id}e`));
    if (kind.endsWith("SUB")) {
      inner.push(this.eventSubProcess(`${id}v`, times, definition, isError));
      parts.push(`<bpmn:subProcess id="${id}">${inner.join("")}</bpmn:subProcess>`);
      return { entry: id, exit: id };
    }
    parts.push(
      `<bpmn:subProcess id="${id}">${inner.join("")}</bpmn:subProcess>`,
      `<bpmn:boundaryEvent id="${id}b" attachedToRef="${id}" cancelActivity="${isError}">${definition}</bpmn:boundaryEvent>`,
    );
    if (isError) return { entry: id, exit: `${id}b` };
    const beside = this.task(times, parts);
    parts.push(`<bpmn:endEvent id="${id}o"/>`, flow(`${id}b`, beside.entry), flow(beside.exit, `${id}o`));
    return { entry: id, exit: id };
  }

  private eventSubProcess(id: string, times: number, definition: string, isInterrupting: boolean): string {
    const inner = [
      `<bpmn:startEvent id="${id}s" isInterrupting="${isInterrupting}">${definition}</bpmn:startEvent><bpmn:endEvent id="${id}e"/>`,
    ];
    const task = this.task(times, inner);
    inner.push(flow(`${id}s`, task.entry), flow(task.exit, `${id}e`));
    return `<bpmn:subProcess id="${id}" triggeredByEvent="true">${inner.join("")}</bpmn:subProcess>`;
  }

  /** A sub-process that does a task and a block, and undoes the task before it ends. */
  private undoing(depth: number, times: number, into: { parts: string[]; counters: string[] }): Block {
    const { parts, counters } = into;
    const id = this.id("sub");
    const inner: string[] = [
      `<bpmn:startEvent id="${id}s"/><bpmn:endEvent id="${id}e"/>
       <bpmn:intermediateThrowEvent id="${id}t"><bpmn:compensateEventDefinition/></bpmn:intermediateThrowEvent>`,
    ];
    const task = this.task(times, inner, ' name="to be undone"');
    const undo = this.task(times, inner, ' isForCompensation="true"');
    const body = this.block(depth - 1, times, inner, counters);
    inner.push(
      `<bpmn:boundaryEvent id="${id}b" attachedToRef="${task.entry}"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>`,
      `<bpmn:association id="${id}a" sourceRef="${id}b" targetRef="${undo.entry}" associationDirection="One"/>`,
      flow(`${id}s`, task.entry),
      flow(task.exit, body.entry),
      flow(body.exit, `${id}t`),
      flow(`${id}t`, `${id}e`),
    );
    parts.push(`<bpmn:subProcess id="${id}">${inner.join("")}</bpmn:subProcess>`);
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
