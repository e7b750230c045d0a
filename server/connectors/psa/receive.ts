import { appendTrail } from "../../audit/trail.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { publishMessage } from "../../runtime/commands/publishMessage.ts";
import type { House } from "../../runtime/house.ts";
import type { PsaEntity, PsaRecord } from "../frame/ports.ts";
import type { Connector } from "../frame/rows.ts";
import { applyChange } from "./apply.ts";
import { heard, isSame, isSynced, readOwn } from "./own.ts";
import type { SyncedEntity } from "./own.ts";
import { knownParties, partiesIn } from "./parties.ts";
import { findOwn, readSeen, replaceSeen } from "./refs.ts";
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

/** How often a record is compared again because somebody else did so meanwhile. */
const turns = 3;

/** Takes over what is new there. @returns whether anything is @throws {Refusal} `psa.outrun` others compare it all the time */
async function compare(
  house: House,
  from: Leading,
  entity: SyncedEntity,
  compared: { readonly id: string; readonly record: PsaRecord },
): Promise<boolean> {
  let untold: readonly string[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const outcome = await compareOnce(house, from, entity, { ...compared, untold });
    if (typeof outcome === "string") return outcome === "news";
    untold = [...new Set([...untold, ...outcome.untold])];
  }
  const { externalId } = compared.record;
  throw new Refusal(
    "busy",
    "psa.outrun",
    `Expected ${entity} ${externalId} to be compared by one at a time, but it is not`,
  );
}

/**
 * Decides, applies and keeps, each in a transaction of its own, for a change is a command that has one. What was compared is kept
 * only where nobody else has meanwhile; what is applied twice is the same once.
 *
 * @returns what was overruled and is yet to be told, where somebody else was faster
 */
async function compareOnce(
  house: House,
  from: Leading,
  entity: SyncedEntity,
  { id, record, untold }: { readonly id: string; readonly record: PsaRecord; readonly untold: readonly string[] },
): Promise<"news" | "known" | { readonly untold: readonly string[] }> {
  const { tenantId, kind: system } = from;
  const place = { entity, system, externalId: record.externalId };
  const { own, seen, tied } = await transact(house.database, tenantId, async (tx) => ({
    own: await readOwn(tx, entity, id),
    seen: await readSeen(tx, place),
    tied: await findOwn(tx, place),
  }));
  if (own === undefined || tied !== id) return "news"; // tied, but not here: whoever waits for it knows why
  const theirs = heard(from, entity, record.members);
  const { taken, overruled } = differences(own.members, theirs, seen);
  if (Object.keys(taken).length > 0) await applyChange(house, from, entity, { id, members: taken });
  return transact(house.database, tenantId, async (tx) => {
    const after = await readOwn(tx, entity, id);
    // what changed here alone is still to be sent: of that, how it was stays, and so it does of what could not be taken over
    const ours = Object.keys(theirs).map((name): [string, Json] => {
      const is = after?.members[name];
      const was = own.members[name] ?? null;
      if (name in taken) return [name, isSame(is, theirs[name]) ? (is ?? null) : was];
      return [name, isSame(was, theirs[name]) ? was : (seen?.ours[name] ?? was)];
    });
    const now = {
      ours: { ...partiesIn(await knownParties(tx, system, own)), ...seen?.ours, ...Object.fromEntries(ours) },
      theirs: { ...seen?.theirs, ...theirs },
    };
    if (!(await replaceSeen(tx, place, { before: seen, now }))) return { untold: overruled };
    // whoever was faster has told it, unless it was applied before they looked: then ours is as it was for them
    const late = untold.filter((name) => !isSame(seen?.ours[name], theirs[name]));
    const members = [...new Set([...overruled, ...late])];
    if (members.length > 0) await tellOverruled(tx, house, from, { entity, id, members });
    const isNew = seen === undefined || Object.keys(theirs).some((name) => !isSame(theirs[name], seen.theirs[name]));
    return isNew ? "news" : "known";
  });
}

function tellOverruled(
  tx: Tx,
  house: House,
  { name, kind: system }: Leading,
  { entity, id, members }: { readonly entity: SyncedEntity; readonly id: string; readonly members: readonly string[] },
): Promise<void> {
  return appendTrail(tx, {
    streamId: `${nouns[entity]}:${id}`,
    at: house.now(),
    type: "overruleRecord",
    actor: name,
    requestId: null,
    data: { id, entity, system, members: [...members] },
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
    const isNew = seen === undefined ? value !== null : !isSame(value, seen.theirs[name]);
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
