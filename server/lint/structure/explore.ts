import { lastCommonPlace } from "./dominators.ts";
import type { Join, Move, Net } from "./net.ts";
import { orderOf } from "./order.ts";
import type { Order } from "./order.ts";

/** What exploring a net has shown. */
export interface Exploration {
  /** Joins that hold tokens for ever in some run; those that were never passed in any run are in `never` as well. */
  readonly stuck: ReadonlySet<Move>;
  readonly never: ReadonlySet<Move>;
  /** Nodes where tokens of parallel ways come together without being joined: what follows happens more than once. */
  readonly meeting: ReadonlySet<Move>;
  /** Whether every run was looked at. */
  readonly isComplete: boolean;
}

/** Markings looked at before giving up. Processes that people draw have some hundreds at most once they are reduced. */
const MOST_MARKINGS = 4_000;

/**
 * Runs a net in all ways. Without loops tokens are moved in one order, those furthest behind first: nothing that can go
 * wrong depends on the order then, so that this is exact. With loops every order is tried, up to a limit.
 */
export function explore(net: Net): Exploration {
  const order = orderOf(net);
  if (order.isAcyclic) return new Walk(net, order).run(net.beginnings, true);
  const whole = new Walk(net, order).run(net.beginnings, false);
  const found = whole.isComplete ? whole : { ...new Walk(net, order).run(net.beginnings, true), isComplete: false };
  return { ...found, meeting: new Set([...found.meeting].filter((move) => meetsInOneRound(net, order, move))) };
}

/**
 * In a loop a second token may come round before the first has gone its way: a reminder sent while the last one is still
 * being written. That is meant. What is not is that tokens of one round meet: those that come from a single token on the
 * last place that all ways to the node lead over.
 */
function meetsInOneRound(net: Net, order: Order, move: Move): boolean {
  const place = lastCommonPlace(net, move);
  if (place === undefined) return true;
  return new Walk(net, order).run([[place]], false).meeting.has(move);
}

type Marking = readonly number[];

/** One exploration: the markings seen, and what came of them. */
class Walk {
  private readonly net: Net;
  private readonly order: Order;
  private readonly seen = new Set<string>();
  private readonly open: Marking[] = [];
  private readonly stuck = new Set<Move>();
  private readonly fired = new Set<Move>();
  private readonly meeting = new Set<Move>();

  constructor(net: Net, order: Order) {
    this.net = net;
    this.order = order;
  }

  run(beginnings: Net["beginnings"], inOrder: boolean): Exploration {
    for (const marking of beginnings) this.visit(marking);
    let isComplete = true;
    for (let marking = this.open.pop(); marking; marking = this.open.pop()) {
      const able = this.able(marking);
      if (able.length === 0) this.noteStuck(marking);
      for (const move of inOrder ? able.slice(0, 1) : able) this.fire(move, marking);
      if (this.seen.size > MOST_MARKINGS) {
        isComplete = false;
        break;
      }
    }
    const never = new Set([...this.stuck].filter((move) => isComplete && !this.fired.has(move)));
    return { stuck: this.stuck, never, meeting: this.meeting, isComplete };
  }

  private visit(places: Marking): void {
    const marking = [...new Set(places)].toSorted((a, b) => a - b);
    const key = marking.join();
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.open.push(marking);
  }

  /** The moves that can be made, the one furthest behind first; inclusive joins wait for all that may still come. */
  private able(marking: Marking): readonly Move[] {
    const held = new Set(marking);
    const touched = [...new Set(marking.flatMap((place) => this.net.targets[place] ?? []))].toSorted(
      (a, b) => (this.order.ranks.get(a) ?? 0) - (this.order.ranks.get(b) ?? 0),
    );
    const able = touched.filter((move) => this.isAble(move, touched, held));
    return able.length > 0 ? able : touched.filter((move) => joinOf(move) === "inclusive").slice(0, 1);
  }

  private isAble(move: Move, touched: readonly Move[], held: ReadonlySet<number>): boolean {
    switch (joinOf(move)) {
      case "any":
        return true;
      case "all":
        return move.inputs.every((place) => held.has(place));
      case "inclusive":
        return !touched.some((other) => this.isAwaited(move, other, held));
    }
  }

  /** Whether a token at a move still has to be waited for (table 13.3), roughly: it may come to the join at all. */
  private isAwaited(join: Move, move: Move, held: ReadonlySet<number>): boolean {
    if (move === join || join.inputs.every((place) => held.has(place))) return false;
    return this.order.reach.get(move)?.has(join) ?? false;
  }

  private fire(move: Move, marking: Marking): void {
    this.fired.add(move);
    const held = marking.filter((place) => move.inputs.includes(place));
    if (held.length > 1 && joinOf(move) === "any") this.meeting.add(move);
    for (const taken of joinOf(move) === "any" ? held.map((place) => [place]) : [held]) {
      const left = marking.filter((place) => !taken.includes(place));
      for (const { places, clears } of move.outcomes) this.visit(clears ? [] : [...left, ...places]);
    }
  }

  /** Of the joins that hold tokens for ever, those that wait for no other of them. */
  private noteStuck(marking: Marking): void {
    const joins = [...new Set(marking.flatMap((place) => this.net.targets[place] ?? []))];
    const first = joins.filter(
      (join) => !joins.some((other) => other !== join && this.order.reach.get(other)?.has(join)),
    );
    for (const join of first.length > 0 ? first : joins) this.stuck.add(join);
  }
}

/** With one way in there is nothing to join. */
function joinOf({ join, inputs }: Move): Join {
  return inputs.length < 2 ? "any" : join;
}
