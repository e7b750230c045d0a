import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Version } from "../../definitions/store.ts";
import { migrate } from "../../engine/migrate.ts";
import type { Migration } from "../../engine/migrate.ts";
import { planMigration } from "../../engine/migratePlan.ts";
import type { MappingOverride, MigrationPlan } from "../../engine/migratePlan.ts";
import { readInstance } from "../../instances/rows.ts";
import { saveVersion } from "../../instances/version.ts";
import type { Tx } from "../../db/transact.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { renewRows } from "../renew.ts";
import { comeOver } from "../step.ts";
import type { Unit } from "../unit.ts";

/** To which version of its process an instance shall come over. What `overrides` do not name is mapped by element id. */
export interface MigrationRequest {
  readonly version: number;
  readonly overrides: readonly MappingOverride[];
  readonly reason: string;
}

/**
 * Brings one instance over to another version of its process: whole, or not at all.
 *
 * @throws {Refusal} `instance.missing`, `engine.ended`, `definition.missing`, `migration.same`, `migration.mapping`,
 *   `migration.impossible` with each element that stands against it
 */
export function migrateInstance(
  house: House,
  cause: Cause,
  instanceId: string,
  request: MigrationRequest,
): Promise<void> {
  return commit(house, cause, (unit) => migrateWithin(unit, instanceId, request));
}

/** The same within a unit of work. */
export async function migrateWithin(
  unit: Unit,
  instanceId: string,
  { version, overrides, reason }: MigrationRequest,
  data: JsonObject = {},
): Promise<void> {
  const held = await unit.lock(instanceId);
  const { row, value } = held;
  if (row.status !== "running" || value === undefined)
    throw new Refusal("conflict", "engine.ended", `Expected a running instance, but it is ${row.status}`);
  const to = await unit.house.versions.bound(unit.tx, row.definition_key, { kind: "version", version });
  const migration = attempt(held.version, to, value, overrides, unit.now);
  if (migration.kind === "impossible") throw impossible(migration);
  const { outcome, kept } = migration.migrated;
  await saveVersion(unit.tx, row.id, to.id);
  await renewRows(unit, held, to, kept);
  const mapping = overrides.map((override) => ({ ...override }));
  await comeOver(unit, held, to, outcome, { from: held.version.version, to: to.version, mapping, reason, ...data });
}

/** How the elements of one version of a process map to another. @throws {Refusal} `definition.missing`, `migration.mapping` */
export async function planBetween(
  tx: Tx,
  house: House,
  processKey: string,
  versions: { readonly from: number; readonly to: number },
  overrides: readonly MappingOverride[],
): Promise<MigrationPlan> {
  const from = await house.versions.bound(tx, processKey, { kind: "version", version: versions.from });
  const to = await house.versions.bound(tx, processKey, { kind: "version", version: versions.to });
  return planMigration(from.definition, to.definition, overrides);
}

/** What would become of one instance, told without changing anything. */
export interface DryRun {
  readonly instanceId: string;
  readonly version: number;
  readonly migration: Migration;
}

/**
 * Says what a migration would do to an instance.
 *
 * @throws {Refusal} the same as {@link migrateInstance}, but what stands against it is told, not thrown
 */
export async function dryRun(
  tx: Tx,
  house: House,
  instanceId: string,
  request: Pick<MigrationRequest, "version" | "overrides">,
): Promise<DryRun> {
  const row = await readInstance(tx, instanceId);
  if (row.status !== "running")
    throw new Refusal("conflict", "engine.ended", `Expected a running instance, but it is ${row.status}`);
  const from = await house.versions.byId(tx, row.definition_id);
  const to = await house.versions.bound(tx, row.definition_key, { kind: "version", version: request.version });
  const migration = attempt(from, to, row, request.overrides, house.now());
  return { instanceId, version: from.version, migration };
}

function attempt(
  from: Version,
  to: Version,
  value: { readonly snapshot: string; readonly variables: JsonObject },
  overrides: readonly MappingOverride[],
  now: Date,
): Migration {
  if (from.id === to.id)
    throw new Refusal("conflict", "migration.same", `Expected another version, but it runs on ${to.version} already`);
  const plan = planMigration(from.definition, to.definition, overrides);
  return migrate({ from: from.definition, to: to.definition, plan }, value, now);
}

function impossible({ obstacles }: Migration & { readonly kind: "impossible" }): Refusal {
  const complaints = obstacles.map(({ elementId, code, message }) => ({ place: elementId, code, message }));
  const first = complaints[0]?.message ?? "Expected a way to the other version, but there is none.";
  return new Refusal("conflict", "migration.impossible", first, complaints);
}
