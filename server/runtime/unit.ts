import { chain, chainStart } from "../audit/chain.ts";
import type { ChainedEvent } from "../audit/chain.ts";
import type { JsonObject } from "../base/json.ts";
import { StandAside } from "../db/together.ts";
import type { Tx } from "../db/transact.ts";
import type { Version } from "../definitions/store.ts";
import type { Fact, InstanceValue, Wait } from "../engine/types.ts";
import { lockRoot, lockRootIfFree, readCalled, readInstance } from "../instances/rows.ts";
import type { InstanceRow } from "../instances/rows.ts";
import type { Cause, House } from "./house.ts";

/** An instance taken into a unit of work: as it was read, as it is now, and what is to be written of it. */
export interface Held {
  row: InstanceRow;
  /** Changes only when the instance is migrated. */
  version: Version;
  readonly isNew: boolean;
  value: InstanceValue | undefined;
  /** The row as it was read; its variables are the very same object in `row` as long as nothing was set. */
  readonly stored: InstanceRow | undefined;
  /** The waits that rows exist for. */
  readonly before: readonly Wait[];
  waits: readonly Wait[];
  isTouched: boolean;
  /** Why a call or decision cannot be answered, by wait id: becomes a fault row. */
  readonly unanswerable: Map<string, { readonly code: string; readonly message: string }>;
}

/** A thrown message or signal, to be written to the outbox. */
export interface Thrown {
  readonly instanceId: string;
  readonly elementId: string;
  readonly kind: "message" | "signal";
  readonly name: string;
  readonly correlationKey?: string;
  /** Of the instances that it starts. */
  readonly businessKey?: string;
  readonly variables: JsonObject;
}

/** A decision made within the step. */
export interface Made {
  readonly instanceId: string;
  readonly waitId: string;
  readonly elementId: string;
  readonly businessKey: string | null;
  readonly ruleSetKey: string;
  readonly ruleSetVersion: number;
  readonly facts: JsonObject;
  readonly verdict: unknown;
  readonly explanation: unknown;
}

/**
 * One unit of work: the tree of one root instance, locked, with everything that one transaction will write of it. Lives
 * as long as its transaction.
 */
export class Unit {
  readonly tx: Tx;
  readonly house: House;
  readonly cause: Cause;
  readonly now: Date;
  readonly held = new Map<string, Held>();
  readonly events: ChainedEvent[] = [];
  readonly thrown: Thrown[] = [];
  readonly made: Made[] = [];
  /** Whether rows were written past the waits (tasks handed on, jobs renewed, letters fanned out, timers moved), which the notice must tell. */
  tasksMoved = false;
  jobsRenewed = false;
  outboxFilled = false;
  timersMoved = false;
  /** Whether an instance goes on after a rest: its jobs, timers and messages may all have become due. */
  isWoken = false;
  /** Cases about which something was said, attached or counted beside the processes. */
  readonly caseKeys = new Set<string>();
  /** Whether somebody was notified. */
  hasNotified = false;

  /** Whether units of other commands are in the same transaction, so that this one must not make them wait for a lock. */
  readonly isTogether: boolean;

  constructor(tx: Tx, house: House, cause: Cause, options: { readonly now: Date; readonly isTogether?: boolean }) {
    this.tx = tx;
    this.house = house;
    this.cause = cause;
    this.now = options.now;
    this.isTogether = options.isTogether ?? false;
  }

  /**
   * Locks the tree of an instance and takes the instance in.
   *
   * @throws {Refusal} `instance.missing`
   * @throws {StandAside} together with others, when somebody else holds the lock or there is no such instance
   */
  async lock(instanceId: string): Promise<Held> {
    const known = this.held.get(instanceId);
    if (known !== undefined) return known;
    const root = this.isTogether ? await lockRootIfFree(this.tx, instanceId) : await lockRoot(this.tx, instanceId);
    if (root === undefined) throw new StandAside();
    const held = await this.#take(root);
    return root.id === instanceId ? held : this.hold(instanceId);
  }

  /** An instance of the locked tree. */
  async hold(instanceId: string): Promise<Held> {
    return this.held.get(instanceId) ?? this.#take(await readInstance(this.tx, instanceId));
  }

  /** The running instance that a call wait started, if any. */
  async called(parent: Held, waitId: string): Promise<Held | undefined> {
    for (const held of this.held.values()) {
      const { row } = held;
      if (row.parent_id === parent.row.id && row.parent_wait_id === waitId && row.status === "running") return held;
    }
    if (parent.isNew) return undefined;
    const row = await readCalled(this.tx, parent.row.id, waitId);
    if (row === undefined) return undefined;
    return this.#take(row);
  }

  /** Takes in an instance that does not exist yet. */
  create(row: InstanceRow, version: Version): Held {
    const held: Held = {
      row,
      version,
      isNew: true,
      value: undefined,
      stored: undefined,
      before: [],
      waits: [],
      isTouched: true,
      unanswerable: new Map(),
    };
    this.held.set(row.id, held);
    return held;
  }

  /** Appends one event to the trail of an instance: the command and the facts it led to. */
  record(held: Held, type: string, data: JsonObject, facts: readonly Fact[] = []): void {
    const seq = Number(held.row.trail_seq) + 1;
    const body: JsonObject = facts.length === 0 ? data : { ...data, facts: facts.map(factJson) };
    const event = chain(held.row.trail_hash, {
      streamId: held.row.id,
      seq,
      at: this.now,
      type,
      actor: this.cause.actor,
      requestId: this.cause.requestId ?? null,
      data: body,
    });
    this.events.push(event);
    held.row = { ...held.row, trail_seq: String(seq), trail_hash: event.hash };
    held.isTouched = true;
  }

  async #take(row: InstanceRow): Promise<Held> {
    const known = this.held.get(row.id);
    if (known !== undefined) return known;
    const version = await this.house.versions.byId(this.tx, row.definition_id);
    const value = keyed({ snapshot: row.snapshot, variables: row.variables }, row);
    const waits = row.status === "running" ? version.definition.waits(value) : [];
    const held: Held = {
      row,
      version,
      isNew: false,
      value,
      stored: row,
      before: waits,
      waits,
      isTouched: false,
      unanswerable: new Map(),
    };
    this.held.set(row.id, held);
    return held;
  }
}

/** The value of an instance with the id and the key of its row. */
export function keyed(value: InstanceValue, { id: instanceId, business_key: businessKey }: InstanceRow): InstanceValue {
  return { ...value, instanceId, ...(businessKey === null ? {} : { businessKey }) };
}

/** The head of the trail of an instance that begins. */
export const emptyTrail = { trail_seq: "0", trail_hash: chainStart };

function factJson(fact: Fact): JsonObject {
  return {
    type: fact.type,
    ...(fact.elementId === undefined ? {} : { elementId: fact.elementId }),
    ...(fact.detail === undefined ? {} : { detail: fact.detail }),
  };
}
