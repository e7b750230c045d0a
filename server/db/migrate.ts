import type { Knex } from "knex";
import type { Log } from "../base/log.ts";
import type { Database } from "./connect.ts";
import { foundation } from "./migrations/0001-foundation.ts";
import { desk } from "./migrations/0002-desk.ts";

/** One step of the schema. Never edited after it has been merged; the next change is the next file. */
export interface Migration {
  readonly name: string;
  readonly up: string;
}

/** An explicit list: what runs, and in which order, is read here and nowhere else. */
const migrations: readonly Migration[] = [foundation, desk];

/** Any number that nobody else uses: two servers that start at once migrate one after the other. */
const lock = 7_204_616;

/**
 * Brings the schema up to date and tells what ran. Safe when several servers start at once. Correctness rests on the
 * table `migrations`, whose primary key refuses a second run; the advisory lock only spares the loser an error.
 */
export async function migrate(database: Database, log?: Log): Promise<readonly string[]> {
  return database.knex.transaction(async (trx) => {
    await trx.raw("select pg_advisory_xact_lock(?)", [lock]);
    await trx.raw("create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())");
    const done = new Set(await appliedNames(trx));
    const pending = migrations.filter((migration) => !done.has(migration.name));
    for (const migration of pending) {
      await trx.raw(migration.up.replaceAll("?", "\\?"));
      await trx.raw("insert into migrations (name) values (?)", [migration.name]);
      log?.info({ migration: migration.name }, "migrated");
    }
    return pending.map((migration) => migration.name);
  });
}

async function appliedNames(trx: Knex.Transaction): Promise<readonly string[]> {
  const rows: readonly { name: string }[] = await trx("migrations").select("name");
  return rows.map((row) => row.name);
}
