import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { everyTenant, transact } from "../../db/transact.ts";
import type { House } from "../../runtime/house.ts";
import { entitiesOf } from "../frame/manage.ts";
import { openConnector } from "../frame/open.ts";
import type { PsaPort, PsaRecord } from "../frame/ports.ts";
import { enabledConnectors } from "../frame/rows.ts";
import type { World } from "../frame/world.ts";
import { Declined } from "../http/client.ts";
import { endChange, failChange, leaseChanges, noteChange } from "./outbox.ts";
import type { DueChange } from "./outbox.ts";
import { isSame, readOwn, spoken } from "./own.ts";
import type { OwnRecord } from "./own.ts";
import { receive } from "./receive.ts";
import type { Leading } from "./receive.ts";
import { findExternal, findOwn, keepSeen, readSeen, tie } from "./refs.ts";

/** Milliseconds before the next attempt; after the last one somebody has to look. */
const pauses = [15_000, 120_000, 600_000, 3_600_000, 6 * 3_600_000];
/** A lease outlives its attempt. Milliseconds. */
const lease = 120_000;
const atOnce = 10;

/** Writes what changed here into the systems that lead, one attempt each, and tells how much that was. */
export async function sendDue(house: House, world: World): Promise<number> {
  const { database } = world;
  const now = world.now();
  const due = await transact(database, everyTenant, (tx) =>
    leaseChanges(tx, now, new Date(now.getTime() + lease), atOnce),
  );
  for (const change of due) await attempt(house, world, change);
  return due.length;
}

async function attempt(house: House, world: World, change: DueChange): Promise<void> {
  const { tenantId } = change;
  try {
    await send(house, world, change);
    await transact(world.database, tenantId, (tx) => endChange(tx, change));
  } catch (error) {
    const isFinal = error instanceof Declined || (error instanceof Refusal && !(error.code === "psa.waits"));
    const pause = pauses[change.attempts - 1];
    const failed = {
      dueAt: isFinal || pause === undefined ? null : new Date(world.now().getTime() + pause),
      code: error instanceof Refusal ? error.code : error instanceof Declined ? "psa.declined" : "psa.unreachable",
      error: error instanceof Error ? error.message : String(error),
    };
    world.log.warn({ err: error, entity: change.entity, record: change.recordId }, "a record could not be written");
    await transact(world.database, tenantId, (tx) => failChange(tx, change, failed));
  }
}

/** Somebody who sees nothing of what is restricted: that never leaves the house. */
function outsider(tenantId: string): { tenantId: string; login: string; sight: "named" } {
  return { tenantId, login: "psa", sight: "named" };
}

async function send(house: House, world: World, change: DueChange): Promise<void> {
  const { tenantId, entity, recordId } = change;
  const { own, connector } = await transact(world.database, outsider(tenantId), async (tx) => ({
    own: await readOwn(tx, entity, recordId),
    connector: (await enabledConnectors(tx, "psa")).find((each) => entitiesOf(each).includes(entity)),
  }));
  if (own === undefined || connector === undefined) return;
  const from = { ...connector, tenantId };
  const { port } = await openConnector(world, tenantId, connector, "psa");
  const known = await transact(world.database, tenantId, (tx) =>
    findExternal(tx, { entity, system: from.kind, id: recordId }),
  );
  if (known === undefined) await create(world, { port, from, own, change });
  else await update(house, world, { port, from, change, externalId: known });
}

interface Sending {
  readonly port: PsaPort;
  readonly from: Leading;
  readonly change: DueChange;
}

