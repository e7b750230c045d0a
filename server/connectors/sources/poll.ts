import { Refusal } from "../../base/refusal.ts";
import { everyTenant, transact } from "../../db/transact.ts";
import type { House } from "../../runtime/house.ts";
import { publishAlert } from "../alerts/publish.ts";
import type { GivenAlert } from "../alerts/publish.ts";
import { openConnector } from "../frame/open.ts";
import { settingText } from "../frame/rows.ts";
import type { World } from "../frame/world.ts";
import { kinds } from "../kinds/index.ts";
import { ownAddresses } from "../mail/own.ts";
import { takeMail } from "../mail/take.ts";
import { keepCursor, leaseSources, releaseSource } from "./lease.ts";
import type { LeasedSource } from "./lease.ts";
import { readAbsences } from "./calendar.ts";
import { readLedger } from "./ledger.ts";
import { readLicences } from "./licences.ts";
import { readPsa } from "./psa.ts";

/** Milliseconds that a turn may take before another server takes over. */
const lease = 300_000;

/** What reads sources. */
export interface Sources {
  readonly house: House;
  readonly world: World;
  readonly worker: string;
  /** Sender of the house's own mails. */
  readonly from: string;
}

const turns = kinds.flatMap(({ key, pollEvery }) => (pollEvery === undefined ? [] : [{ kind: key, every: pollEvery }]));

/** Asks the sources whose turn has come. @returns how many had their turn */
export async function pollSources(sources: Sources): Promise<number> {
  const { world, worker } = sources;
  const leased = await transact(world.database, everyTenant, (tx) =>
    leaseSources(tx, turns, { worker, now: world.now(), lease }),
  );
  await Promise.all(leased.map((source) => turn(sources, source)));
  return leased.length;
}

/** One that cannot be read says why, and has its next turn like any other. */
async function turn(sources: Sources, source: LeasedSource): Promise<void> {
  const { world, worker } = sources;
  const outcome = await read(sources, source).then(
    (hasMore) => ({ hasMore, error: null }),
    (error: unknown) => {
      world.log.warn({ err: error, connector: source.name }, "a source could not be read");
      return { hasMore: false, error: error instanceof Error ? error.message : String(error) };
    },
  );
  const ended = { worker, polledAt: outcome.hasMore ? null : world.now(), error: outcome.error };
  await transact(world.database, source.tenantId, (tx) => releaseSource(tx, source.id, ended));
}

async function read(sources: Sources, source: LeasedSource): Promise<boolean> {
  switch (source.capability) {
    case "mailIn":
      return readMailbox(sources, source);
    case "alertSource":
      return readAlerts(sources, source);
    case "psa":
      return readPsa(sources.house, sources.world, sources.worker, source);
    case "calendar":
      return readAbsences(sources.world, sources.worker, source);
    case "licenceCount":
      return readLicences(sources.world, source);
    case "ledgerTransfer":
      return readLedger(sources.house, sources.world, source);
    default:
      throw new Error(`Expected a source that can be read, but ${source.kind} is none`);
  }
}

async function readMailbox({ house, world, worker, from }: Sources, source: LeasedSource): Promise<boolean> {
  const { tenantId, id, name, cursor } = source;
  const { port } = await openConnector(world, tenantId, source, "mailIn");
  const { items, cursor: next, hasMore } = await port.fetch(cursor ?? undefined);
  const alertSource = settingText(source, "alertSource");
  const own = ownAddresses(from, settingText(source, "user") ?? "");
  for (const delivery of items)
    await takeMail(house, world, { tenantId, connectorId: id, name, own, alertSource }, delivery);
  await transact(world.database, tenantId, (tx) => keepCursor(tx, id, worker, next));
  return hasMore;
}

async function readAlerts(sources: Sources, source: LeasedSource): Promise<boolean> {
  const { world, worker } = sources;
  const { tenantId, id, cursor } = source;
  const { port } = await openConnector(world, tenantId, source, "alertSource");
  const { items, cursor: next, hasMore } = await port.poll(cursor ?? undefined);
  for (const given of items) await takeAlert(sources, source, given);
  await transact(world.database, tenantId, (tx) => keepCursor(tx, id, worker, next));
  return hasMore;
}

/** One that cannot be read holds up no other. */
async function takeAlert({ house, world }: Sources, { tenantId, id, name }: LeasedSource, given: Given): Promise<void> {
  try {
    await publishAlert(house, { tenantId, actor: "system" }, { ...given, connectionId: id });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    world.log.warn({ err: error, connector: name }, "an alert could not be read");
  }
}

type Given = Omit<GivenAlert, "connectionId">;
