import { transact } from "../../db/transact.ts";
import type { House } from "../../runtime/house.ts";
import { entitiesOf } from "../frame/manage.ts";
import { openConnector } from "../frame/open.ts";
import type { psaEntities } from "../frame/ports.ts";
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

/**
 * Asks a PSA what changed in what it leads for: the other half of what it pushes, for what was lost on the way. What is kept alike
 * is taken over; each change of a record that we know is told as `psa.changed`, keyed by our id.
 */
export async function readPsa(house: House, world: World, worker: string, source: LeasedSource): Promise<boolean> {
  const { tenantId, id } = source;
  const { port } = await openConnector(world, tenantId, source, "psa");
  const cursor: Record<string, string | null> = {};
  let hasMore = false;
  for (const entity of order.filter((each) => entitiesOf(source).includes(each))) {
    const known = source.cursor?.[entity];
    const from = typeof known === "string" ? known : (beginning[entity] ?? source.createdAt.toISOString());
    const changes = await port.changes(entity, from);
    for (const record of changes.records) await receive(house, source, entity, record);
    cursor[entity] = changes.cursor;
    hasMore ||= changes.records.length >= pageSize && changes.cursor !== from;
  }
  await transact(world.database, tenantId, (tx) => keepCursor(tx, id, worker, cursor));
  return hasMore;
}