async function create(world: World, { port, from, own, change }: Sending & { readonly own: OwnRecord }): Promise<void> {
  const { entity, tenantId, recordId: id } = change;
  const { kind: system } = from;
  const members = spoken(from, entity, own.members);
  const there = (await twin(world, { port, from, change }, members)) ?? undefined;
  const made =
    there ??
    (await port.create(entity, { ...members, ...(await partiesOf(world, from, own)) }, `${tenantId}/${entity}/${id}`));
  const { externalId } = made;
  if (externalId === "")
    throw new Refusal(
      "unprocessable",
      "psa.id",
      `Expected ${from.name} to tell the id of a new record, but it does not`,
    );
  await transact(world.database, tenantId, async (tx) => {
    await tie(tx, { entity, system, id, externalId });
    const theirs = { ...members, ...spoken(from, entity, made.members) };
    if (there === undefined) await keepSeen(tx, { entity, system, externalId }, { ours: members, theirs });
  });
}

/** A record that is there already: by its name or address, or because an attempt was taken whose answer was lost. */
async function twin(
  world: World,
  { port, from, change }: Sending,
  members: JsonObject,
): Promise<PsaRecord | undefined> {
  const { entity, attempts, tenantId } = change;
  const name = entity === "customers" ? "name" : entity === "contacts" ? "email" : "title";
  const text = members[name];
  if (typeof text !== "string" || entity === "time" || (entity === "tickets" && attempts === 1)) return undefined;
  for (const found of await port.find(entity, text)) {
    const theirs = found.members[name];
    if (typeof theirs !== "string" || theirs.toLowerCase() !== text.toLowerCase()) continue;
    const place = { entity, system: from.kind, externalId: found.externalId };
    if ((await transact(world.database, tenantId, (tx) => findOwn(tx, place))) === undefined) return found;
  }
  return undefined;
}

/**
 * What a record refers to, by the ids over there.
 *
 * @throws {Refusal} `psa.waits` it is being written, `psa.customer`, `psa.ticket` it is not known there
 */
async function partiesOf(world: World, from: Leading, own: OwnRecord): Promise<JsonObject> {
  const { tenantId, kind: system } = from;
  const idOf = (entity: "customers" | "contacts" | "tickets", id: string | null) =>
    id === null ? undefined : transact(world.database, tenantId, (tx) => findExternal(tx, { entity, system, id }));
  const customer = await idOf("customers", own.customerId);
  if (own.customerId !== null && customer === undefined)
    await refuseUnknown(world, from, { entity: "customers", id: own.customerId, code: "psa.customer" });
  const ticket = await idOf("tickets", own.ticketId);
  if (own.ticketId !== null && ticket === undefined)
    await refuseUnknown(world, from, { entity: "tickets", id: own.ticketId, code: "psa.ticket" });
  const contact = await idOf("contacts", own.contactId);
  const all = { customer, ticket, contact };
  const known = Object.entries(all).filter((each): each is [string, string] => each[1] !== undefined);
  return Object.fromEntries(known.map(([name, id]) => [name, /^\d{1,15}$/.test(id) ? Number(id) : id]));
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

/** First takes what is new there, then writes what changed here alone. */
async function update(
  house: House,
  world: World,
  { port, from, change, externalId }: Sending & { readonly externalId: string },
): Promise<void> {
  const { tenantId, entity, recordId } = change;
  const place = { entity, system: from.kind, externalId };
  if (entity !== "time") await receive(house, from, entity, await port.read(entity, externalId));
  const { own, seen } = await transact(world.database, tenantId, async (tx) => ({
    own: await readOwn(tx, entity, recordId),
    seen: await readSeen(tx, place),
  }));
  const ours = spoken(from, entity, own?.members ?? {});
  const changed = Object.fromEntries(
    Object.entries(ours).filter(
      ([name, value]) => !isSame(value, seen?.ours[name]) && !isSame(value, seen?.theirs[name]),
    ),
  );
  if (Object.keys(changed).length === 0) return;
  const written = await port.update(entity, externalId, changed);
  const theirs = { ...seen?.theirs, ...changed, ...spoken(from, entity, written.members) };
  await transact(world.database, tenantId, (tx) => keepSeen(tx, place, { ours: { ...seen?.ours, ...ours }, theirs }));
}
