import { appendTrail } from "../../audit/trail.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import type { Cause } from "../../runtime/house.ts";
import { entitiesOf } from "../frame/manage.ts";
import type { PsaEntity } from "../frame/ports.ts";
import { psaEntities } from "../frame/ports.ts";
import { openConnector } from "../frame/open.ts";
import { enabledConnectors, lockConnector, updateConnector } from "../frame/rows.ts";
import type { World } from "../frame/world.ts";
import { callSource } from "../sources/lease.ts";

/** Which system leads for a kind of record, and how it stands with it. */
export interface SystemOfRecord {
  readonly entity: PsaEntity;
  /** Null: this house. */
  readonly connectorId: string | null;
  readonly waiting: number;
  readonly failed: number;
}

/** A system that may lead. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly mode: "simulator" | "live";
  readonly readAt: Date | null;
  readonly readError: string | null;
}

/** Which system leads for what, and which could. */
export async function listSystems(
  tx: Tx,
): Promise<{ readonly items: readonly SystemOfRecord[]; readonly candidates: readonly Candidate[] }> {
  const connectors = await enabledConnectors(tx, "psa");
  const counts = await tx.query<{ entity: string; waiting: number; failed: number }>(
    `select entity, count(*) filter (where not is_failed)::int as waiting, count(*) filter (where is_failed)::int as failed
     from psa_outbox where tenant_id = $1 group by entity`,
    [tx.tenantId],
  );
  const items = psaEntities.map((entity) => {
    const { waiting = 0, failed = 0 } = counts.find((each) => each.entity === entity) ?? {};
    const connectorId = connectors.find((each) => entitiesOf(each).includes(entity))?.id ?? null;
    return { entity, connectorId, waiting, failed };
  });
  const candidates = connectors
    .filter(({ kind }) => kind !== "simulator-psa")
    .map(({ id, name, kind, mode, polledAt, pollError }) => ({
      id,
      name,
      kind,
      mode,
      readAt: polledAt,
      readError: pollError,
    }));
  return { items, candidates };
}

/**
 * Chooses which system leads for a kind of record; null is this house, and what was yet to be written elsewhere is forgotten. It is
 * asked at once what there is.
 *
 * @throws {Refusal} `connector.missing` it is not connected, `psa.unsupported` it has no place for this kind of record
 */
export async function chooseSystem(
  world: World,
  cause: Cause,
  { entity, connectorId }: { readonly entity: PsaEntity; readonly connectorId: string | null },
): Promise<void> {
  const now = world.now();
  if (connectorId !== null) await refuseUnoffered(world, cause.tenantId, { entity, connectorId });
  await transact(world.database, cause.tenantId, async (tx) => {
    const all = await enabledConnectors(tx, "psa");
    if (connectorId !== null && !all.some(({ id }) => id === connectorId))
      throw new Refusal(
        "unprocessable",
        "connector.missing",
        `Expected a PSA that is connected and enabled, but ${connectorId} is none`,
      );
    for (const { id } of all.toSorted((a, b) => a.id.localeCompare(b.id))) {
      const locked = await lockConnector(tx, id);
      if (locked === undefined) continue;
      const others = entitiesOf(locked).filter((each) => each !== entity);
      const entities = id === connectorId ? [...others, entity] : others;
      if (entities.length === entitiesOf(locked).length) continue;
      await updateConnector(tx, locked, { settings: { ...locked.settings, entities } }, now);
      await callSource(tx, id);
    }
    if (connectorId === null)
      await tx.query("delete from psa_outbox where tenant_id = $1 and entity = $2", [tx.tenantId, entity]);
    await appendTrail(tx, {
      streamId: "connectors",
      at: now,
      actor: cause.actor,
      requestId: cause.requestId ?? null,
      type: "changeSystemOfRecord",
      data: { entity, connectorId },
    });
  });
}

async function refuseUnoffered(
  world: World,
  tenantId: string,
  { entity, connectorId }: { readonly entity: PsaEntity; readonly connectorId: string },
): Promise<void> {
  const all = await transact(world.database, tenantId, (tx) => enabledConnectors(tx, "psa"));
  const connector = all.find(({ id }) => id === connectorId);
  if (connector === undefined) return; // whoever chooses it is told that it is none
  const { port } = await openConnector(world, tenantId, connector, "psa");
  if (port.members(entity).length > 0) return;
  throw new Refusal(
    "unprocessable",
    "psa.unsupported",
    `Expected a kind of record that ${connector.name} is known to offer, but ${entity} is not`,
  );
}
