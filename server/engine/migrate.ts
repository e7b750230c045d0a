import { Refusal } from "../base/refusal.ts";
import { behaviours } from "./behaviours/table.ts";
import { conclude, waitsOfValue } from "./definition.ts";
import { Fault } from "./fault.ts";
import { settleIn } from "./migrateListeners.ts";
import type { MigrationPlan } from "./migratePlan.ts";
import { Crossing } from "./migrateState.ts";
import type { Obstacle } from "./migrateState.ts";
import { Run } from "./run.ts";
import { decode } from "./snapshot.ts";
import type { Definition, InstanceValue, Outcome, Wait } from "./types.ts";

/** A wait that lasts, under the id it had: as it was and as it is. */
export interface LastingWait {
  readonly before: Wait;
  readonly after: Wait;
}

/** What becomes of an instance that comes over to another version; a dry run tells it without writing anything. */
export interface Migrated {
  readonly outcome: Outcome;
  readonly kept: readonly LastingWait[];
  readonly opened: readonly Wait[];
  readonly closed: readonly Wait[];
  /** Completed activities that can be undone no more, since the other version has no place for them. */
  readonly forgotten: readonly string[];
}

/** Either the instance in the other version, or all that stands against it. */
export type Migration =
  | { readonly kind: "possible"; readonly migrated: Migrated }
  | { readonly kind: "impossible"; readonly obstacles: readonly Obstacle[] };

/** Where to, and by which plan. */
export interface Passage {
  readonly from: Definition;
  readonly to: Definition;
  readonly plan: MigrationPlan;
}

/**
 * Brings an instance over to another version of its process: tokens, loops and scopes keep their place, waits that both
 * versions have keep their id and what was evaluated for them, events that only the new version has are armed.
 *
 * @throws {Refusal} `engine.ended`
 */
export function migrate({ from, to, plan }: Passage, value: InstanceValue, now: Date): Migration {
  const state = decode(value.snapshot);
  if (state.ending) {
    throw new Refusal("conflict", "engine.ended", `Expected a running instance, but it has ${state.ending.kind}.`);
  }
  const before = waitsOfValue(from.model, value);
  const crossing = new Crossing(from.model, to.model, plan);
  crossing.carry(state);
  if (crossing.obstacles.length > 0) return { kind: "impossible", obstacles: crossing.obstacles };
  const run = new Run(to.model, behaviours, { ...value, state }, now);
  try {
    settleIn(run, crossing);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: "impossible", obstacles: [faulty(to, error)] };
  }
  return { kind: "possible", migrated: told(before, conclude(run), crossing) };
}

function faulty({ processId }: Definition, { message }: Fault): Obstacle {
  return { elementId: processId, code: "migration.expression", message };
}

function told(before: readonly Wait[], outcome: Outcome, { forgotten }: Crossing): Migrated {
  const after = new Map(outcome.waits.map((wait) => [wait.id, wait]));
  const kept = before.flatMap((wait) => {
    const lasting = after.get(wait.id);
    return lasting ? [{ before: wait, after: lasting }] : [];
  });
  const closed = before.filter((wait) => !after.has(wait.id));
  return { outcome, kept, opened: outcome.opened, closed, forgotten };
}
