import type { Client } from "pg";
import type { Database } from "../db/connect.ts";

/** What was sent to PostgreSQL: statements, and how often somebody had to wait for it. */
export interface Count {
  readonly statements: number;
  /** Statements that were sent while no answer was outstanding: each begins a round trip. */
  readonly roundTrips: number;
  readonly texts: readonly string[];
}

interface Sending {
  query: (...args: readonly unknown[]) => Promise<unknown>;
}

/**
 * Counts what `work` sends over the connections of a database. A text with several statements in one message counts as
 * one.
 */
export async function counted(database: Database, work: () => Promise<unknown>): Promise<Count> {
  const texts: string[] = [];
  let roundTrips = 0;
  const undo: (() => void)[] = [];
  const pool = database.knex.client as { acquireConnection: () => Promise<Client> }; // knex types its driver as any
  const acquire = pool.acquireConnection.bind(pool);
  const wrapped = new WeakSet<object>();
  const wrap = (client: Sending): void => {
    const query = client.query.bind(client);
    let outstanding = 0;
    client.query = (...args) => {
      const [first] = args;
      texts.push(typeof first === "string" ? first : (first as { text: string }).text); // pg takes a text or a config
      if (outstanding === 0) roundTrips += 1;
      outstanding += 1;
      return query(...args).finally(() => (outstanding -= 1));
    };
    undo.push(() => (client.query = query));
  };
  pool.acquireConnection = async () => {
    const client = await acquire();
    if (!wrapped.has(client)) wrap(client);
    wrapped.add(client);
    return client;
  };
  try {
    await work();
  } finally {
    pool.acquireConnection = acquire;
    for (const each of undo) each();
  }
  return { statements: texts.length, roundTrips, texts };
}
