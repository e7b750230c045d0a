import type { Json, JsonObject } from "../base/json.ts";
import type { Variables } from "./model.ts";

/** What `execution` and `task` of imported models tell of the place where an expression or script stands. */
export interface Place {
  /** The instance as the outside knows it; null while nobody gave it an id. */
  readonly instanceId: string | null;
  /** The token: that of the process itself is the instance. */
  readonly executionId: string | null;
  /** The id of the process in its file, the same in all versions. */
  readonly processId: string | null;
  readonly elementName: string | null;
  readonly scopeId: string | null;
  /** What has happened, for a listener. */
  readonly event: ListenerEvent | null;
  /** Variables of the place alone. */
  readonly local: JsonObject;
  /** Of a user task: what its people see. */
  readonly task?: Readonly<Record<TaskField, Json>>;
}

/** What a listener tells and sets of its user task. */
export type TaskField =
  | "id"
  | "name"
  | "assignee"
  | "candidateUsers"
  | "candidateGroups"
  | "formKey"
  | "priority"
  | "dueDate"
  | "followUpDate";

/** What a listener writes, gathered until all of them have run. */
export interface Writing {
  variable(name: string, value: Json): void;
  local(name: string, value: Json): void;
  task(field: TaskField, value: Json): void;
}

/** When a listener is called: `cancel` is the end of what did not complete. */
export type ListenerEvent = "start" | "end" | "cancel" | "take" | "create" | "complete" | "delete";

/** A script or expression beside an element, called when something happens to it (`camunda:executionListener`, `taskListener`). */
export interface Listener {
  readonly event: ListenerEvent;
  /** @throws {Fault} `engine.expression`, `engine.script` @throws {BpmnError} thrown by the script */
  run(variables: Variables): void;
}

/**
 * When the kernel calls listeners. Of activities: `begin`, `create` (a user task has its people), `finish`, `cancel`. Of
 * events and gateways: `arrive` and `leave`, or `depart` once a gateway has decided. Of flows: `take`.
 */
export type Moment = "arrive" | "begin" | "create" | "finish" | "cancel" | "leave" | "depart" | "take";

/** The listeners of an element or flow by when they are called, in order. */
export type Listeners = Readonly<Partial<Record<Moment, readonly Listener[]>>>;
