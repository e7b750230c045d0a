import { transact } from "../../db/transact.ts";
import { publishMessage } from "../../runtime/commands/publishMessage.ts";
import type { House } from "../../runtime/house.ts";
import { entitiesOf } from "../frame/manage.ts";
import { openConnector } from "../frame/open.ts";
import type { PsaEntity, PsaRecord } from "../frame/ports.ts";
import { psaEntities } from "../frame/ports.ts";
import type { World } from "../frame/world.ts";
import { findOwn } from "../psa/refs.ts";
import { keepCursor } from "./lease.ts";
import type { LeasedSource } from "./lease.ts";

/**
 * Asks a PSA what changed in what it leads for: the other half of what it pushes, for what was lost on the way. Each change
 * of a record that we know is told as `psa.changed`, keyed by our id.
 */
export async function readPsa(house: House, world: World, worker: string, source: LeasedSource): Promise<boolean> {
  const { tenantId, id } = source;
  const { port } = await openConnector(world, tenantId, source, "psa");
  const cursor: Record<string, string | null> = {};
  for (const entity of psaEntities.filter((each) => entitiesOf(source).includes(each) && each !== "time")) {
    const known = source.cursor?.[entity];
    const from = typeof known === "string" ? known : source.createdAt.toISOString();
    const changes = await port.changes(entity, from);
    for (const record of changes.records) await tell(house, source, entity, record);
    cursor[entity] = changes.cursor;
  }
  await transact(world.database, tenantId, (tx) => keepCursor(tx, id, worker, cursor));
  return false;
}

async function tell(
  house: House,
  { tenantId, kind: system }: LeasedSource,
  entity: PsaEntity,
  record: PsaRecord,
): Promise<void> {
  const { externalId, changedAt, members } = record;
  const own = await transact(house.database, tenantId, (tx) => findOwn(tx, { entity, system, externalId }));
  if (own === undefined) return;
  await publishMessage(
    house,
    { tenantId, actor: "system" },
    {
      name: "psa.changed",
      correlationKey: own,
      variables: { change: { system, entity, id: own, externalId, changedAt, members } },
      idempotencyKey: `psa:${system}:${entity}:${externalId}:${changedAt}`,
      fingerprint: `${changedAt}`,
    },
  );
}
