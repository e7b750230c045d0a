import type { Choice } from "./mergeTree.ts";

/** The same list in three versions, as keys. */
export interface Orders {
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** Rows that both sides added at one place: nothing says which come first. Keys in their order. */
export interface Fork {
  /** The same for both sides. */
  readonly id: string;
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** What persons have decided about the order of a list. */
export interface OrderChoices {
  readonly whole: Choice | undefined;
  fork(id: string): Choice | undefined;
}

/** A merged order; `isClash` when a move had to be given up. */
export interface MergedOrder {
  readonly order: readonly string[];
  readonly isClash: boolean;
  readonly forks: readonly Fork[];
}

/** Before everything. */
const front = "";

/**
 * Merges the orders of a list: what neither side moved stays as it was, what one side moved or added stands behind the
 * item it stands behind there. Additions of both sides at one place are a fork: they follow each other as chosen, else by
 * key, so that it makes no difference who merges whom. It is a clash when the outcome loses a move: then the choice says
 * whose moves count, and without one ours do.
 */
export function mergeOrder(orders: Orders, isKept: (key: string) => boolean, choices: OrderChoices): MergedOrder {
  const all = new Set([...orders.base, ...orders.ours, ...orders.theirs].filter(isKept));
  const joined = join(orders, all, choices);
  if (joined !== undefined && keepsMoves(orders, joined.order)) return { ...joined, isClash: false };
  const winner = choices.whole ?? "ours";
  const loser = winner === "ours" ? "theirs" : "ours";
  const inBase = new Set(orders.base);
  const added = orders[loser].filter((key) => !inBase.has(key));
  const still = { ...orders, [loser]: withAdditions(orders.base, orders[loser], added) };
  return { ...(join(still, all, choices) ?? { order: [...all], forks: [] }), isClash: true };
}

/** The base with the additions of a side, without its moves. */
function withAdditions(base: readonly string[], side: readonly string[], added: readonly string[]): readonly string[] {
  const list = [...base];
  for (const key of added) {
    const before = side[side.indexOf(key) - 1];
    list.splice(before === undefined ? 0 : list.indexOf(before) + 1, 0, key);
  }
  return list;
}

/** Undefined when both sides put something to different places, or moves go round in a circle. */
function join(
  orders: Orders,
  all: ReadonlySet<string>,
  choices: OrderChoices,
): Omit<MergedOrder, "isClash"> | undefined {
  const anchors = anchorsOf(orders, all);
  if ([...anchors.values()].some((each) => each.size > 1)) return undefined;
  const behind = new Map<string, string[]>();
  for (const [key, [anchor = front]] of anchors) behind.set(anchor, [...(behind.get(anchor) ?? []), key].toSorted());
  const forks = forksOf(orders, behind);
  const order: string[] = [];
  const visit = (start: string): void => {
    const open = [start];
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      if (key !== front) order.push(key);
      const fork = forks.get(key);
      const choice = fork === undefined ? undefined : choices.fork(fork.id);
      open.push(...chosen(behind.get(key) ?? [], fork, choice).toReversed());
    }
  };
  visit(front);
  for (const key of orders.base) if (all.has(key) && !anchors.has(key)) visit(key);
  return order.length === all.size ? { order, forks: [...forks.values()] } : undefined;
}

function chosen(keys: readonly string[], fork: Fork | undefined, choice: Choice | undefined): readonly string[] {
  const first = fork === undefined || choice === undefined ? undefined : fork[choice][0];
  return first === undefined ? keys : [first, ...keys.filter((key) => key !== first)];
}

/** Where exactly one addition of each side stands behind the same item, by that item. */
function forksOf(
  { base, ours, theirs }: Orders,
  behind: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, Fork> {
  const known = new Set(base);
  const [inOurs, inTheirs] = [new Set(ours), new Set(theirs)];
  const runFrom = (start: string): readonly string[] => [start, ...(behind.get(start) ?? []).flatMap(runFrom)];
  const forks = new Map<string, Fork>();
  for (const [anchor, keys] of behind) {
    const added = keys.filter((key) => !known.has(key));
    const mine = added.find((key) => inOurs.has(key) && !inTheirs.has(key));
    const yours = added.find((key) => inTheirs.has(key) && !inOurs.has(key));
    if (mine === undefined || yours === undefined) continue;
    const runs = { ours: runFrom(mine), theirs: runFrom(yours) };
    // what was moved there, too, keeps its place to what it was moved away from: then there is no choice
    if ([...runs.ours, ...runs.theirs].some((key) => known.has(key))) continue;
    forks.set(anchor, { id: [mine, yours].toSorted().join(" "), ...runs });
  }
  return forks;
}

/** What was moved or added, each with what it shall stand behind. */
function anchorsOf({ base, ours, theirs }: Orders, all: ReadonlySet<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const anchors = new Map<string, Set<string>>();
  const [mine, yours] = [movedOrAdded(base, ours), movedOrAdded(base, theirs)];
  for (const [side, own, other] of [
    [ours, mine, yours],
    [theirs, yours, mine],
  ] as const) {
    // what the other side moved away is no place to stand behind
    const isFirm = (key: string) => all.has(key) && (own.has(key) || !other.has(key));
    for (const key of own)
      if (all.has(key)) anchors.set(key, (anchors.get(key) ?? new Set()).add(anchorOf(side, key, isFirm)));
  }
  return anchors;
}

function anchorOf(side: readonly string[], key: string, isFirm: (key: string) => boolean): string {
  return side.slice(0, side.indexOf(key)).findLast(isFirm) ?? front;
}

/** What a side added, and what it moved: all but the longest part that is still in the order of the base. */
export function movedOrAdded(base: readonly string[], side: readonly string[]): ReadonlySet<string> {
  const at = new Map(base.map((key, index) => [key, index]));
  const common = side.filter((key) => at.has(key));
  const stays = longestRise(common.map((key) => at.get(key) ?? 0));
  const staying = new Set(stays.map((index) => common[index]));
  return new Set(side.filter((key) => !staying.has(key)));
}

/** The places of a longest increasing subsequence (patience sorting). */
function longestRise(numbers: readonly number[]): readonly number[] {
  const tails: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [index, number] of numbers.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[tails[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? tails[low - 1] : undefined;
    tails[low] = index;
  }
  const rise: number[] = [];
  for (let index = tails.at(-1); index !== undefined; index = before[index]) rise.push(index);
  return rise.toReversed();
}

/** Whether every pair that one side turned round against the base is that way round in the outcome. */
function keepsMoves({ base, ours, theirs }: Orders, outcome: readonly string[]): boolean {
  const inOutcome = places(outcome);
  const inBase = places(base);
  return [places(ours), places(theirs)].every((side) => {
    const common = base.filter((key) => side.has(key) && inOutcome.has(key));
    if (isRising(common, side)) return true;
    return common.every((a, index) =>
      common.slice(index + 1).every((b) => !isTurned(a, b, inBase, side) || isBefore(b, a, inOutcome)),
    );
  });
}

function places(list: readonly string[]): ReadonlyMap<string, number> {
  return new Map(list.map((key, index) => [key, index]));
}

function isRising(keys: readonly string[], side: ReadonlyMap<string, number>): boolean {
  return keys.every((key, index) => index === 0 || isBefore(keys[index - 1] ?? "", key, side));
}

function isTurned(a: string, b: string, base: ReadonlyMap<string, number>, side: ReadonlyMap<string, number>): boolean {
  return isBefore(a, b, base) !== isBefore(a, b, side);
}

function isBefore(a: string, b: string, list: ReadonlyMap<string, number>): boolean {
  return (list.get(a) ?? 0) < (list.get(b) ?? 0);
}
