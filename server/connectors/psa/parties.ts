import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { entitiesOf } from "../frame/manage.ts";
import type { World } from "../frame/world.ts";
import { noteChange } from "./outbox.ts";
import { readOwn } from "./own.ts";
import type { OwnRecord } from "./own.ts";
import type { Leading } from "./receive.ts";
import { findExternal } from "./refs.ts";

const partyNames = ["customer", "contact"] as const;

/** Whom a record belongs to, by the ids over there; null is nobody who is known there. */
export function partiesIn(members: JsonObject): JsonObject {
  return Object.fromEntries(partyNames.map((name) => [name, members[name] ?? null]));
}

/** What a record refers to, by the ids over there, as far as they are known. */
export async function knownParties(
  tx: Tx,
  system: string,
  { customerId, contactId, ticketId }: OwnRecord,
): Promise<JsonObject> {
  const idOf = async (entity: "customers" | "contacts" | "tickets", id: string | null) =>
    id === null ? undefined : findExternal(tx, { entity, system, id });
  const customer = await idOf("customers", customerId);
  const ticket = await idOf("tickets", ticketId);
  const contact = await idOf("contacts", contactId);
  const known = Object.entries({ customer, ticket, contact }).filter(
    (each): each is [string, string] => each[1] !== undefined,
  );
  return Object.fromEntries(known.map(([name, id]) => [name, /^\d{1,15}$/.test(id) ? Number(id) : id]));
}

/**
 * The same; what a record cannot be without must be known.
 *
 * @throws {Refusal} `psa.waits` it is being written, `psa.customer`, `psa.ticket` it is not known there
 */
export async function partiesOf(world: World, from: Leading, own: OwnRecord): Promise<JsonObject> {
  const parties = await transact(world.database, from.tenantId, (tx) => knownParties(tx, from.kind, own));
  if (own.customerId !== null && parties["customer"] === undefined)
    await refuseUnknown(world, from, { entity: "customers", id: own.customerId, code: "psa.customer" });
  if (own.ticketId !== null && parties["ticket"] === undefined)
    await refuseUnknown(world, from, { entity: "tickets", id: own.ticketId, code: "psa.ticket" });
  return parties;
}

async function refuseUnknown(
  world: World,
  from: Leading,
  { entity, id, code }: { readonly entity: "customers" | "tickets"; readonly id: string; readonly code: string },
): Promise<never> {
  const leads = entitiesOf(from).includes(entity);
  const label = await transact(world.database, from.tenantId, async (tx) => {
    if (leads) await noteChange(tx, entity, id);
    return (await readOwn(tx, entity, id))?.label ?? id;
  });
  if (leads)
    throw new Refusal("conflict", "psa.waits", `Expected ${label} to be in ${from.name}, but it is yet to be written`);
  throw new Refusal(
    "unprocessable",
    code,
    `Expected ${from.name} to know “${label}”, but nothing ties them: link its id there on its page, or let ${from.name} lead for ${entity} too`,
  );
}
