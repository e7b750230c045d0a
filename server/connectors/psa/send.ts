import { Refusal } from "../../base/refusal.ts";
import { everyTenant, transact } from "../../db/transact.ts";
import type { House } from "../../runtime/house.ts";
import { entitiesOf } from "../frame/manage.ts";
import { openConnector } from "../frame/open.ts";
import { enabledConnectors } from "../frame/rows.ts";
import type { Connector } from "../frame/rows.ts";
import type { World } from "../frame/world.ts";
import { Declined } from "../http/client.ts";
import { endChange, failChange, leaseChange, noteSent } from "./outbox.ts";
import type { DueChange } from "./outbox.ts";
import { only, readOwn, spoken } from "./own.ts";
import type { OwnRecord } from "./own.ts";
import { partiesIn, partiesOf } from "./parties.ts";
import { findExternal, keepSeen, tie } from "./refs.ts";
import { twin } from "./twin.ts";
import { follow, outsider, sayable, update } from "./update.ts";
import type { Sending } from "./update.ts";

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

async function send(house: House, world: World, change: DueChange): Promise<void> {
  const { tenantId, entity, recordId } = change;
  const { own, connectors } = await transact(world.database, outsider(tenantId), async (tx) => ({
    own: await readOwn(tx, entity, recordId),
    connectors: await enabledConnectors(tx, "psa"),
  }));
  if (own === undefined) return;
  const leading = connectors.find((each) => entitiesOf(each).includes(entity));
  const failures: unknown[] = [];
  for (const connector of leading === undefined ? connectors : [leading]) {
    try {
      await tell(house, world, { own, connector, change, isLed: leading !== undefined });
    } catch (error) {
      failures.push(error); // one that does not answer keeps no other from being told
    }
  }
  if (failures.length > 0) throw failures[0];
}

interface Telling {
  readonly own: OwnRecord;
  readonly connector: Connector;
  readonly change: DueChange;
  /** Whether this system leads for the record; else it only follows. */
  readonly isLed: boolean;
}

async function tell(house: House, world: World, { own, connector, change, isLed }: Telling): Promise<void> {
  const { tenantId, entity, recordId: id } = change;
  const from = { ...connector, tenantId };
  const externalId = await transact(world.database, tenantId, (tx) =>
    findExternal(tx, { entity, system: from.kind, id }),
  );
  if (!isLed && externalId === undefined) return; // what is ours is nowhere else unless somebody tied it
  const { port } = await openConnector(world, tenantId, connector, "psa");
  const sending = { port, from, own, change };
  if (externalId === undefined) await create(house, world, sending);
  else if (isLed) await update(house, world, { ...sending, externalId });
  else await follow(world, { ...sending, externalId });
}

async function create(house: House, world: World, { port, from, own, change }: Sending): Promise<void> {
  const { entity, tenantId, recordId: id } = change;
  const { kind: system } = from;
  const members = sayable(port, from, entity, own.members);
  const parties = only(port.members(entity), { ...(await partiesOf(world, from, own)), reference: referenceOf(id) });
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
    const sent = there === undefined ? all : change.sent;
    if (sent === null) return;
    const ours = spoken(from, entity, sent);
    const theirs = { ...ours, ...spoken(from, entity, made.members) };
    await keepSeen(tx, { entity, system, externalId }, { ours: { ...ours, ...partiesIn(sent) }, theirs });
  });
  // what has changed here since it was sent
  if (there !== undefined && change.sent !== null) await update(house, world, { port, from, own, change, externalId });
}

/** By which what we wrote there is found again, whatever its words are. */
function referenceOf(id: string): string {
  return `Ablauf ${id}`;
}
