import type { JsonObject } from "../base/json.ts";
import { isObject } from "../base/json.ts";
import { advance, waitsOfValue } from "./definition.ts";
import { answerTo, asJson, findWait, textOf } from "./hostApi.ts";
import type { HostProcess, Message } from "./hostApi.ts";
import type { Model } from "./model.ts";
import type { Command, InstanceValue, Outcome, Wait } from "./types.ts";

/** What is kept of an execution: the value and nothing of the host. */
export interface HostState {
  readonly executionId: string;
  readonly value?: InstanceValue;
  readonly completed: boolean;
}

/** Node's timers hold 2^31 − 1 ms; longer ones are waited for in stretches. */
const LONGEST = 2_147_483_647;

/**
 * The execution of one process inside bpmn-engine: takes the place of its token passing. The host's calls become commands
 * to the kernel, the kernel's waits become its `activity.wait` events. Holds state for as long as the host runs it.
 */
export class KernelExecution {
  executionId = "";
  completed = false;
  stopped = false;
  status = "executing";
  private value: InstanceValue | undefined;
  private waits: readonly Wait[] = [];
  private message: Message | undefined;
  private readonly timers = new Map<string, unknown>();
  private readonly process: HostProcess;
  private readonly model: Model;
  private readonly clock: () => Date;

  constructor(process: HostProcess, model: Model, clock: () => Date) {
    this.process = process;
    this.model = model;
    this.clock = clock;
  }

  get activityStatus(): string {
    if (this.completed) return "idle";
    return this.waits.every((wait) => wait.kind === "timer") ? "timer" : "wait";
  }

  get isRunning(): boolean {
    return !this.completed && !this.stopped;
  }

  /** The host runs the process, or resumes it from its queue. */
  execute(message: Message): boolean {
    this.message = message;
    this.executionId = String(message.content["executionId"]);
    this.process.environment.assignVariables(message);
    this.listen();
    if (this.value) this.resume();
    else this.apply({ kind: "start", variables: asJson(this.process.environment.variables) });
    return true;
  }

  resume(): void {
    this.stopped = false;
    if (!this.value || this.completed) return;
    this.announce(waitsOfValue(this.model, this.value));
  }

  recover(state: HostState): this {
    this.executionId = state.executionId;
    this.completed = state.completed;
    this.value = state.value;
    return this;
  }

  getState(): HostState {
    return { executionId: this.executionId, completed: this.completed, ...(this.value ? { value: this.value } : {}) };
  }

  getPostponed(): readonly object[] {
    return this.waits.map((wait) => this.api(wait));
  }

  /** The api of a wait, or of the process itself. */
  getApi(message?: Message): object {
    const id = textOf(message?.content["executionId"]);
    const wait = this.waits.find((each) => this.idOf(each) === id);
    return wait ? this.api(wait) : this.ownApi();
  }

  stop(): void {
    if (this.stopped || this.completed) return;
    this.stopped = true;
    this.quiet();
    this.publish("stopped", {});
  }

  getActivities(): readonly object[] {
    return [];
  }

  getActivityById(): undefined {
    return undefined;
  }

  getSequenceFlows(): readonly object[] {
    return [];
  }

  private listen(): void {
    const handle = (_key: string, message: Message): void => this.onApi(message);
    this.process.broker.subscribeTmp("api", "#", handle, { noAck: true, consumerTag: "_kernel-api" });
  }

  private onApi({ content, properties }: Message): void {
    const given = isObject(content["message"]) ? content["message"] : {};
    switch (properties.type) {
      case "stop":
        this.stop();
        break;
      case "signal":
      case "message":
        this.signal(content, given);
        break;
      case "error":
        this.fail(content);
        break;
      default:
        break;
    }
  }

  private signal(content: Message["content"], given: JsonObject): void {
    const wait = this.find(content);
    if (!wait) return;
    const { id: _id, executionId: _executionId, ...variables } = given;
    const command = answerTo(wait, variables);
    if (command) this.apply(command);
  }

