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
export const assetRequests = ["move", "defect", "replace", "retire"] as const;
export type AssetRequest = (typeof assetRequests)[number];

const members: Readonly<Record<AssetRequest, string>> = {
  move: "move",
  defect: "defect",
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
