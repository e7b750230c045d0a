import { appendTrail } from "../../audit/trail.ts";
import type { Json } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { House } from "../../runtime/house.ts";
import { entitiesOf } from "../frame/manage.ts";
import { openConnector } from "../frame/open.ts";
import type { psaEntities, PsaEntity, PsaRecord } from "../frame/ports.ts";
import type { World } from "../frame/world.ts";
import { receive } from "../psa/receive.ts";
import { keepCursor } from "./lease.ts";
import type { LeasedSource } from "./lease.ts";

/** Customers and contacts that are there already are taken in when a system begins to lead for them; of the rest what changes from then on. */
const beginning: Readonly<Record<string, string>> = {
  customers: "2000-01-01T00:00:00.000Z",
  contacts: "2000-01-01T00:00:00.000Z",
};
/** Customers before those who belong to them, and both before tickets. */
const order = [
  "customers",
  "contacts",
  "contracts",
  "assets",
  "tickets",
] as const satisfies readonly (typeof psaEntities)[number][];
/** A page of a PSA has so many records; a full one may be followed by another. */
const pageSize = 100;

/** What of a turn the next one must know: how far each kind was read, and what was refused of it, as `customers/12@2026-11-23T10:00:00Z`. */
interface Reading {
  readonly house: House;
  readonly world: World;
  readonly source: LeasedSource;
  readonly refused: Set<string>;
}

/**
 * Asks a PSA what changed in what it leads for: the other half of what it pushes, for what was lost on the way. What is kept alike
 * is taken over; each change of a record that we know is told as `psa.changed`, keyed by our id. What cannot be taken holds up
 * nothing else: the trail says why.
 */
export async function readPsa(house: House, world: World, worker: string, source: LeasedSource): Promise<boolean> {
  const { tenantId, id } = source;
  const { port } = await openConnector(world, tenantId, source, "psa");
  const reading: Reading = { house, world, source, refused: new Set() };
  const cursor: Record<string, Json | undefined> = { ...source.cursor };
  let hasMore = false;
  for (const entity of order.filter((each) => entitiesOf(source).includes(each) && port.members(each).length > 0)) {
    const known = cursor[entity];
    const from = typeof known === "string" ? known : (beginning[entity] ?? source.createdAt.toISOString());
    const changes = await port.changes(entity, from);
    let waits = false;
    for (const record of changes.records) waits = (await take(reading, entity, record)) === "waits" || waits;
    if (waits) continue; // all of them again the next time: what was taken already changes nothing
    hasMore ||= changes.records.length >= pageSize && changes.cursor !== from;
    cursor[entity] = changes.cursor;
    cursor["refused"] = reading.refused.size === 0 ? undefined : [...reading.refused];
    await transact(world.database, tenantId, (tx) => keepCursor(tx, id, worker, cursor));
  }
  return hasMore;
}

/** One that cannot be taken holds up no other. */
async function take(reading: Reading, entity: PsaEntity, record: PsaRecord): Promise<"done" | "waits"> {
  const { house, world, source, refused } = reading;
  try {
    await receive(house, source, entity, record);
    return "done";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "psa.waits") return "waits";
    if (error.kind === "busy") throw error;
    world.log.warn({ err: error, connector: source.name, entity, record: record.externalId }, "a record was not taken");
    const told = source.cursor?.["refused"];
    const which = `${entity}/${record.externalId}@${record.changedAt}`;
    refused.add(which);
    // what changed last may be given again the next time
    if (!(Array.isArray(told) && told.includes(which))) await tell(reading, entity, { record, reason: error.message });
    return "done";
  }
}

function tell(
  { house, source }: Reading,
  entity: PsaEntity,
  { record, reason }: { readonly record: PsaRecord; readonly reason: string },
): Promise<void> {
  const { tenantId, kind, name } = source;
  const data = { system: kind, entity, externalId: record.externalId, members: [], reason };
  return transact(house.database, tenantId, (tx) =>
    appendTrail(tx, {
      streamId: "connectors",
      at: house.now(),
      type: "keepRecord",
      actor: name,
      requestId: null,
      data,
    }),
  );
}
