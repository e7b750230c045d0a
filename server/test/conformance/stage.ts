import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { createLog } from "../../base/log.ts";
import { readConfig } from "../../base/config.ts";
import { buildHouse } from "../../cli/house.ts";
import { signing } from "../../cli/sealing.ts";
import { worldOf } from "../../cli/world.ts";
import { connect } from "../../db/connect.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { createApp } from "../../http/app.ts";
import { createLive } from "../../http/live.ts";
import type { Site } from "../../http/route.ts";
import { allRoutes } from "../../http/routes/index.ts";
import { roles } from "../../identity/person.ts";
import { createTenant, createToken } from "../../identity/users.ts";
import type { House } from "../../runtime/house.ts";
import { drain } from "../../workers/crew.ts";
import { bufferWork, letterWork } from "../../workers/due.ts";
import { testDatabase } from "../database.ts";
import { createClient } from "./client.ts";
import type { Client } from "./client.ts";

/** The real server, on a database of its own, with a clock that the tests move and due work that they have done. */
export interface Stage {
  readonly url: string;
  readonly house: House;
  readonly clock: Clock;
  /** A fresh tenant: process ids repeat from test to test. */
  readonly admit: () => Promise<Guest>;
  /** Does all that is due at the clock's present time. */
  readonly drain: () => Promise<void>;
  /** Delivers what was thrown and what was kept for a receiver; timers rest. */
  readonly deliver: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The clock of a stage. */
export interface Clock {
  now: Date;
}

/** A test's own tenant. */
export interface Guest {
  readonly client: Client;
  readonly url: string;
  readonly token: string;
  /** Takes away what would still become due, so that it does not disturb the tests that follow. */
  readonly leave: () => Promise<void>;
}

/** Where the clock stands when a stage opens: a Monday morning. */
const opening = new Date("2026-11-23T09:00:00Z");

/** Opens a stage. The server's log stays silent: what a test needs to know, it asks. */
export async function openStage(): Promise<Stage> {
  const test = await testDatabase();
  const database = connect(test.url);
  const clock: Clock = { now: opening };
  const house = buildHouse(database, createLog("silent"), () => clock.now);
  const { url, close } = await listen(house);
  let admitted = 0;
  return {
    url,
    house,
    clock,
    admit: () => {
      admitted += 1;
      return admit(house, url, `guest-${admitted}`);
    },
    drain: () => drain(house, []),
    deliver: () => deliver(house),
    close: async () => {
      await close();
      await database.destroy();
      await test.drop();
    },
  };
}

async function deliver(house: House): Promise<void> {
  const works = [letterWork(house), bufferWork(house)];
  for (let round = 0; round < 1_000; round += 1) {
    let done = 0;
    for (const work of works) done += await work.run();
    if (done === 0) return;
  }
  throw new Error("what is thrown does not end");
}

async function listen(house: House): Promise<{ url: string; close: () => Promise<void> }> {
  const live = createLive(house.now);
  const world = worldOf(readConfig({}), house);
  const site: Site = {
    house,
    world,
    live,
    signer: signing(world),
    version: "conformance",
    isEmbedded: true,
    demoAccounts: [],
    homeTenant: "main",
    hasMailServer: false,
    post: async () => undefined,
    publicUrl: "http://127.0.0.1",
    isProxy: () => false,
    fileLimit: 25_000_000,
    isDraining: false,
  };
  const app = createApp(site, allRoutes(site.version), path.join(import.meta.dirname, "none"));
  const answer = app.callback();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo; // listening on TCP
  const close = async (): Promise<void> => {
    live.close();
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

async function admit(house: House, url: string, tenantId: string): Promise<Guest> {
  const now = house.now();
  const token = await transact(house.database, tenantId, async (tx) => {
    await createTenant(tx, tenantId, tenantId, now);
    return createToken(
      tx,
      { name: "conformance", permissions: roles["administrator"] ?? [], createdBy: "conformance" },
      now,
    );
  });
  return { client: createClient(url, token), url, token, leave: () => transact(house.database, tenantId, forgetDue) };
}

async function forgetDue(tx: Tx): Promise<void> {
  for (const table of ["timers", "start_subscriptions", "outbox", "jobs", "messages"]) {
    await tx.query(`delete from ${table} where tenant_id = $1`, [tx.tenantId]);
  }
}
