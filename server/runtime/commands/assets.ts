import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { lockAsset, recordEvent, unwatchedAssets } from "../../desk/assets/asset.ts";
import { importDevices } from "../../desk/assets/import.ts";
import type { Import, Imported } from "../../desk/assets/import.ts";
import { createAsset } from "../../desk/records/parties.ts";
import { post } from "../../messages/outbox.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import type { Unit } from "../unit.ts";
import { publishMessage } from "./publishMessage.ts";

/** Records an asset that is there already; its life begins. Tells its id. @throws {Refusal} as `createAsset` */
export function recordAsset(house: House, cause: Cause, asset: Parameters<typeof createAsset>[1]): Promise<string> {
  return commit(house, cause, async (unit) => {
    const { tx, now } = unit;
    const id = await createAsset(tx, asset, now);
    await recordEvent(tx, await lockAsset(tx, id), { kind: "registered", actor: cause.actor }, now);
    await begin(unit, [id]);
    return id;
  });
}

/** Takes devices in and lets the life of those begin that nobody looks after yet. */
export function takeInDevices(house: House, cause: Cause, given: Omit<Import, "actor">): Promise<Imported> {
  return commit(house, cause, async (unit) => {
    const imported = await importDevices(unit.tx, { ...given, actor: cause.actor }, unit.now);
    await begin(unit, imported.toBegin);
    return imported;
  });
}

/** A device of a list, and whether it is new to us. */
export interface SeenDevice {
  readonly name: string;
  readonly customer: string;
  readonly isNew: boolean;
}

/** Ends a transaction with what was seen in it. */
class Seen extends Error {
  readonly imported: Imported;
  readonly devices: readonly SeenDevice[];

  constructor(imported: Imported, devices: readonly SeenDevice[]) {
    super("looked at");
    this.imported = imported;
    this.devices = devices;
  }
}

/** Tells what taking devices in would come to; nothing is stored: it is done and taken back. */
export async function lookAtDevices(
  house: House,
  cause: Cause,
  given: Omit<Import, "actor">,
): Promise<{ readonly imported: Imported; readonly devices: readonly SeenDevice[] }> {
  try {
    return await transact(house.database, cause.tenantId, async (tx) => {
      const imported = await importDevices(tx, { ...given, actor: cause.actor }, house.now());
      const devices = await tx.query<SeenDevice & Record<string, unknown>>(
        `select a.name, c.name as customer, a.id = any ($2::uuid[]) as "isNew" from assets a
         join customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
         where a.tenant_id = $1 and (a.id = any ($2::uuid[]) or a.id = any ($3::uuid[])) order by 3 desc, a.name, a.id limit 500`,
        [tx.tenantId, imported.created, imported.updated],
      );
      throw new Seen(imported, devices);
    });
  } catch (error) {
    if (error instanceof Seen) return { imported: error.imported, devices: error.devices };
    throw error;
  }
}

/** Lets the life of all assets in use begin that nobody looks after yet, such as those from before. Tells how many. */
export function adoptAssets(house: House, cause: Cause): Promise<number> {
  return commit(house, cause, async (unit) => {
    const ids = await unwatchedAssets(unit.tx);
    await begin(unit, ids);
    return ids.length;
  });
}

async function begin(unit: Unit, ids: readonly string[]): Promise<void> {
  const letters = ids.map((id) => ({ name: "asset.recorded", correlationKey: id, variables: { asset: { id } } }));
  await post(unit.tx, letters, "", unit.now);
  unit.outboxFilled = true;
}

/** What may be asked of an asset in operation. */
export const assetRequests = ["move", "defect", "lost", "replace", "retire"] as const;
export type AssetRequest = (typeof assetRequests)[number];

const members: Readonly<Record<AssetRequest, string>> = {
  move: "move",
  defect: "defect",
  lost: "loss",
  replace: "replacement",
  retire: "retirement",
};

/**
 * Asks something of an asset: its process takes it up. Tells the instance.
 *
 * @throws {Refusal} `asset.missing`, `asset.busy` its process is about something else, or it has none
 */
export async function requestOfAsset(
  house: House,
  cause: Cause,
  { id, request, details }: { readonly id: string; readonly request: AssetRequest; readonly details: JsonObject },
): Promise<string> {
  const { name, state } = await transact(house.database, cause.tenantId, (tx) => lockAsset(tx, id));
  const variables = { [members[request]]: { ...details, reportedBy: cause.actor } };
  const message = { name: `asset.${request}`, correlationKey: id, variables, timeToLive: 0 };
  const { instanceIds } = await publishMessage(house, cause, message);
  const [instanceId] = instanceIds;
  if (instanceId !== undefined) return instanceId;
  throw new Refusal(
    "conflict",
    "asset.busy",
    `Expected ${name} to be in operation, but it is ${state} and its process takes no ${request} now`,
  );
}
