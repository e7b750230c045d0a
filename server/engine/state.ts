import type { Json, JsonObject } from "../base/json.ts";
import type { Moment } from "./listener.ts";
import type { Ending } from "./types.ts";

/**
 * How an item takes part. Tokens keep their scope alive: `wait` (open), `adHoc` (open), `scope`, `body` (a loop),
 * `holder` (an event with several triggers, an event-based gateway), `compensation`, `token` (faulted on arrival).
 * Listeners do not: `subscription` (open), `trigger` (one of several, open), `guard` (groups triggers of a listener).
 */
export type ItemKind =
  | "wait"
  | "adHoc"
  | "scope"
  | "body"
  | "holder"
  | "compensation"
  | "token"
  | "subscription"
  | "trigger"
  | "guard";

/** A unit of work in the queue; plain data, since a spent budget stores the queue. */
export type Step =
  /** `heard`: its listeners have been called. */
  | { readonly op: "arrive"; readonly at: string; readonly in: number; readonly by?: string; readonly heard?: true }
  | { readonly op: "leave"; readonly at: string; readonly in: number; readonly heard?: true }
  | Hearing
  | { readonly op: "begin"; readonly item: number; readonly heard?: true }
  | { readonly op: "loop"; readonly item: number }
  | { readonly op: "finish"; readonly item: number; readonly result?: JsonObject }
  | { readonly op: "fire"; readonly item: number; readonly result: JsonObject }
  | { readonly op: "throw"; readonly item: number; readonly trigger: number }
  | { readonly op: "compensate"; readonly item: number }
  | { readonly op: "drained"; readonly item: number };

/** Listeners are called on the way between two steps; `then` goes on. */
export interface Hearing {
  readonly op: "hear";
  /** The element; the one that the flow `by` leaves. */
  readonly at: string;
  readonly in: number;
  readonly moment: Moment;
  readonly by?: string;
  /** Of what is cancelled: what it held, and where it stood, from the inside out. */
  readonly vars?: Record<string, Json>;
  readonly ups?: readonly number[];
  readonly then: readonly Step[];
}

/** An activity that completed and can be undone (10.6). `from` and `to` order it in time. */
export interface CompensationRecord {
  readonly el: string;
  readonly from: number;
  readonly to: number;
  /** What the activity's own scope held when it completed. */
  readonly vars?: Record<string, Json>;
  /** Of a sub-process: what completed inside. */
  readonly inner?: readonly CompensationRecord[];
}

/** The progress of a loop. */
export interface LoopState {
  /** Instances to run; absent for a standard loop. */
  total: number;
  started: number;
  completed: number;
  items?: readonly Json[];
  results?: Json[];
}

/** A token, a scope, a loop or a listener: everything that lasts between two commands. */
export interface Item {
  readonly id: number;
  readonly el: string;
  readonly up: number;
  kind: ItemKind;
  /** Created, but its behaviour has not begun (only inside a command, or when the step budget is spent). */
  fresh?: boolean;
  /** Local variables. */
  vars?: Record<string, Json>;
  /** What was evaluated when the wait was opened and the model alone cannot tell. */
  wait?: Record<string, Json>;
  /** The index of a loop instance, from 0. */
  index?: number;
  /** Which event definition of the element, when it has several. */
  trigger?: number;
  /** Tokens waiting at gateways of this scope, by flow. */
  parked?: Map<string, number>;
  loop?: LoopState;
  /** Completed activities of this scope that can be compensated. */
  done?: CompensationRecord[];
  /** An interrupting event sub-process has taken over. */
  interrupted?: boolean;
  /** Private to a behaviour. */
  memo?: JsonObject;
  fault?: { readonly id: number; readonly code: string; readonly message: string; readonly steps: readonly Step[] };
}

/** The tokens of an instance. */
export interface State {
  /** The next id. */
  next: number;
  readonly items: Map<number, Item>;
  ending?: Ending;
}

/** The id of the item that stands for the process itself. */
export const ROOT = 1;

/** Whether an item keeps its scope alive. */
export function isToken(item: Item): boolean {
  return item.kind !== "subscription" && item.kind !== "trigger" && item.kind !== "guard";
}

/** Whether an item is something the outside can answer. */
export function isOpen(item: Item): boolean {
  if (item.fault) return true;
  if (item.fresh === true || isStanding(item)) return false;
  return item.kind === "wait" || item.kind === "subscription" || item.kind === "trigger" || item.kind === "adHoc";
}

/** Whether an item is a timer whose clock stands: `hold` is since when. */
export function isStanding(item: Item): boolean {
  return item.wait !== undefined && "hold" in item.wait;
}

/** The state of an instance that has not begun. */
export function emptyState(): State {
  return { next: ROOT, items: new Map() };
}
