import type { JsonObject } from "../../base/json.ts";
import { transact } from "../../db/transact.ts";
import type { House } from "../../runtime/house.ts";
import type { PsaPort, PsaRecord } from "../frame/ports.ts";
import type { World } from "../frame/world.ts";
import type { DueChange } from "./outbox.ts";
import { heard, isSame, only, readOwn, spoken } from "./own.ts";
import type { OwnRecord, SyncedEntity } from "./own.ts";
import { knownParties, partiesIn, partiesOf } from "./parties.ts";
import { receive } from "./receive.ts";
import type { Leading } from "./receive.ts";
import { keepWritten, readSeen } from "./refs.ts";
import type { Seen } from "./refs.ts";

/** A record of ours on its way to another system. */
export interface Sending {
  readonly port: PsaPort;
  readonly from: Leading;
  readonly own: OwnRecord;
  readonly change: DueChange;
}

type Updating = Sending & { readonly externalId: string };

/** Somebody who sees nothing of what is restricted: that never leaves the house. */
export function outsider(tenantId: string): { tenantId: string; login: string; sight: "named" } {
  return { tenantId, login: "psa", sight: "named" };
}

/**
 * First takes what is new there, then writes what changed here alone. What changes here once they were asked is left to the next
 * attempt, which asks again: it would overwrite what nobody has looked at.
 */
export async function update(house: House, world: World, sending: Updating): Promise<void> {
  const { port, from, own: before, change, externalId } = sending;
  const { entity } = change;
  const there = entity === "time" ? undefined : await port.read(entity, externalId);
  if (there !== undefined) await receive(house, from, entity, there);
  const { own, seen } = await standing(world, sending);
  const ours = Object.entries(sayable(port, from, entity, emptied(own?.members ?? {})));
  const changed = ours.filter(
    ([name, value]) =>
      isSame(value, before.members[name]) && !isSame(value, seen?.ours[name]) && !isSame(value, seen?.theirs[name]),
  );
  const moved =
    there === undefined || own === undefined ? {} : await movedParties(world, sending, { own, seen, there });
  await write(world, sending, { changed: { ...Object.fromEntries(changed), ...moved }, seen });
}

/**
 * Writes what changed here of a record that this house leads for into a system that knows it as well. What was changed there stays
 * until it is changed here; never compared before, it is as it is here.
 */
export async function follow(world: World, sending: Updating): Promise<void> {
  const { port, from, change, externalId } = sending;
  const { entity } = change;
  if (port.members(entity).length === 0) return;
  const there = heard(from, entity, (await port.read(entity, externalId)).members);
  const { own, seen } = await standing(world, sending);
  const is = own?.members ?? {};
  const changed = Object.entries(sayable(port, from, entity, seen === undefined ? is : emptied(is))).filter(
    ([name, value]) => !isSame(value, there[name]) && (seen === undefined || !isSame(value, seen.ours[name])),
  );
  await write(world, sending, { changed: Object.fromEntries(changed), seen });
}

/** What is said of a record to a system that has a place for it. */
export function sayable(port: PsaPort, from: Leading, entity: SyncedEntity, members: JsonObject): JsonObject {
  return only(port.members(entity), spoken(from, entity, members));
}

/** What is empty here is said to be: null would be nothing said. */
function emptied(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, value ?? ""]));
}

function standing(
  world: World,
  { from, change, externalId }: Updating,
): Promise<{ readonly own: OwnRecord | undefined; readonly seen: Seen | undefined }> {
  const { entity, recordId, tenantId } = change;
  return transact(world.database, outsider(tenantId), async (tx) => ({
    own: await readOwn(tx, entity, recordId),
    seen: await readSeen(tx, { entity, system: from.kind, externalId }),
  }));
}

/**
 * Whom a record belongs to by now, where that changed here since both were compared. Who belongs to whom over there is not taken over:
 * what was moved there alone stays.
 */
async function movedParties(
  world: World,
  { port, from, change }: Updating,
  { own, seen, there }: { readonly own: OwnRecord; readonly seen: Seen | undefined; readonly there: PsaRecord },
): Promise<JsonObject> {
  const known = await transact(world.database, change.tenantId, (tx) => knownParties(tx, from.kind, own));
  const moved = Object.entries(only(port.members(change.entity), partiesIn(known)))
    .filter(
      ([name, id]) =>
        seen?.ours[name] !== undefined && !isSame(id, seen.ours[name]) && !isSame(id, there.members[name]),
    )
    .map(([name]) => name);
  if (moved.length === 0) return {};
  return only(moved, await partiesOf(world, from, own));
}

async function write(
  world: World,
  { port, from, change, externalId }: Updating,
  { changed, seen: before }: { readonly changed: JsonObject; readonly seen: Seen | undefined },
): Promise<void> {
  const names = Object.keys(changed);
  if (names.length === 0) return;
  const { entity, tenantId } = change;
  const written = await port.update(entity, externalId, changed);
  // of the rest they tell how it is by now, and nobody has looked at that yet
  const theirs = { ...changed, ...only(names, spoken(from, entity, written.members)) };
  const place = { entity, system: from.kind, externalId };
  await transact(world.database, tenantId, (tx) => keepWritten(tx, place, { before, ours: changed, theirs }));
}
