import { Client } from "pg";

declare module "pg" {
  interface Client {
    // In pg's code, not in its types: whether the connection keeps our process alive.
    ref(): void;
    unref(): void;
  }
}

/**
 * One idle connection per server process that uses the database. The operating system closes it when that process dies,
 * however it dies, so who is there can be counted; and its end tells at once that the database has died.
 */
export interface Keeper {
  /** How many other processes use the database. */
  countOthers(): Promise<number>;
  end(): Promise<void>;
}

const name = "ablauf keeper";

/** Connects as the superuser, who is used for nothing but this, and makes sure of the role and the database. */
export async function openKeeper(socketDir: string, onLost: () => void): Promise<Keeper> {
  const client = new Client({ host: socketDir, user: "postgres", database: "postgres", application_name: name });
  client.on("error", () => undefined); // an "end" follows
  await client.connect();
  await ensureDatabase(client);
  client.unref();
  client.once("end", onLost);
  return {
    countOthers: () => {
      client.ref();
      return countOthers(client);
    },
    end: async () => {
      client.ref();
      client.off("end", onLost);
      await client.end().catch(() => undefined); // a lost connection has ended already
    },
  };
}

/**
 * The application's role `ablauf` is no superuser, for those pass by row-level security. The caller holds the home's
 * lock; a start that was cut off in the middle is completed by the next one.
 */
async function ensureDatabase(client: Client): Promise<void> {
  const roles = await client.query("select from pg_roles where rolname = 'ablauf'");
  if (roles.rowCount === 0) await client.query("create role ablauf login");
  const databases = await client.query("select from pg_database where datname = 'ablauf'");
  if (databases.rowCount === 0) await client.query("create database ablauf owner ablauf");
}

async function countOthers(client: Client): Promise<number> {
  const text =
    "select count(*)::int as others from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()";
  const { rows } = await client.query<{ others: number }>(text, [name]);
  return rows[0]?.others ?? 0;
}
