import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { recordCounts } from "../../desk/licenses/subscriptions.ts";
import { openConnector } from "../frame/open.ts";
import type { AskedLicence, LicenceCountPort } from "../frame/ports.ts";
import { enabledConnectors } from "../frame/rows.ts";
import type { Connector } from "../frame/rows.ts";
import type { World } from "../frame/world.ts";
import { kindNamed } from "../kinds/index.ts";
import { simulatedSource } from "../simulators/licences.ts";

/** Keeps what a source counts of all licences that are its own. */
export async function readLicences(world: World, source: Connector & { readonly tenantId: string }): Promise<boolean> {
  const { port } = await openConnector(world, source.tenantId, source, "licenceCount");
  await keepCounts(world, source.tenantId, port);
  return false;
}

/**
 * Counts a licence now, and with it the others of its source, by each connector that counts them. Tells the source.
 *
 * @throws {Refusal} `license.missing`, `license.source` nothing that is connected knows it
 */
export async function countLicence(world: World, tenantId: string, id: string): Promise<string> {
  const { found, connectors } = await transact(world.database, tenantId, async (tx) => ({
    found: await licenceOf(tx, id),
    connectors: await enabledConnectors(tx, "licenceCount"),
  }));
  let isCounted = false;
  for (const connector of connectors) {
    if (sourceOf(connector) !== found.source) continue;
    const { port } = await openConnector(world, tenantId, connector, "licenceCount");
    if ((await keepCounts(world, tenantId, port)).has(found.externalId)) isCounted = true;
  }
  if (isCounted) return found.source;
  throw new Refusal(
    "unprocessable",
    "license.source",
    `Expected a connector that counts ${found.source} and knows ${found.externalId}, but none does: connect it under administration, or enter what you counted`,
  );
}

/** Secrets of other sources stay closed. */
function sourceOf({ mode, kind }: Connector): string | undefined {
  return mode === "simulator" ? simulatedSource : kindNamed(kind).counts;
}

async function licenceOf(tx: Tx, id: string): Promise<{ source: string; externalId: string }> {
  const [found] = await tx.query<{ source: string; externalId: string }>(
    `select source, coalesce(external_id, '-') as "externalId" from license_subscriptions where tenant_id = $1 and id = $2`,
    [tx.tenantId, id],
  );
  if (found !== undefined) return found;
  throw new Refusal("missing", "license.missing", `Expected a known license, but ${id} is none`);
}

/** Asks outside of any transaction, and keeps what was counted. Tells the ids that were. */
async function keepCounts(world: World, tenantId: string, port: LicenceCountPort): Promise<ReadonlySet<string>> {
  const { source } = port;
  const asked = await transact(world.database, tenantId, (tx) =>
    tx.query<AskedLicence & Record<string, never>>(
      `select external_id as "externalId", quantity from license_subscriptions
       where tenant_id = $1 and source = $2 and external_id is not null and is_active order by external_id`,
      [tenantId, source],
    ),
  );
  if (asked.length === 0) return new Set();
  const counts = await port.count(asked);
  const known = await transact(world.database, tenantId, (tx) => recordCounts(tx, { source, counts }, world.now()));
  const unknown = counts.filter(({ externalId }) => !known.has(externalId)).map(({ externalId }) => externalId);
  // renamed or ended while the source was asked: the others are kept
  if (unknown.length > 0) world.log.warn({ source, unknown }, "counted licences that are not known under these ids");
  return known;
}
