import type { Client } from "pg";
import type { Database } from "../db/connect.ts";

/** Where to cut: before the n-th statement leaves, or after it left and before its answer is read. */
export interface Cut {
  readonly statement: number;
  readonly moment: "before" | "after";
}

/** A database whose connections break at one statement, as they do when the server is killed there. */
export interface Cuttable {
  /** Counts statements from now on and breaks the connection that sends the one of `cut`. Undefined: only counts. */
  arm(cut: Cut | undefined): void;
  /** How many statements were sent since armed, and whether the cut has happened. */
  readonly sent: () => number;
  readonly isCut: () => boolean;
}

interface Sending {
  query: (...args: readonly unknown[]) => unknown;
  readonly connection: { readonly stream: { destroy(): void } };
}

const cuttables = new WeakMap<object, Cuttable>();

/** Makes a database cuttable; once is enough. */
export function cuttable(database: Database): Cuttable {
  const known = cuttables.get(database.knex);
  if (known !== undefined) return known;
  const made = makeCuttable(database);
  cuttables.set(database.knex, made);
  return made;
}

function makeCuttable(database: Database): Cuttable {
  let cut: Cut | undefined;
  let sent = 0;
  let isCut = false;
  const wrapped = new WeakSet<object>();
  const acquire = database.knex.client.acquireConnection.bind(database.knex.client) as () => Promise<Client>;
  database.knex.client.acquireConnection = async () => {
    const client = await acquire();
    if (!wrapped.has(client)) wrap(client);
    wrapped.add(client);
    return client;
  };
  const wrap = (client: Sending): void => {
    const query = client.query.bind(client);
    client.query = (...args) => {
      sent += 1;
      const isHere = cut !== undefined && !isCut && sent === cut.statement;
      if (isHere) isCut = true;
      if (isHere && cut?.moment === "before") client.connection.stream.destroy();
      const answer = query(...args);
      if (isHere && cut?.moment === "after") setImmediate(() => client.connection.stream.destroy());
      return answer;
    };
  };
  return {
    arm: (next) => {
      cut = next;
      sent = 0;
      isCut = false;
    },
    sent: () => sent,
    isCut: () => isCut,
  };
}