  private fail(content: Message["content"]): void {
    const wait = this.find(content);
    const error: unknown = content["error"];
    const code: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "code") : undefined;
    if (wait) this.apply({ kind: "throwError", waitId: wait.id, errorCode: textOf(code) });
  }

  private find(content: Message["content"]): Wait | undefined {
    return findWait(this.waits, (wait) => this.idOf(wait), content);
  }

  private idOf(wait: Wait): string {
    return `${this.executionId}:${wait.id}`;
  }

  private apply(command: Command): void {
    const outcome = advance(this.model, this.value, command, this.clock());
    this.value = outcome.value;
    Object.assign(this.process.environment.output, outcome.value.variables);
    const known = new Set(this.waits.map((wait) => wait.id));
    for (const id of outcome.closed) this.clearTimer(id);
    for (const fact of outcome.facts) this.tell(fact);
    if (outcome.ending) this.finish(outcome);
    else {
      this.waits = outcome.waits;
      this.announce(
        outcome.waits.filter((wait) => !known.has(wait.id)),
        outcome.waits,
      );
    }
  }

  private tell(fact: Outcome["facts"][number]): void {
    if (fact.type !== "element.entered" && fact.type !== "element.completed") return;
    const event = fact.type === "element.entered" ? "activity.enter" : "activity.end";
    this.process.broker.publish(
      "event",
      event,
      { id: fact.elementId, parent: this.parent() },
      { type: event.slice(9) },
    );
  }

  private announce(opened: readonly Wait[], all: readonly Wait[] = opened): void {
    this.waits = all;
    for (const wait of opened) {
      if (wait.kind === "timer" && wait.due.kind === "at") this.arm(wait.id, wait.due.at);
      this.process.broker.publish("event", "activity.wait", this.contentOf(wait), { type: "wait" });
    }
  }

  private arm(waitId: string, at: Date): void {
    const left = Math.max(1, at.getTime() - this.clock().getTime());
    const due = (): void => {
      if (left > LONGEST) this.arm(waitId, at);
      else this.apply({ kind: "timer", waitId });
    };
    this.timers.set(waitId, this.process.environment.timers.setTimeout(due, Math.min(left, LONGEST)));
  }

  private clearTimer(waitId: string): void {
    this.process.environment.timers.clearTimeout(this.timers.get(waitId));
    this.timers.delete(waitId);
  }

  private quiet(): void {
    for (const id of this.timers.keys()) this.clearTimer(id);
    this.process.broker.cancel("_kernel-api");
  }

  private finish({ ending }: Outcome): void {
    this.completed = true;
    this.waits = [];
    this.quiet();
    this.status = "completed";
    if (ending?.kind !== "failed") this.publish("completed", { output: { ...this.process.environment.output } });
    else this.publish("error", { error: Object.assign(new Error(ending.message), { code: ending.errorCode }) });
  }

  private publish(type: string, content: object): void {
    const whole = { ...this.message?.content, ...content, state: type };
    this.process.broker.publish("execution", `execution.${type}.${this.executionId}`, whole, {
      type,
      mandatory: type === "error",
    });
  }

  private parent(): object {
    return { id: this.process.id, type: "bpmn:Process", executionId: this.executionId };
  }

  private contentOf(wait: Wait): Readonly<Record<string, unknown>> {
    const type = this.model.nodes.get(wait.elementId)?.type;
    return { id: wait.elementId, type, executionId: this.idOf(wait), parent: this.parent(), state: "wait", wait };
  }

  private api(wait: Wait): object {
    const content = this.contentOf(wait);
    const send = (action: string, more: object): unknown =>
      this.process.broker.publish(
        "api",
        `activity.${action}.${this.idOf(wait)}`,
        { ...content, ...more },
        { type: action },
      );
    return {
      id: wait.elementId,
      type: content["type"],
      executionId: content["executionId"],
      content,
      owner: this.process,
      environment: this.process.environment,
      signal: (message?: object) => send("signal", { message }),
      fail: (error: Error) => send("error", { error }),
    };
  }

  private ownApi(): object {
    const { process, executionId } = this;
    const send = (action: string, more: object, options?: object): unknown =>
      process.broker.publish(
        "api",
        `process.${action}.${executionId}`,
        { id: process.id, executionId, ...more },
        { ...options, type: action },
      );
    return {
      id: process.id,
      type: "bpmn:Process",
      executionId,
      content: { id: process.id, executionId },
      owner: process,
      environment: process.environment,
      signal: (message?: object, options?: object) => send("signal", { message }, options),
      stop: () => send("stop", {}),
      getPostponed: () => this.getPostponed(),
    };
  }
}
