import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { compileRuleSet } from "../decisions/compile.ts";
import type { CompiledRuleSet } from "../decisions/compile.ts";
import { decide } from "../decisions/decide.ts";
import { parseRuleSet } from "../decisions/ruleSet.ts";
import { compile } from "../engine/compile.ts";
import type { Command, Definition, Effect, Ending, InstanceValue, TaskWait, Wait } from "../engine/types.ts";

const root = join(import.meta.dirname, "../..");

/** Answers a job: variables, or `errorCode` alone for a BPMN error. */
export type Worker = (input: JsonObject, type: string) => JsonObject;

/** One instance on the stage. */
export interface Actor {
  readonly id: number;
  readonly definition: Definition;
  value: InstanceValue;
  waits: readonly Wait[];
  ending: Ending | undefined;
  readonly caller: { readonly actor: Actor; readonly waitId: string } | undefined;
  /** Elements entered, in order. */
  readonly path: string[];
}

/** Processes and rules as they stand in the folders, compiled. Read once per test file. */
export interface Repertoire {
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly rules: ReadonlyMap<string, CompiledRuleSet>;
}

/** Reads `processes/` and `rules/`. */
export async function readRepertoire(): Promise<Repertoire> {
  const folders = (await readdir(join(root, "processes"), { withFileTypes: true })).filter((entry) =>
    entry.isDirectory(),
  );
  const compiled = await Promise.all(
    folders.map(async ({ name }) => compile(await readFile(join(root, "processes", name, `${name}.bpmn`), "utf8"))),
  );
  const files = (await readdir(join(root, "rules"))).filter((name) => name.endsWith(".json"));
  const ruleSets = await Promise.all(
    files.map(async (name) =>
      compileRuleSet(parseRuleSet(JSON.parse(await readFile(join(root, "rules", name), "utf8")))),
    ),
  );
  return {
    definitions: new Map(
      compiled.flatMap(({ definitions }) => definitions.map((each) => [each.processId, each] as const)),
    ),
    rules: new Map(ruleSets.map((each) => [each.ruleSet.key, each])),
  };
}

/**
 * The real processes and the real rules play together in memory: calls, messages (buffered when nobody waits) and
 * decisions are carried out, jobs are answered by `worker`. Tasks and timers wait for the test.
 */
export class Stage {
  readonly actors: Actor[] = [];
  readonly jobs: { readonly type: string; readonly input: JsonObject }[] = [];
  readonly signals: string[] = [];
  private readonly buffer: { name: string; key: string | undefined; variables: JsonObject }[] = [];
  private readonly effects: Effect[] = [];
  private readonly repertoire: Repertoire;
  private readonly worker: Worker;
  now = new Date("2026-11-23T09:00:00Z");

  constructor(repertoire: Repertoire, worker: Worker) {
    this.repertoire = repertoire;
    this.worker = worker;
  }

  /** Publishes a message and lets everything run until only people and clocks are waited for. */
  async publish(name: string, key: string, variables: JsonObject): Promise<void> {
    this.deliver(name, key, variables);
    await this.settle();
  }

  /** Completes the one open task of an element. */
  async complete(elementId: string, variables: JsonObject): Promise<void> {
    const { actor, wait } = this.waitAt(elementId, "task");
    this.command(actor, { kind: "completeTask", waitId: wait.id, variables });
    await this.settle();
  }

  /** Lets the timer of an element fire. */
  async fire(elementId: string): Promise<void> {
    const { actor, wait } = this.waitAt(elementId, "timer");
    this.command(actor, { kind: "timer", waitId: wait.id });
    await this.settle();
  }

  /** The open task of an element. */
  task(elementId: string): TaskWait {
    const { wait } = this.waitAt(elementId, "task");
    if (wait.kind !== "task") throw new Error(`Expected a task at ${elementId}`);
    return wait;
  }

  /** Element ids of everything waited for, over all live instances, sorted. */
  waitingAt(): string[] {
    return this.live()
      .flatMap((actor) => actor.waits.filter((wait) => wait.kind !== "call").map((wait) => wait.elementId))
      .toSorted();
  }

  /** All instances of a process. */
  of(processId: string): Actor[] {
    return this.actors.filter((actor) => actor.definition.processId === processId);
  }

  /** Inputs of all jobs of a type. */
  done(type: string): JsonObject[] {
    return this.jobs.filter((job) => job.type === type).map((job) => job.input);
  }

  private live(): Actor[] {
    return this.actors.filter((actor) => actor.ending === undefined);
  }

  private waitAt(elementId: string, kind: Wait["kind"]): { actor: Actor; wait: Wait } {
    const found = this.live().flatMap((actor) =>
      actor.waits.filter((wait) => wait.elementId === elementId && wait.kind === kind).map((wait) => ({ actor, wait })),
    );
    const [first] = found;
    if (!first || found.length > 1) {
      throw new Error(
        `Expected one ${kind} at ${elementId}, but there are ${found.length}; waiting at ${this.waitingAt().join(", ")}`,
      );
    }
    return first;
  }

