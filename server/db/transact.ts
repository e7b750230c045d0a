import { escapeLiteral } from "pg";
import type { Client, QueryResultRow } from "pg";
import { Refusal } from "../base/refusal.ts";
import type { Database } from "./connect.ts";
import { lookUps } from "./lookUp.ts";
import type { LookUp } from "./lookUp.ts";

/** The tenant word of work that belongs to no tenant (leasing due jobs of all tenants, sign-in before the tenant is known). */
export const everyTenant = "*";

/**
 * One transaction of one tenant. Row-level security sees the tenant of the transaction, so a forgotten `where` shows
 * nothing instead of somebody else's rows.
 */
export interface Tx {
  readonly tenantId: string;
  /** Runs a statement prepared under its text, so that PostgreSQL plans it once a connection. */
  query<R extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /**
   * Looks something up by its key; what is looked up alike in the same turn of the event loop is asked for in one statement.
   * Undefined when there is no such row.
   */
  look<R extends QueryResultRow>(up: LookUp<R>, key: readonly string[]): Promise<R | undefined>;
  /**
   * Queues a last statement together with the commit, in one round trip. Who finishes may ask nothing of the transaction
   * after.
   */
  finish(text: string, values: readonly unknown[]): void;
}

/** The connection broke while the commit was under way: whether it took place is open, and nobody may say either. */
export class InDoubt extends Error {
  constructor(cause: unknown) {
    super("Expected an answer to the commit, but the connection to the database broke", { cause });
  }
}

/**
 * Whose eyes a transaction reads with. Rows about something restricted show themselves only to those who are named for it or
 * are cleared; work of the house itself names a tenant alone and sees everything.
 */
export interface Viewer {
  readonly tenantId: string;
  readonly login: string;
  readonly sight: Sight;
}

/** How much of what is restricted somebody sees without being named: all of it, all but the strictest, or nothing. */
export type Sight = "all" | "cleared" | "named";

/** Serialization failure, deadlock, lock timeout: the same command may simply be tried again. */
const retryable = new Set(["40001", "40P01", "55P03"]);
const attempts = 5;
const sqlState = /^(?:\d[\dA-Z]|F0|HV|P0|XX)[\dA-Z]{3}$/;

/**
 * Runs `work` in one transaction of a tenant, or of somebody who looks, and commits; a throw rolls everything back. Conflicts between
 * transactions (40001, 40P01, 55P03) are tried again with jitter, so `work` must be repeatable.
 *
 * @throws {Refusal} `database.busy` when the conflict lasts
 * @throws {InDoubt} when the connection breaks during the commit
 */
export async function transact<T>(
  database: Database,
  whose: string | Viewer,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const viewer: Viewer = typeof whose === "string" ? { tenantId: whose, login: "", sight: "all" } : whose;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(database, viewer, work);
    } catch (error) {
      if (!isRetryable(error)) throw error;
      if (attempt === attempts)
        throw new Refusal("busy", "database.busy", "Expected the rows to become free, but others kept them");
      await pause(attempt);
    }
  }
}

async function once<T>(database: Database, viewer: Viewer, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = (await database.knex.client.acquireConnection()) as Client; // knex types its driver connection as any
  let broken = false;
  try {
    const pending = begin(client, viewer);
    const { tx, finishing } = open(client, viewer.tenantId);
    try {
      const result = await work(tx);
      sendTogether(client);
      await Promise.all([pending, ...finishing, client.query("commit")]).catch((error: unknown) => {
        throw isAnswer(error) ? error : new InDoubt(error);
      });
      return result;
    } catch (error) {
      await pending.catch(() => undefined);
      await client.query("rollback").catch(() => (broken = true));
      throw error;
    }
  } finally {
    if (broken) await client.end().catch(() => undefined);
    database.knex.client.releaseConnection(client);
  }
}

/** Queued, not awaited: one message that travels with the first statement of the work. */
function begin(client: Client, { tenantId, login, sight }: Viewer): Promise<unknown> {
  sendTogether(client);
  const eyes =
    sight === "all"
      ? ""
      : `; set local app.viewer = ${escapeLiteral(login)}; set local app.is_cleared = ${escapeLiteral(String(sight === "cleared"))}`;
  const begun = client.query(`begin; set local app.tenant = ${escapeLiteral(tenantId)}${eyes}`);
  begun.catch(() => undefined);
  return begun;
}

function open(client: Client, tenantId: string): { tx: Tx; finishing: readonly Promise<unknown>[] } {
  const finishing: Promise<unknown>[] = [];
  const run = (text: string, values: readonly unknown[]) => {
    sendTogether(client);
    return client.query({ name: nameOf(text), text, values: [...values] });
  };
  const query = async <R extends QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    (await run(text, values)).rows as R[]; // the caller states the row's shape beside its statement
  const tx: Tx = {
    tenantId,
    query,
    look: lookUps((text, values) => query(text, [tenantId, ...values])),
    finish: (text, values) => {
      const last = run(text, values);
      last.catch(() => undefined);
      finishing.push(last);
    },
  };
  return { tx, finishing };
}

/** The socket under a connection: pg has it, its types do not. */
interface Connected {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } };
}

/**
 * What is queued on the connection from now until the event loop turns leaves in one write: each write of its own costs
 * more than the statement's whole way through our code.
 */
function sendTogether(client: Client): void {
  const { stream } = (client as Client & Connected).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** A short, stable statement name: PostgreSQL cuts names at 63 bytes, and two texts must never share one. */
function nameOf(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  return `s${(high >>> 0).toString(36)}${(low >>> 0).toString(36)}${text.length.toString(36)}`;
}

function isRetryable(error: unknown): boolean {
  return isAnswer(error) && retryable.has(error.code);
}

/** Whether PostgreSQL itself has said no: then it has rolled back. The classes of SQLSTATE are those of its appendix A. */
function isAnswer(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string" && sqlState.test(error.code);
}

function pause(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5 * 2 ** attempt * (0.5 + Math.random())));
}
