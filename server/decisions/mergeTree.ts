import { canonical, isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { mergeOrder } from "./mergeOrder.ts";
import type { Orders } from "./mergeOrder.ts";

/**
 * How a document is taken apart for comparing and merging: an atom is changed as a whole, a record field by field, a list
 * item by item, matched by `key`, whose order counts.
 */
export type Anatomy =
  | { readonly kind: "atom" }
  | { readonly kind: "record"; readonly fields: Readonly<Record<string, Anatomy>>; readonly rest: Anatomy }
  | { readonly kind: "list"; readonly key: string; readonly item: Anatomy };

export const atom: Anatomy = { kind: "atom" };

/** Who is right where both sides changed the same. */
export type Choice = "ours" | "theirs";

/** Something both sides changed differently; `undefined` is absence. */
export interface Clash {
  /**
   * Where, as names from the document's root: `rows/r7/when/vip`; the order of a list is `rows/*`, of what both sides added
   * at one place `rows/*` with the first two keys.
   */
  readonly id: string;
  readonly kind: "changed" | "deletedByOurs" | "deletedByTheirs" | "order" | "addedTogether";
  readonly base: Json | undefined;
  readonly ours: Json | undefined;
  readonly theirs: Json | undefined;
  readonly choice: Choice | undefined;
}

/** Three versions of one part of a document. */
export interface Trio {
  readonly base: Json | undefined;
  readonly ours: Json | undefined;
  readonly theirs: Json | undefined;
}

/** What a merge of trees gathers on its way. */
export interface Merging {
  readonly choices: Readonly<Record<string, Choice>>;
  readonly clashes: Clash[];
  /** Whether the order of two items that both sides added to a list at one place makes a difference. */
  readonly doesOrderMatter?: (list: string, one: Json, other: Json) => boolean;
}

/**
 * Merges one part: a side that did not change gives way, equal changes are one, all else clashes and is decided by the
 * choices; an open clash keeps what is there rather than what is gone, then ours.
 */
export function mergeTree(merging: Merging, anatomy: Anatomy, id: string, trio: Trio): Json | undefined {
  const { base, ours, theirs } = trio;
  if (same(ours, theirs) || same(base, theirs)) return ours;
  if (same(base, ours)) return theirs;
  switch (anatomy.kind) {
    case "record":
      return isObject(ours) && isObject(theirs) ? mergeRecord(merging, anatomy, id, trio) : clash(merging, id, trio);
    case "list":
      return isList(ours) && isList(theirs) ? mergeList(merging, anatomy, id, trio) : clash(merging, id, trio);
    case "atom":
      return clash(merging, id, trio);
  }
}

function isList(value: Json | undefined): boolean {
  return Array.isArray(value);
}

/** Whether two values are equal, `undefined` being absence. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a === b || canonical(a) === canonical(b);
}

function clash(merging: Merging, id: string, trio: Trio): Json | undefined {
  const kind = trio.ours === undefined ? "deletedByOurs" : trio.theirs === undefined ? "deletedByTheirs" : "changed";
  const choice = merging.choices[id];
  merging.clashes.push({ id, kind, ...trio, choice });
  return choice === undefined ? (trio.ours ?? trio.theirs) : trio[choice];
}

function mergeRecord(
  merging: Merging,
  anatomy: Anatomy & { readonly kind: "record" },
  id: string,
  trio: Trio,
): JsonObject {
  const [base, ours, theirs] = [trio.base, trio.ours, trio.theirs].map((each) => (isObject(each) ? each : {}));
  const names = new Set([...Object.keys(ours ?? {}), ...Object.keys(base ?? {}), ...Object.keys(theirs ?? {})]);
  const merged: Record<string, Json> = {};
  for (const name of names) {
    const part = { base: base?.[name], ours: ours?.[name], theirs: theirs?.[name] };
    const value = mergeTree(merging, anatomy.fields[name] ?? anatomy.rest, idOf(id, name), part);
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}

function mergeList(merging: Merging, anatomy: Anatomy & { readonly kind: "list" }, id: string, trio: Trio): Json {
  const base = keyed(trio.base, anatomy.key);
  const ours = keyed(trio.ours, anatomy.key);
  const theirs = keyed(trio.theirs, anatomy.key);
  const merged = new Map<string, Json>();
  for (const key of new Set([...ours.keys(), ...base.keys(), ...theirs.keys()])) {
    const part = { base: base.get(key), ours: ours.get(key), theirs: theirs.get(key) };
    const value = mergeTree(merging, anatomy.item, idOf(id, key), part);
    if (value !== undefined) merged.set(key, value);
  }
  const orders = { base: [...base.keys()], ours: [...ours.keys()], theirs: [...theirs.keys()] };
  const order = mergeListOrder(merging, id, orders, merged);
  return order.flatMap((key) => merged.get(key) ?? []);
}

function mergeListOrder(
  merging: Merging,
  id: string,
  orders: Orders,
  merged: ReadonlyMap<string, Json>,
): readonly string[] {
  const { choices, clashes, doesOrderMatter } = merging;
  const orderId = idOf(id, "*");
  const forkId = (fork: string) => idOf(orderId, fork);
  const whole = choices[orderId];
  const ask = { whole, fork: (fork: string) => choices[forkId(fork)] };
  const { order, isClash, forks } = mergeOrder(orders, (key) => merged.has(key), ask);
  if (isClash) clashes.push({ id: orderId, kind: "order", ...orders, choice: whole });
  const matters = (one: string, other: string) =>
    doesOrderMatter?.(id, merged.get(one) ?? null, merged.get(other) ?? null) === true;
  for (const { id: fork, ours, theirs } of forks) {
    if (!ours.some((one) => theirs.some((other) => matters(one, other)))) continue;
    clashes.push({
      id: forkId(fork),
      kind: "addedTogether",
      base: undefined,
      ours,
      theirs,
      choice: choices[forkId(fork)],
    });
  }
  return order;
}

/** A list's items by their key; an item without one stands for itself. */
export function keyed(list: Json | undefined, key: string): Map<string, Json> {
  const items: readonly Json[] = Array.isArray(list) ? list : [];
  return new Map(items.map((item) => [keyOf(item, key), item]));
}

function keyOf(item: Json, key: string): string {
  const value = isObject(item) ? item[key] : item;
  return typeof value === "string" ? value : canonical(value);
}

/** The id of a part below another; a name's own slashes are told apart as in JSON pointers (RFC 6901). */
export function idOf(parent: string, name: string): string {
  const own = name.replaceAll("~", "~0").replaceAll("/", "~1");
  return parent === "" ? own : `${parent}/${own}`;
}
