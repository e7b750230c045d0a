import type { Json, JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { CompensationRecord, Item, ItemKind, LoopState, State, Step } from "./state.ts";
import type { Ending, Snapshot } from "./types.ts";
import { FORMAT, upgrade } from "./upgrade.ts";

/** One letter per kind; `wait` is the most frequent and is left out. */
const letters: Record<ItemKind, string> = {
  wait: "w",
  adHoc: "a",
  scope: "s",
  body: "b",
  holder: "h",
  compensation: "c",
  token: "t",
  subscription: "u",
  trigger: "g",
  guard: "d",
};

const kinds = new Map(Object.entries(letters).map(([kind, letter]) => [letter, kind as ItemKind] as const)); // keys are ItemKind

/** An item as it is written: short keys, defaults left out. */
interface Stored {
  i: number;
  e: string;
  u?: number;
  k?: string;
  z?: 1;
  v?: Record<string, Json>;
  w?: Record<string, Json>;
  x?: number;
  d?: number;
  p?: [string, number][];
  l?: LoopState;
  c?: CompensationRecord[];
  q?: 1;
  m?: JsonObject;
  f?: { id: number; code: string; message: string; steps: readonly Step[] };
  /** Plain instances of this loop: id, index, id, index, … */
  y?: number[];
}

interface StoredState {
  v: number;
  n: number;
  t?: Stored[];
  end?: Ending;
}

/** Writes the tokens as a compact JSON text. Instances of a loop that hold nothing of their own take a few bytes each. */
export function encode(state: State): Snapshot {
  const stored: StoredState = { v: FORMAT, n: state.next };
  if (state.ending) {
    stored.end = state.ending;
    return JSON.stringify(stored);
  }
  const list: Stored[] = [];
  const bodies = new Map<number, Stored>();
  for (const item of state.items.values()) {
    const body = bodies.get(item.up);
    if (body && item.index !== undefined && item.el === body.e && isPlain(item)) {
      (body.y ??= []).push(item.id, item.index);
      continue;
    }
    const written = write(item);
    if (item.kind === "body") bodies.set(item.id, written);
    list.push(written);
  }
  stored.t = list;
  return JSON.stringify(stored);
}

function isPlain(item: Item): boolean {
  if (item.kind !== "wait" || item.fresh === true || item.fault || item.vars || item.wait) return false;
  return item.trigger === undefined && item.memo === undefined && item.loop === undefined;
}

function write(item: Item): Stored {
  const out: Stored = { i: item.id, e: item.el };
  if (item.up !== 0) out.u = item.up;
  if (item.kind !== "wait") out.k = letters[item.kind];
  if (item.fresh === true) out.z = 1;
  if (item.vars) out.v = item.vars;
  if (item.wait) out.w = item.wait;
  if (item.index !== undefined) out.x = item.index;
  if (item.trigger !== undefined) out.d = item.trigger;
  return writeRare(item, out);
}

function writeRare(item: Item, out: Stored): Stored {
  if (item.parked && item.parked.size > 0) out.p = [...item.parked];
  if (item.loop) out.l = item.loop;
  if (item.done && item.done.length > 0) out.c = item.done;
  if (item.interrupted === true) out.q = 1;
  if (item.memo) out.m = item.memo;
  if (item.fault) out.f = item.fault;
  return out;
}

/**
 * Reads a snapshot, upgrading an older format.
 *
 * @throws {Refusal} `engine.snapshot` when the text is no snapshot
 */
export function decode(snapshot: Snapshot): State {
  // `upgrade` has checked the format number; the engine alone writes this text
  const stored = upgrade(parse(snapshot)) as unknown as StoredState;
  const items = new Map<number, Item>();
  let isSorted = true;
  let last = 0;
  const put = (item: Item): void => {
    isSorted &&= item.id > last;
    last = item.id;
    items.set(item.id, item);
  };
  for (const entry of stored.t ?? []) {
    put(read(entry));
    const plain = entry.y ?? [];
    for (let at = 0; at + 1 < plain.length; at += 2) {
      put({ id: plain[at] ?? 0, el: entry.e, up: entry.i, kind: "wait", index: plain[at + 1] ?? 0 });
    }
  }
  const state: State = { next: stored.n, items: isSorted ? items : sorted(items) };
  if (stored.end) state.ending = stored.end;
  return state;
}

function sorted(items: Map<number, Item>): Map<number, Item> {
  return new Map([...items].toSorted(([a], [b]) => a - b));
}

function parse(snapshot: Snapshot): Json {
  try {
    return JSON.parse(snapshot) as Json; // JSON.parse gives JSON
  } catch {
    throw new Refusal("invalid", "engine.snapshot", "Expected a snapshot, but the text is not JSON.");
  }
}

function read(stored: Stored): Item {
  const kind = stored.k === undefined ? "wait" : (kinds.get(stored.k) ?? "wait");
  const item: Item = { id: stored.i, el: stored.e, up: stored.u ?? 0, kind };
  if (stored.z === 1) item.fresh = true;
  if (stored.v) item.vars = stored.v;
  if (stored.w) item.wait = stored.w;
  if (stored.x !== undefined) item.index = stored.x;
  if (stored.d !== undefined) item.trigger = stored.d;
  return readRare(stored, item);
}

function readRare(stored: Stored, item: Item): Item {
  if (stored.p) item.parked = new Map(stored.p);
  if (stored.l) item.loop = stored.l;
  if (stored.c) item.done = stored.c;
  if (stored.q === 1) item.interrupted = true;
  if (stored.m) item.memo = stored.m;
  if (stored.f) item.fault = stored.f;
  return item;
}
