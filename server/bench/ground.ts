import { randomBytes } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, escapeIdentifier } from "pg";
import { createLog } from "../base/log.ts";
import { buildHouse } from "../cli/house.ts";
import { connect } from "../db/connect.ts";
import { startEmbedded } from "../db/embedded.ts";
import { migrate } from "../db/migrate.ts";
import { transact } from "../db/transact.ts";
import { permissionsOf } from "../identity/person.ts";
import type { Person } from "../identity/person.ts";
import { createTenant, createUser } from "../identity/users.ts";
import type { Cause, House } from "../runtime/house.ts";
import { dropDatabase } from "../test/database.ts";

/** Where the benchmark takes place: a PostgreSQL that really writes to disk. */
export interface Ground {
  /** A fresh database with all migrations, one tenant, one technician. */
  site(): Promise<Site>;
  leave(): Promise<void>;
}

/** A house on a database of its own. */
export interface Site {
  readonly house: House;
  readonly cause: Cause;
  readonly url: string;
  close(): Promise<void>;
}

/** The technician of the benchmark, who may complete its tasks. */
export const technician: Person & { readonly password: string } = {
  tenantId: "bench",
  login: "technician",
  password: "a password for benchmarks",
  name: "Technician",
  email: null,
  language: "en",
  roles: ["technician"],
  permissions: permissionsOf(["technician"]),
  kind: "user",
  sight: "all",
};

/**
 * Starts a PostgreSQL of its own with `fsync` as in production, or uses the one at `url`, whose role must have CREATEDB
 * and be no superuser.
 */
export async function openGround(url: string | undefined): Promise<Ground> {
  const dataDir = join(tmpdir(), `ablauf-bench-${process.pid}`);
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  const settings = { max_connections: "100", max_wal_size: "1GB" };
  const server = url === undefined ? await startEmbedded({ dataDir, log: createLog("warn"), settings }) : undefined;
  const serverUrl = server?.url ?? url ?? "";
  if (server !== undefined)
    await run(serverUrl.replace("ablauf@/ablauf", "postgres@/ablauf"), (client) =>
      client.query("alter role ablauf createdb"),
    );
  return {
    site: () => openSite(serverUrl),
    leave: async () => {
      await server?.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function openSite(serverUrl: string): Promise<Site> {
  const name = `bench_${process.pid}_${randomBytes(4).toString("hex")}`;
  await run(serverUrl, (client) => client.query(`create database ${escapeIdentifier(name)}`));
  const url = serverUrl.replace(/\/[^/?]*(\?.*)?$/, `/${name}$1`);
  const database = connect(url);
  await migrate(database);
  const house = buildHouse(database, createLog("silent"), () => new Date());
  const { tenantId, login, password, roles } = technician;
  await transact(database, tenantId, async (tx) => {
    await createTenant(tx, tenantId, "Bench", house.now());
    await createUser(tx, { login, name: login, roles, password }, house.now());
  });
  return {
    house,
    url,
    cause: { tenantId, actor: login },
    close: async () => {
      await database.destroy();
      await run(serverUrl, (client) => dropDatabase(client, name));
    },
  };
}

async function run(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
