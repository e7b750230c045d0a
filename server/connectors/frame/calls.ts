import { randomUUID } from "node:crypto";
import { newId } from "../../base/id.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { Declined } from "../http/client.ts";
import type { Attempt } from "../http/client.ts";
import { storableText } from "../storable.ts";
import type { World } from "./world.ts";

/** A call as it was written down: never a header, a body or a query. */
export interface LoggedCall {
  readonly id: string;
  readonly at: Date;
  readonly operation: string;
  readonly target: string;
  readonly outcome: "ok" | "refused" | "failed";
  readonly status: number | null;
  readonly milliseconds: number;
  readonly requestId: string | null;
  readonly answeredId: string | null;
  readonly error: string | null;
}

/** So many calls of a connector are kept. */
const kept = 200;

/** Writes an attempt down. That it could not be written down does not undo what was done. */
export async function logAttempt(world: World, tenantId: string, connectorId: string, attempt: Attempt): Promise<void> {
  try {
    await transact(world.database, tenantId, (tx) => insertCall(tx, connectorId, attempt, world.now()));
  } catch (error) {
    world.log.warn({ err: error, connectorId, operation: attempt.operation }, "a call could not be written down");
  }
}

async function insertCall(tx: Tx, connectorId: string, attempt: Attempt, now: Date): Promise<void> {
  const { operation, target, status, milliseconds, requestId, answeredId, error } = attempt;
  await tx.query(
    `with written as (
       insert into connector_calls (tenant_id, connector_id, id, at, operation, target, outcome, status, milliseconds, request_id, answered_id, error)
       select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 where exists (select 1 from connectors where tenant_id = $1 and id = $2))
     delete from connector_calls where tenant_id = $1 and connector_id = $2 and id <= (
       select id from connector_calls where tenant_id = $1 and connector_id = $2 order by id desc offset ${kept - 1} limit 1)`,
    [
      tx.tenantId,
      connectorId,
      newId(now),
      now,
      storableText(operation, 100),
      storableText(target, 500),
      outcomeOf(attempt),
      status ?? null,
      milliseconds,
      requestId,
      answeredId === undefined ? null : storableText(answeredId, 200),
      error === undefined ? null : storableText(error, 500),
    ],
  );
}

function outcomeOf({ status, error }: Attempt): LoggedCall["outcome"] {
  if (status === undefined) return error === undefined ? "ok" : "failed";
  if (status < 400) return "ok";
  return status < 500 && status !== 429 && status !== 408 ? "refused" : "failed";
}

/** The last calls of a connector, the newest first. */
export function listCalls(tx: Tx, connectorId: string, limit: number): Promise<LoggedCall[]> {
  return tx.query<LoggedCall>(
    `select id, at, operation, target, outcome, status, milliseconds, request_id as "requestId", answered_id as "answeredId", error
     from connector_calls where tenant_id = $1 and connector_id = $2 order by id desc limit $3`,
    [tx.tenantId, connectorId, limit],
  );
}

/** Does something that is no HTTP and tells how it went. */
export async function recorded<T>(
  after: (attempt: Attempt) => Promise<void>,
  { operation, target }: { readonly operation: string; readonly target: string },
  work: () => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  const tell = (status: number | undefined, error: string | undefined) =>
    after({
      operation,
      target,
      status,
      milliseconds: Math.round(performance.now() - startedAt),
      requestId: randomUUID(),
      answeredId: undefined,
      error,
    });
  try {
    const result = await work();
    await tell(undefined, undefined);
    return result;
  } catch (error) {
    await tell(
      error instanceof Declined ? error.status : undefined,
      error instanceof Error ? error.message : String(error),
    );
    throw error;
  }
}
