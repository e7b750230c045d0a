import { appendTrail } from "../../audit/trail.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { publishMessage } from "../../runtime/commands/publishMessage.ts";
import type { House } from "../../runtime/house.ts";
import type { PsaEntity, PsaRecord } from "../frame/ports.ts";
import type { Connector } from "../frame/rows.ts";
import { applyChange } from "./apply.ts";
import { isSame, isSynced, readOwn, spoken } from "./own.ts";
import type { OwnRecord, SyncedEntity } from "./own.ts";
import { findOwn, keepSeen, lockSeen } from "./refs.ts";
import type { Seen } from "./refs.ts";
import { adoptRecord } from "./adopt.ts";

/** The system that leads, as it is connected. */
export type Leading = Pick<Connector, "kind" | "name" | "settings" | "mode"> & { readonly tenantId: string };

/**
 * Takes how a record stands in the system that leads for it. What changed there since both were last compared is taken over; where
 * it changed here as well, there wins, and the trail says what was overruled. A record that nobody knows here is begun. Whoever
 * follows the record is told by `psa.changed`.
 *
 * @returns our id of it, undefined where it is none of ours
 */
export async function receive(
  house: House,
  from: Leading,
  entity: PsaEntity,
  record: PsaRecord,
): Promise<string | undefined> {
  const { tenantId, kind: system } = from;
  const place = { entity, system, externalId: record.externalId };
  const known = await transact(house.database, tenantId, (tx) => findOwn(tx, place));
  if (!isSynced(entity)) return known === undefined ? undefined : tell(house, from, { entity, id: known, record });
  const id = known ?? (await adoptRecord(house, from, entity, record));
  if (id === undefined) return undefined;
  const isNew = await compare(house, from, entity, { id, record });
  return isNew ? tell(house, from, { entity, id, record }) : id;
}

/**
 * Takes over what is new there. The tie is locked meanwhile, because whoever reads and whoever writes compare at the same time; the
 * change itself is a command with a transaction of its own, and is made again if this one is lost.
 *
 * @returns whether anything is new
 */
function compare(
  house: House,
  from: Leading,
  entity: SyncedEntity,
  { id, record }: { readonly id: string; readonly record: PsaRecord },
): Promise<boolean> {
  const { tenantId, kind: system } = from;
  const place = { entity, system, externalId: record.externalId };
  return transact(house.database, tenantId, async (tx) => {
    const seen = await lockSeen(tx, place);
    const own = await readOwn(tx, entity, id);
    if (own === undefined) return true; // tied, but not here: whoever waits for it knows why
    const theirs = spoken(from, entity, record.members);
    const { taken, overruled } = differences(own.members, theirs, seen);
    if (Object.keys(taken).length > 0) await applyChange(house, from, entity, { id, members: taken });
    const now = await readOwn(tx, entity, id);
    // what changed here alone is still to be sent: of that, how it was stays
    const ours = Object.keys(theirs).map((name): [string, Json] => [
      name,
      (name in taken ? now?.members[name] : (seen?.ours[name] ?? own.members[name])) ?? null,
    ]);
    await keepSeen(tx, place, { ours: Object.fromEntries(ours), theirs });
    if (overruled.length > 0) await tellOverruled(tx, house, from, { entity, own, members: overruled });
    return seen === undefined || Object.keys(theirs).some((name) => !isSame(theirs[name], seen.theirs[name]));
  });
}

function tellOverruled(
  tx: Tx,
  house: House,
  { name, kind: system }: Leading,
  {
    entity,
    own,
    members,
  }: { readonly entity: SyncedEntity; readonly own: OwnRecord; readonly members: readonly string[] },
): Promise<void> {
  return appendTrail(tx, {
    streamId: `${nouns[entity]}:${own.id}`,
    at: house.now(),
    type: "overruleRecord",
    actor: name,
    requestId: null,
    data: { id: own.id, label: own.label, system, members: [...members] },
  });
}

/** What one of them is called in the trail. */
const nouns: Readonly<Record<SyncedEntity, string>> = {
  tickets: "ticket",
  time: "time",
  customers: "customer",
  contacts: "contact",
};

/** What has changed there, and which of it was changed here as well. Never compared before: there wins where it says something. */
export function differences(
  ours: JsonObject,
  theirs: JsonObject,
  seen: Seen | undefined,
): { readonly taken: JsonObject; readonly overruled: readonly string[] } {
  const taken = Object.entries(theirs).filter(([name, value]) => {
    const isNew = seen === undefined || !isSame(value, seen.theirs[name]);
    return isNew && !isSame(value, ours[name]);
  });
  const overruled = taken
    .map(([name]) => name)
    .filter((name) => seen !== undefined && name in seen.ours && !isSame(ours[name], seen.ours[name]));
  return { taken: Object.fromEntries(taken), overruled };
}

async function tell(
  house: House,
  { tenantId, kind: system }: Leading,
  { entity, id, record }: { readonly entity: PsaEntity; readonly id: string; readonly record: PsaRecord },
): Promise<string> {
  const { externalId, changedAt, members } = record;
  await publishMessage(
    house,
    { tenantId, actor: "system" },
    {
      name: "psa.changed",
      correlationKey: id,
      variables: { change: { system, entity, id, externalId, changedAt, members } },
      idempotencyKey: `psa:${system}:${entity}:${externalId}:${changedAt}`,
      fingerprint: `${changedAt}`,
    },
  );
  return id;
}
