import { isObject } from "../base/json.ts";
import type { JsonObject } from "../base/json.ts";
import type { Command, Wait } from "./types.ts";

/** The parts of bpmn-elements that the binding touches; the package types most of them as `any`. */
export interface Message {
  readonly content: Readonly<Record<string, unknown>>;
  readonly properties: { readonly type?: string };
}
export interface Broker {
  publish(exchange: string, routingKey: string, content?: unknown, options?: unknown): unknown;
  subscribeTmp(
    exchange: string,
    pattern: string,
    handle: (key: string, message: Message) => void,
    options?: unknown,
  ): unknown;
  cancel(consumerTag: string): unknown;
}
export interface HostProcess {
  readonly id: string;
  readonly broker: Broker;
  readonly environment: {
    readonly variables: Record<string, unknown>;
    readonly output: Record<string, unknown>;
    assignVariables(message: unknown): void;
    readonly timers: { setTimeout(call: () => void, delay: number): unknown; clearTimeout(timer: unknown): void };
  };
}

/** Variables as the kernel takes them. */
export function asJson(variables: object): JsonObject {
  return JSON.parse(JSON.stringify(variables)) as JsonObject; // a JSON text of an object is a JSON object
}

/** The command that answers a wait; a condition is answered by variables alone. */
export function answerTo(wait: Wait, variables: JsonObject): Command | undefined {
  const waitId = wait.id;
  switch (wait.kind) {
    case "task":
      return { kind: "completeTask", waitId, variables };
    case "job":
      return { kind: "completeJob", waitId, variables };
    case "message":
      return { kind: "message", waitId, variables };
    case "signal":
      return { kind: "signal", waitId, variables };
    case "timer":
      return { kind: "timer", waitId };
    case "decision":
      return { kind: "decide", waitId, verdict: variables };
    case "call":
      return { kind: "return", waitId, variables };
    case "fault":
      return { kind: "retry", waitId };
    case "adHoc":
      return { kind: "completeAdHoc", waitId };
    case "condition":
      return undefined;
  }
}

/** A text from an untyped message. */
export function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The wait that a message of the host means: by execution id, by element id, or by the name of the message or signal. */
export function findWait(
  waits: readonly Wait[],
  idOf: (wait: Wait) => string,
  content: Message["content"],
): Wait | undefined {
  const given = isObject(content["message"]) ? content["message"] : {};
  const ids = new Set([content["executionId"], given["executionId"]].map((id) => textOf(id)));
  const name = given["id"];
  return (
    waits.find((wait) => ids.has(idOf(wait))) ??
    waits.find((wait) => wait.elementId === name || ("name" in wait && wait.name === name))
  );
}
