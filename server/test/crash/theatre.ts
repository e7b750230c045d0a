import { fileURLToPath } from "node:url";
import { createCustomers } from "../../../seeds/customers.ts";
import { setUpCompany } from "../../../seeds/company.ts";
import { readConfig } from "../../base/config.ts";
import { createLog } from "../../base/log.ts";
import { buildHouse } from "../../cli/house.ts";
import { performersOf } from "../../cli/performers.ts";
import { worldOf } from "../../cli/world.ts";
import { prepareTenant } from "../../cli/prepare.ts";
import { connect } from "../../db/connect.ts";
import type { Database } from "../../db/connect.ts";
import { transact } from "../../db/transact.ts";
import { RuleSets } from "../../definitions/ruleSets.ts";
import { Versions } from "../../definitions/store.ts";
import type { House } from "../../runtime/house.ts";
import type { Performer } from "../../runtime/performer.ts";
import { copyOf, testDatabase } from "../database.ts";
import type { TestDatabase } from "../database.ts";

/**
 * Where the stories of the standard processes are played: the real desk with the demo's company and customers, as a
 * database that is copied for each performance. What does not change is shared: compiled versions and rule sets.
 */
export interface Theatre {
  /** The state in which every story begins. */
  readonly empty: TestDatabase;
  /** Opens a performance on a copy of a database, with the clock where it stood. */
  readonly open: (from: TestDatabase, now: Date) => Promise<Performance>;
  /** A performance on a database whose owner cares for it. */
  readonly performOn: (database: Database, uncut: Database, now: Date) => Omit<Performance, "freeze" | "close">;
  readonly close: () => Promise<void>;
}

/** One performance: a house on a copy of its own. */
export interface Performance {
  readonly house: House;
  /** The same house for whoever looks at it, on a connection that nobody cuts. */
  readonly auditor: House;
  readonly performers: readonly Performer[];
  readonly clock: { now: Date };
  /** Ends the connections and hands over the database as it is now. */
  readonly freeze: () => Promise<TestDatabase>;
  readonly close: () => Promise<void>;
}

/** The tenant of the stories. */
export const storyTenant = "main";

/** Monday, 23 November 2026, 10:00 in Munich: service hours. */
export const curtainAt = new Date("2026-11-23T09:00:00Z");

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Sets the stage: standard processes, rules, staff, customers. */
export async function openTheatre(): Promise<Theatre> {
  const empty = await testDatabase();
  const shared = { versions: new Versions(), ruleSets: new RuleSets() };
  const config = readConfig({ DATABASE_URL: empty.url, DEMO: "true", TENANT: storyTenant });
  const clock = { now: curtainAt };
  const house = houseOn(connect(empty.url), clock, shared);
  await prepareTenant(house, config, { isDemo: true, root });
  await transact(house.database, storyTenant, async (tx) =>
    createCustomers(tx, await setUpCompany(tx, clock.now, clock.now), clock.now),
  );
  await house.database.destroy();
  return {
    empty,
    open: async (from, now) => performOnCopy(await copyOf(from), { config, clock: { now }, shared }),
    performOn: (database, uncut, now) => perform(database, uncut, { config, clock: { now }, shared }),
    close: () => empty.drop(),
  };
}

type Shared = Pick<House, "versions" | "ruleSets">;

/** What a performance needs beside its database. */
interface Troupe {
  readonly config: ReturnType<typeof readConfig>;
  readonly clock: { now: Date };
  readonly shared: Shared;
}

function perform(
  database: Database,
  uncut: Database,
  { config, clock, shared }: Troupe,
): Omit<Performance, "freeze" | "close"> {
  const house = houseOn(database, clock, shared);
  return {
    house,
    auditor: { ...house, database: uncut },
    performers: performersOf(config, worldOf(config, house), true),
    clock,
  };
}

function performOnCopy(copy: TestDatabase, { config, clock, shared }: Troupe): Performance {
  const [database, uncut] = [connect(copy.url, { poolMax: 4 }), connect(copy.url, { poolMax: 1 })];
  const freeze = async (): Promise<TestDatabase> => {
    await database.destroy();
    await uncut.destroy();
    return copy;
  };
  return {
    ...perform(database, uncut, { config, clock, shared }),
    freeze,
    close: async () => (await freeze()).drop(),
  };
}

function houseOn(database: Database, clock: { readonly now: Date }, shared: Shared): House {
  return { ...buildHouse(database, createLog("silent"), () => clock.now), ...shared };
}