  private command(actor: Actor, command: Command): void {
    const outcome = actor.definition.advance(actor.value, command, this.now);
    actor.value = outcome.value;
    actor.waits = outcome.waits;
    actor.ending = outcome.ending;
    this.effects.push(...outcome.effects);
    for (const fact of outcome.facts)
      if (fact.type === "element.entered" && fact.elementId !== undefined) actor.path.push(fact.elementId);
    for (const wait of outcome.waits)
      if (wait.kind === "fault") throw new Error(`Fault at ${wait.elementId}: ${wait.code} ${wait.message}`);
  }

  private start(
    processId: string,
    variables: JsonObject,
    from: { elementId?: string; caller?: Actor["caller"] },
  ): void {
    const definition = this.repertoire.definitions.get(processId);
    if (!definition) throw new Error(`Expected process ${processId}, but it is unknown`);
    const elementId = from.elementId === undefined ? {} : { elementId: from.elementId };
    const first = definition.advance(undefined, { kind: "start", variables, ...elementId }, this.now);
    const actor: Actor = {
      id: this.actors.length,
      definition,
      value: first.value,
      waits: first.waits,
      ending: first.ending,
      caller: from.caller,
      path: [],
    };
    for (const fact of first.facts)
      if (fact.type === "element.entered" && fact.elementId !== undefined) actor.path.push(fact.elementId);
    this.effects.push(...first.effects);
    this.actors.push(actor);
  }

  private deliver(name: string, key: string | undefined, variables: JsonObject): void {
    for (const actor of this.live()) {
      const wait = actor.waits.find(
        (each) => each.kind === "message" && each.name === name && each.correlationKey === key,
      );
      if (!wait) continue;
      this.command(actor, { kind: "message", waitId: wait.id, variables });
      return;
    }
    for (const definition of this.repertoire.definitions.values()) {
      const start = definition.starts.find((each) => each.kind === "message" && each.name === name);
      if (!start) continue;
      this.start(definition.processId, variables, { elementId: start.elementId });
      return;
    }
    this.buffer.push({ name, key, variables });
  }

  private async settle(): Promise<void> {
    for (let steps = 0; steps < 2000; steps += 1) {
      if (!(await this.step())) return;
    }
    throw new Error(`Expected the play to come to rest, but it goes on at ${this.waitingAt().join(", ")}`);
  }

  /** One thing that goes on by itself; false when there is none. */
  private async step(): Promise<boolean> {
    const effect = this.effects.shift();
    if (effect) {
      if (effect.kind === "message") this.deliver(effect.name, effect.correlationKey, effect.variables);
      if (effect.kind === "signal") this.signals.push(effect.name);
      return true;
    }
    return this.returnOne() || this.unbufferOne() || (await this.serveOne());
  }

  private returnOne(): boolean {
    const actor = this.actors.find(
      (each) => each.ending && each.caller?.actor.waits.some((wait) => wait.id === each.caller?.waitId),
    );
    if (!actor?.caller) return false;
    this.command(actor.caller.actor, { kind: "return", waitId: actor.caller.waitId, variables: actor.value.variables });
    return true;
  }

  private unbufferOne(): boolean {
    const index = this.buffer.findIndex(({ name, key }) =>
      this.live().some((actor) =>
        actor.waits.some((wait) => wait.kind === "message" && wait.name === name && wait.correlationKey === key),
      ),
    );
    const [message] = index < 0 ? [] : this.buffer.splice(index, 1);
    if (message) this.deliver(message.name, message.key, message.variables);
    return message !== undefined;
  }

  private async serveOne(): Promise<boolean> {
    for (const actor of this.live()) {
      for (const wait of actor.waits) if (await this.serve(actor, wait)) return true;
    }
    return false;
  }

  /** Carries out what no person and no clock has to do; false when the wait is not of that kind. */
  private async serve(actor: Actor, wait: Wait): Promise<boolean> {
    switch (wait.kind) {
      case "decision":
        await this.decide(actor, wait);
        return true;
      case "job":
        this.answer(actor, wait);
        return true;
      case "call":
        if (this.actors.some((each) => each.caller?.actor === actor && each.caller.waitId === wait.id)) return false;
        this.start(wait.processId, wait.variables, { caller: { actor, waitId: wait.id } });
        return true;
      default:
        return false;
    }
  }

  private async decide(actor: Actor, wait: Wait & { kind: "decision" }): Promise<void> {
    const rules = this.repertoire.rules.get(wait.ruleSet);
    if (!rules) throw new Error(`Expected rule set ${wait.ruleSet}, but it is unknown`);
    const { verdict } = await decide(rules, wait.facts);
    this.command(actor, { kind: "decide", waitId: wait.id, verdict });
  }

  private answer(actor: Actor, wait: Wait & { kind: "job" }): void {
    this.jobs.push({ type: wait.type, input: wait.input });
    const result = this.worker(wait.input, wait.type);
    const code = result["errorCode"];
    if (typeof code === "string") this.command(actor, { kind: "throwError", waitId: wait.id, errorCode: code });
    else this.command(actor, { kind: "completeJob", waitId: wait.id, variables: result });
  }
}

/** The value at a path of names in variables. */
export function at(value: Json | undefined, path: string): Json | undefined {
  return path.split(".").reduce<Json | undefined>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
}
