import type { Json, JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { everyTenant, transact } from "../../db/transact.ts";
import type { House } from "../../runtime/house.ts";
import { entitiesOf } from "../frame/manage.ts";
import { openConnector } from "../frame/open.ts";
import type { PsaPort, PsaRecord } from "../frame/ports.ts";
import { enabledConnectors } from "../frame/rows.ts";
import type { World } from "../frame/world.ts";
import { Declined } from "../http/client.ts";
import { endChange, failChange, leaseChange, noteChange, noteSent } from "./outbox.ts";
import type { DueChange } from "./outbox.ts";
import { isSame, readOwn, spoken } from "./own.ts";
import type { OwnRecord, SyncedEntity } from "./own.ts";
import { receive } from "./receive.ts";
import type { Leading } from "./receive.ts";
import { findExternal, findOwn, keepSeen, readSeen, tie } from "./refs.ts";

/** Milliseconds before the next attempt; after the last one somebody has to look. */
const pauses = [15_000, 120_000, 600_000, 3_600_000, 6 * 3_600_000];
/** A lease outlives its attempt, which may make several calls of 45 s each. Milliseconds. */
const lease = 600_000;
const atOnce = 10;

/** Writes what changed here into the systems that lead, one attempt each, and tells how much that was. */
export async function sendDue(house: House, world: World): Promise<number> {
  const { database } = world;
  let sent = 0;
  for (; sent < atOnce; sent += 1) {
    const now = world.now();
    const until = new Date(now.getTime() + lease);
    const change = await transact(database, everyTenant, (tx) => leaseChange(tx, now, until));
    if (change === undefined) break;
    await attempt(house, world, change);
  }
  return sent;
}

async function attempt(house: House, world: World, change: DueChange): Promise<void> {
  const { tenantId } = change;
  try {
    await send(house, world, change);
    await transact(world.database, tenantId, (tx) => endChange(tx, change));
  } catch (error) {
    const isFinal = error instanceof Declined || (error instanceof Refusal && !passes(error));
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

/** Whether it may go better another time without anybody doing anything. */
function passes({ code, kind }: Refusal): boolean {
  return code === "psa.waits" || kind === "busy";
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
  if (known === undefined) await create(house, world, { port, from, own, change });
  else await update(house, world, { port, from, own, change, externalId: known });
}

interface Sending {
  readonly port: PsaPort;
  readonly from: Leading;
  readonly change: DueChange;
}

async function create(
  house: House,
  world: World,
  { port, from, own, change }: Sending & { readonly own: OwnRecord },
): Promise<void> {
  const { entity, tenantId, recordId: id } = change;
  const { kind: system } = from;
  const members = sayable(port, from, entity, own.members);
  const parties = only(port.members(entity), await partiesOf(world, from, own));
  const all = { ...members, ...parties };
  const there = await twin(world, { port, from, change }, all);
  if (there === undefined) await transact(world.database, tenantId, (tx) => noteSent(tx, change, all));
  const made = there ?? (await port.create(entity, all, `${tenantId}/${entity}/${id}`));
  const { externalId } = made;
  if (externalId === "")
    throw new Refusal(
      "unprocessable",
      "psa.id",
      `Expected ${from.name} to tell the id of a new record, but it does not`,
    );
  await transact(world.database, tenantId, async (tx) => {
    await tie(tx, { entity, system, id, externalId });
    // never compared before where it was there all along
    const ours = there === undefined ? members : change.sent === null ? undefined : spoken(from, entity, change.sent);
    if (ours === undefined) return;
    const theirs = { ...ours, ...spoken(from, entity, made.members) };
    await keepSeen(tx, { entity, system, externalId }, { ours, theirs });
  });
  // what has changed here since it was sent
  if (there !== undefined && change.sent !== null) await update(house, world, { port, from, own, change, externalId });
}

/** What is said of a record to a system that has a place for it. */
function sayable(port: PsaPort, from: Leading, entity: SyncedEntity, members: JsonObject): JsonObject {
  return only(port.members(entity), spoken(from, entity, members));
}

function only(names: readonly string[], members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([name]) => names.includes(name)));
}

/** By which text a record is looked for. */
const searched = { customers: "name", contacts: "email", tickets: "title", time: "note" } as const;

/**
 * A record that is there already: a customer by its name and a contact by its address; what is not one of a kind only because an
 * attempt may have been taken whose answer was lost.
 */
async function twin(
  world: World,
  { port, from, change }: Sending,
  members: JsonObject,
): Promise<PsaRecord | undefined> {
  const { entity, sent, tenantId } = change;
  const isOneOfAKind = entity === "customers" || entity === "contacts";
  const sought = sent ?? (isOneOfAKind ? members : {});
  const text = sought[searched[entity]];
  if (typeof text !== "string" || text === "") return undefined;
  for (const found of await port.find(entity, text)) {
    if (!isTwin(entity, sought, found.members)) continue;
    const place = { entity, system: from.kind, externalId: found.externalId };
    if ((await transact(world.database, tenantId, (tx) => findOwn(tx, place))) === undefined) return found;
  }
  return undefined;
}

/** Whether both are the same: tickets of one customer that have not ended there, and time of one ticket and length. */
export function isTwin(entity: SyncedEntity, ours: JsonObject, theirs: JsonObject): boolean {
  const name = searched[entity];
  if (folded(theirs[name]) !== folded(ours[name])) return false;
  switch (entity) {
    case "tickets":
      return isSame(ours["customer"], theirs["customer"]) && (hasEnded(ours) || !hasEnded(theirs));
    case "time":
      return isSame(ours["ticket"], theirs["ticket"]) && Number(ours["hours"]) === Number(theirs["hours"]);
    default:
      return true;
  }
}

function hasEnded({ status }: JsonObject): boolean {
  return typeof status === "string" && /^(?:closed|cancelled)/.test(status);
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

/**
 * First takes what is new there, then writes what changed here alone. What changes here once they were asked is left to the next
 * attempt, which asks again: it would overwrite what nobody has looked at.
 */
async function update(
  house: House,
  world: World,
  { port, from, own: before, change, externalId }: Sending & { readonly own: OwnRecord; readonly externalId: string },
): Promise<void> {
  const { tenantId, entity, recordId } = change;
  const place = { entity, system: from.kind, externalId };
  if (entity !== "time") await receive(house, from, entity, await port.read(entity, externalId));
  const { own, seen } = await transact(world.database, tenantId, async (tx) => ({
    own: await readOwn(tx, entity, recordId),
    seen: await readSeen(tx, place),
  }));
  const all = Object.entries(sayable(port, from, entity, own?.members ?? {}));
  const ours = Object.fromEntries(all.filter(([name, value]) => isSame(value, before.members[name])));
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

/** A text as it is compared; what is none is like no text. */
function folded(value: Json | undefined): string {
  return typeof value === "string" ? value.trim().toLowerCase() : "";
}
