import createKnex from "knex";
import type { Knex } from "knex";
import type { ClientConfig } from "pg";
import { openMouth } from "./tell.ts";
import { Departures } from "./together.ts";

/** The database: knex holds the pool and runs migrations; statements of the hot path go through `transact`. */
export interface Database {
  readonly knex: Knex;
  readonly url: string;
  /** Says something on a channel of NOTIFY, soon and outside any transaction: for telling what was committed. */
  tell(channel: string, text: string): void;
  /** Work that waits for a transaction to share. */
  readonly departures: Departures;
  destroy(): Promise<void>;
}

/** How long one statement, one wait for a lock and one idle transaction may take, in milliseconds. */
const limits = { statement_timeout: 30_000, lock_timeout: 10_000, idle_in_transaction_session_timeout: 60_000 };

/** How to connect. */
export interface ConnectOptions {
  readonly poolMax?: number;
  /**
   * For what can be done again and what nobody watches: commits do not wait for the disk (a crash may take the last of them back,
   * never part of one), statements are planned once, and nothing is told.
   */
  readonly isRehearsal?: boolean;
}

const rehearsal = "-c synchronous_commit=off -c plan_cache_mode=force_generic_plan";

/**
 * Connects to PostgreSQL. Connections are pipelined: statements queued together travel together, which is what keeps a
 * command at two round trips.
 */
export function connect(url: string, { poolMax = 16, isRehearsal = false }: ConnectOptions = {}): Database {
  const connection: ClientConfig = {
    connectionString: url,
    pipeline: true,
    application_name: "ablauf",
    ...limits,
    ...(isRehearsal ? { options: rehearsal } : {}),
  };
  const knex = createKnex({
    client: "pg",
    connection: connection as Knex.PgConnectionConfig, // knex hands it to pg whole, but types only what it knows itself
    pool: { min: 0, max: poolMax },
    acquireConnectionTimeout: 20_000,
    // what goes wrong is thrown to the caller; knex would also print it
    log: { warn: ignore, error: ignore, debug: ignore, deprecate: ignore },
  });
  const mouth = openMouth(url);
  return {
    knex,
    url,
    departures: new Departures(),
    tell: (channel, text) => {
      if (!isRehearsal) mouth.tell(channel, text);
    },
    destroy: async () => {
      await mouth.close();
      await knex.destroy();
    },
  };
}

function ignore(): void {}
