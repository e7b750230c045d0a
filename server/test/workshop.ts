import { createLog } from "../base/log.ts";
import type { JsonObject } from "../base/json.ts";
import { buildHouse } from "../cli/house.ts";
import { connect } from "../db/connect.ts";
import { transact } from "../db/transact.ts";
import type { Tx } from "../db/transact.ts";
import { createTenant } from "../identity/users.ts";
import { permissionsOf } from "../identity/person.ts";
import type { Person } from "../identity/person.ts";
import { deployProcess } from "../runtime/commands/deployProcess.ts";
import { startInstance } from "../runtime/commands/startInstance.ts";
import type { Cause, House } from "../runtime/house.ts";
import { drain } from "../workers/crew.ts";
import type { Performer } from "../runtime/performer.ts";
import { testDatabase } from "./database.ts";

/** A house on a fresh database with a clock that the test moves. No HTTP, no workers but `drain`. */
export interface Workshop {
  readonly house: House;
  readonly cause: Cause;
  readonly clock: { now: Date; advance(milliseconds: number): void };
  readonly deploy: (xml: string) => Promise<void>;
  readonly start: (processKey: string, variables?: JsonObject, businessKey?: string) => Promise<string>;
  readonly drain: (performers?: readonly Performer[]) => Promise<void>;
  readonly read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly rows: (text: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
}

/** The tenant of tests. */
export const tenantId = "t1";

/** Opens a workshop. */
export async function openWorkshop(): Promise<Workshop> {
  const test = await testDatabase();
  const database = connect(test.url);
  const clock = {
    now: new Date("2026-11-23T09:00:00Z"),
    advance(milliseconds: number) {
      clock.now = new Date(clock.now.getTime() + milliseconds);
    },
  };
  const house = buildHouse(database, createLog("silent"), () => clock.now);
  const cause = { tenantId, actor: "tester", requestId: "r1" };
  await transact(database, tenantId, (tx) => createTenant(tx, tenantId, "Test", clock.now));
  return {
    house,
    cause,
    clock,
    deploy: async (xml) => void (await deployProcess(house, cause, { xml })),
    start: (processKey, variables = {}, businessKey) =>
      startInstance(house, cause, { processKey, variables, ...(businessKey === undefined ? {} : { businessKey }) }),
    drain: (performers = []) => drain(house, performers),
    read: (work) => transact(database, tenantId, work),
    rows: (text, values = []) => transact(database, tenantId, (tx) => tx.query(text, values)),
    close: async () => {
      await database.destroy();
      await test.drop();
    },
  };
}

/** A person with roles. */
export function person(login: string, ...roles: readonly string[]): Person {
  return {
    tenantId,
    login,
    name: login,
    email: null,
    language: "en",
    roles,
    permissions: permissionsOf(roles),
    kind: "user",
    sight: "all",
  };
}
