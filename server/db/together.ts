import { Refusal } from "../base/refusal.ts";
import type { Database } from "./connect.ts";
import { InDoubt, transact } from "./transact.ts";
import type { Tx } from "./transact.ts";

/** Work that can share its transaction with others. Like all work in transactions it must be repeatable. */
export interface Shareable<R, T> {
  /** The first half: locks without waiting and reads; it writes nothing. @throws {StandAside} */
  read(tx: Tx): Promise<R>;
  /** What the first half locked: of two that name the same, only one can be written. */
  locked(ready: R): readonly string[];
  /** The second half of all that share the transaction, in one; it only finishes. Gives what each has made. */
  readonly write: (tx: Tx, ready: readonly R[]) => Promise<readonly T[]>;
  /** All of it in a transaction of its own, where it may wait for locks. */
  alone(): Promise<T>;
}

/** Thrown to leave a shared transaction: the work goes on in one of its own. */
export class StandAside extends Error {
  constructor() {
    super("Expected free rows, but somebody else holds them");
  }
}

/** A piece of work with those who wait for its answer. */
interface Rider {
  readonly tenantId: string;
  readonly work: Shareable<unknown, unknown>;
  readonly arrived: (made: unknown) => void;
  readonly failed: (error: unknown) => void;
}

type Ride = { readonly rider: Rider } & (
  | { readonly kind: "ready"; readonly ready: unknown }
  | { readonly kind: "written"; readonly made: unknown }
  | { readonly kind: "refused"; readonly error: Refusal }
  | { readonly kind: "aside" }
);

/** With more, the first would wait too long for the last. */
const seats = 16;

/** So many transactions of a tenant are under way at most: while one is in the database, the other is in the kernel. */
const lanes = 2;

/** With fewer a second transaction costs more than it gains: they wait for the one that is under way. */
const few = 4;

/**
 * Who waits for a transaction to share. Measured, fewer and fuller transactions cost less than many that overlap, but one at a time
 * leaves the database idle while the kernel works. Lives as long as its database; nobody in here has been promised anything yet.
 */
export class Departures {
  readonly #waiting = new Map<string, Rider[]>();
  readonly #underWay = new Map<string, number>();

  /**
   * Lets work go with the next transaction of its tenant: when none is under way as soon as the event loop has read what
   * came in with it; beside another one when there are enough of them; otherwise with all who come until that one is through.
   */
  board(database: Database, rider: Rider): void {
    const { tenantId } = rider;
    const waiting = this.#waiting.get(tenantId) ?? [];
    waiting.push(rider);
    this.#waiting.set(tenantId, waiting);
    if (waiting.length === 1 || waiting.length === few) this.#departSoon(database, tenantId);
  }

  /** Not at once: those who were answered together come back together, and the first of them would leave alone. */
  #departSoon(database: Database, tenantId: string): void {
    setImmediate(() => this.#depart(database, tenantId));
  }

  #depart(database: Database, tenantId: string): void {
    const waiting = this.#waiting.get(tenantId);
    const underWay = this.#underWay.get(tenantId) ?? 0;
    if (waiting === undefined || underWay === lanes || (underWay > 0 && waiting.length < few)) return;
    const riders = waiting.splice(0, seatsFor(waiting.length, underWay));
    if (waiting.length === 0) this.#waiting.delete(tenantId);
    else this.#departSoon(database, tenantId);
    this.#underWay.set(tenantId, underWay + 1);
    void travel(database, riders).finally(() => this.#arrive(database, tenantId));
  }

  #arrive(database: Database, tenantId: string): void {
    const left = (this.#underWay.get(tenantId) ?? 1) - 1;
    if (left === 0) this.#underWay.delete(tenantId);
    else this.#underWay.set(tenantId, left);
    this.#departSoon(database, tenantId);
  }
}

/** The first to leave takes half of many, so that both ways are used by those who come and go together. */
function seatsFor(waiting: number, underWay: number): number {
  return underWay === 0 && waiting >= 2 * few ? Math.min(seats, Math.ceil(waiting / 2)) : seats;
}

/**
 * Runs work in a transaction that it shares with whatever else of the tenant came while others were being committed: one
 * begin, one write, one commit, one flush to disk for all. All work of a database must have the same `write`. A refusal is
 * the refused one's alone, who finds its rows locked goes on in a transaction of its own, and when one breaks the
 * transaction, all are done again one by one.
 */
export function transactTogether<R, T>(database: Database, tenantId: string, work: Shareable<R, T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const arrived = (made: unknown): void => resolve(made as T); // what this very work made
    // ready things come back to the work that made them, or to the one `write` that all share
    database.departures.board(database, {
      tenantId,
      work: work as Shareable<unknown, unknown>,
      arrived,
      failed: reject,
    });
  });
}

async function travel(database: Database, riders: readonly Rider[]): Promise<void> {
  const [first] = riders;
  if (first === undefined) return;
  try {
    const rides = await transact(database, first.tenantId, (tx) => share(tx, riders));
    for (const ride of rides) answer(ride);
  } catch (error) {
    for (const rider of riders) {
      // who may be through already must not hear that somebody else was faster
      if (error instanceof InDoubt) rider.failed(error);
      // one of them broke the transaction of all; alone, each gets the answer that is its own
      else walk(rider);
    }
  }
}

function answer(ride: Ride): void {
  const { rider } = ride;
  if (ride.kind === "written") rider.arrived(ride.made);
  else if (ride.kind === "refused") rider.failed(ride.error);
  else walk(rider);
}

/** Nobody waits for a walker: it may be long at a lock, and keeps no lane meanwhile. */
function walk({ work, arrived, failed }: Rider): void {
  void work.alone().then(arrived, failed);
}

async function share(tx: Tx, riders: readonly Rider[]): Promise<Ride[]> {
  const rides = await Promise.all(riders.map((rider) => read(tx, rider)));
  const chosen = choose(rides);
  const [first] = chosen;
  if (first === undefined) return rides;
  const made = await first.rider.work.write(
    tx,
    chosen.map(({ ready }) => ready),
  );
  const written = new Map(chosen.map(({ rider }, at) => [rider, made[at]]));
  return rides.map((ride) => {
    const { rider } = ride;
    if (ride.kind !== "ready") return ride;
    return written.has(rider) ? { rider, kind: "written", made: written.get(rider) } : { rider, kind: "aside" };
  });
}

async function read(tx: Tx, rider: Rider): Promise<Ride> {
  try {
    return { rider, kind: "ready", ready: await rider.work.read(tx) };
  } catch (error) {
    if (error instanceof Refusal) return { rider, kind: "refused", error };
    if (error instanceof StandAside) return { rider, kind: "aside" };
    throw error;
  }
}

type ReadyRide = Ride & { readonly kind: "ready" };

/** Those that can be written together: who has read what one before is about to change must read it again. */
function choose(rides: readonly Ride[]): ReadyRide[] {
  const taken = new Set<string>();
  return rides.filter((ride): ride is ReadyRide => {
    if (ride.kind !== "ready") return false;
    const locked = ride.rider.work.locked(ride.ready);
    if (locked.some((lock) => taken.has(lock))) return false;
    for (const lock of locked) taken.add(lock);
    return true;
  });
}
