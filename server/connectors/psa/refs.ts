import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import type { JsonObject } from "../../base/json.ts";
import type { PsaEntity } from "../frame/ports.ts";
import { isSame } from "./own.ts";

/** A record of ours and one over there, as both stood when they were last compared. */
export interface Seen {
  readonly ours: JsonObject;
  readonly theirs: JsonObject;
}

/** How the desk calls what a PSA has. */
const entities: Readonly<Record<PsaEntity, string>> = {
  tickets: "ticket",
  time: "time",
  customers: "customer",
  contacts: "contact",
  contracts: "contract",
  assets: "asset",
};

/** Where a record of ours lies over there. */
export async function findExternal(
  tx: Tx,
  { entity, system, id }: { readonly entity: PsaEntity; readonly system: string; readonly id: string },
): Promise<string | undefined> {
  const [row] = await tx.query<{ external: string }>(
    "select external_id as external from external_refs where tenant_id = $1 and entity = $2 and system = $3 and entity_id = $4",
    [tx.tenantId, entities[entity], system, id],
  );
  return row?.external;
}

/** Which record of ours lies there. */
export async function findOwn(
  tx: Tx,
  { entity, system, externalId }: { readonly entity: PsaEntity; readonly system: string; readonly externalId: string },
): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(
    "select entity_id as id from external_refs where tenant_id = $1 and entity = $2 and system = $3 and external_id = $4",
    [tx.tenantId, entities[entity], system, externalId],
  );
  return row?.id;
}

interface Place {
  readonly entity: PsaEntity;
  readonly system: string;
  readonly externalId: string;
}

/** How both sides stood when they were last compared; undefined where they never were. */
export async function readSeen(tx: Tx, { entity, system, externalId }: Place): Promise<Seen | undefined> {
  const [row] = await tx.query<{ seen: Seen | null }>(
    "select seen from external_refs where tenant_id = $1 and entity = $2 and system = $3 and external_id = $4",
    [tx.tenantId, entities[entity], system, externalId],
  );
  return row?.seen ?? undefined;
}

/** Keeps how both sides stand now that they were compared. */
export async function keepSeen(tx: Tx, { entity, system, externalId }: Place, seen: Seen): Promise<void> {
  await tx.query(
    "update external_refs set seen = $5 where tenant_id = $1 and entity = $2 and system = $3 and external_id = $4",
    [tx.tenantId, entities[entity], system, externalId, JSON.stringify(seen)],
  );
}

/** The same, if nobody else has compared them since `before` was read. @returns whether it was kept */
export async function replaceSeen(
  tx: Tx,
  { entity, system, externalId }: Place,
  { before, now }: { readonly before: Seen | undefined; readonly now: Seen },
): Promise<boolean> {
  const known = before === undefined ? null : JSON.stringify(before);
  const rows = await tx.query(
    `update external_refs set seen = $5 where tenant_id = $1 and entity = $2 and system = $3 and external_id = $4
       and seen is not distinct from $6::jsonb returning entity_id`,
    [tx.tenantId, entities[entity], system, externalId, JSON.stringify(now), known],
  );
  return rows.length > 0;
}

/**
 * Keeps what was written there, and of it alone: what somebody else has compared since `before` was read, as the poll does all the
 * time, stays as they found it.
 */
export async function keepWritten(
  tx: Tx,
  { entity, system, externalId }: Place,
  { before, ours, theirs }: { readonly before: Seen | undefined } & Seen,
): Promise<void> {
  const [row] = await tx.query<{ seen: Seen | null }>(
    "select seen from external_refs where tenant_id = $1 and entity = $2 and system = $3 and external_id = $4 for update",
    [tx.tenantId, entities[entity], system, externalId],
  );
  if (row === undefined) return;
  const is = row.seen ?? undefined;
  const isOurs = (name: string): boolean =>
    isSame(is?.theirs[name], before?.theirs[name]) || isSame(is?.theirs[name], theirs[name]);
  const own = (members: JsonObject) => Object.fromEntries(Object.entries(members).filter(([name]) => isOurs(name)));
  const now = { ours: { ...is?.ours, ...own(ours) }, theirs: { ...is?.theirs, ...own(theirs) } };
  await keepSeen(tx, { entity, system, externalId }, now);
}

/** Ties a record of ours to one over there. @throws {Refusal} `psa.tied` that one belongs to another record of ours */
export async function tie(
  tx: Tx,
  {
    entity,
    system,
    id,
    externalId,
  }: { readonly entity: PsaEntity; readonly system: string; readonly id: string; readonly externalId: string },
): Promise<void> {
  await tx.query(
    `insert into external_refs (tenant_id, entity, system, external_id, entity_id) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, entity, system, external_id) do nothing`,
    [tx.tenantId, entities[entity], system, externalId, id],
  );
  const tied = await findOwn(tx, { entity, system, externalId });
  if (tied === id) return;
  throw new Refusal(
    "conflict",
    "psa.tied",
    `Expected ${entities[entity]} ${externalId} of ${system} to be tied to nothing, but it belongs to ${tied ?? "another record"} here: unlink it there`,
  );
}
