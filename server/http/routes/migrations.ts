import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { MappingOverride } from "../../engine/migratePlan.ts";
import { choose } from "../../instances/choose.ts";
import { dryRun, planBetween } from "../../runtime/commands/migrateInstance.ts";
import type { DryRun } from "../../runtime/commands/migrateInstance.ts";
import { presentDryRun } from "../present/migration.ts";
import { selectionOf } from "../selection.ts";
import type { Choice } from "../selection.ts";
import { jsonRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wire.ts";

/** So many instances are tried in one dry run. */
const most = 200;

/** How instances would come over to another version. Doing it is a batch. */
export const migrationRoutes: readonly Route[] = [
  jsonRoute({
    method: "post",
    path: "/api/migrations/plan",
    summary: "How the elements of one version of a process map to another, and what cannot be mapped",
    permission: "instances.repair",
    body: wire.planMigration,
    answer: wire.migrationPlan,
    run: plan,
  }),
  jsonRoute({
    method: "post",
    path: "/api/migrations/dry-run",
    summary: `What a migration would do to each of at most ${most} instances, without doing it`,
    permission: "instances.repair",
    body: wire.dryRunMigration,
    answer: wire.migrationDryRuns,
    run: tryOut,
  }),
];

function plan({
  site,
  person,
  body,
}: Call<{
  processKey: string;
  fromVersion: number;
  toVersion: number;
  mapping: readonly MappingOverride[];
}>): Promise<wire.MigrationPlan> {
  const { processKey, fromVersion, toVersion, mapping } = body;
  return transact(site.house.database, person, async (tx) => {
    const versions = { from: fromVersion, to: toVersion };
    const { mapped, unmapped, added } = await planBetween(tx, site.house, processKey, versions, mapping);
    return {
      processKey,
      fromVersion,
      toVersion,
      mapped: [...mapped],
      unmapped: unmapped.map(({ suggestion = null, ...each }) => ({ ...each, suggestion })),
      added: [...added],
    };
  });
}

function tryOut({
  site,
  person,
  body,
}: Call<Choice & { version: number; mapping: readonly MappingOverride[] }>): Promise<unknown> {
  const request = { version: body.version, overrides: body.mapping };
  return transact(site.house.database, person, async (tx) => {
    const ids = await choose(tx, selectionOf(body), { withCalled: true, limit: most });
    const items: wire.MigrationDryRun[] = [];
    for (const id of ids) items.push(presentDryRun(id, await told(() => dryRun(tx, site.house, id, request))));
    return { items };
  });
}

/** What is refused for one instance is its result. */
async function told(attempt: () => Promise<DryRun>): Promise<DryRun | Refusal> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
