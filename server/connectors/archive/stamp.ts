import { BpmnError } from "../../base/bpmnError.ts";
import type { JsonObject } from "../../base/json.ts";
import { transact } from "../../db/transact.ts";
import { readArchived } from "../../desk/archive/archive.ts";
import type { ArchivedObject } from "../../desk/archive/archive.ts";
import { keepStamp, settleStamp, unstampedArchives } from "../../desk/archive/stamps.ts";
import { connectorFor } from "../frame/open.ts";
import type { World } from "../frame/world.ts";
import { stampHash } from "../timestamp/stamp.ts";
import { tokenOf } from "./key.ts";

/** How many objects are stamped in one round, when the authority was away. */
const mostStamps = 50;

/** Has a sealed object stamped. @throws {BpmnError} `tsa.failed` no authority is connected, or it does not answer as it should */
export async function stampArchived(world: World, tenantId: string, id: string): Promise<JsonObject> {
  const { sha256 } = await transact(world.database, tenantId, (tx) => readArchived(tx, id));
  const stamp = await stampHash(world, tenantId, sha256).catch((error: unknown) => {
    throw new BpmnError("tsa.failed", error instanceof Error ? error.message : String(error));
  });
  if (stamp === undefined) throw new BpmnError("tsa.failed", "Expected a time-stamp authority, but none is connected");
  return transact(world.database, tenantId, async (tx) => {
    await keepStamp(tx, id, stamp);
    return settleStamp(tx, id);
  });
}

/** Stamps what was put off while no authority answered; the token follows its object to where that lies. */
export async function stampDeferred(world: World, tenantId: string): Promise<void> {
  const open = await transact(world.database, tenantId, (tx) => unstampedArchives(tx, mostStamps));
  for (const id of open) {
    const object = await transact(world.database, tenantId, (tx) => readArchived(tx, id));
    const stamp = await stampHash(world, tenantId, object.sha256);
    if (stamp === undefined) return;
    const token = await transact(world.database, tenantId, (tx) => keepStamp(tx, id, stamp));
    await putToken(world, tenantId, object, token);
    await transact(world.database, tenantId, (tx) => settleStamp(tx, id));
  }
}

async function putToken(world: World, tenantId: string, object: ArchivedObject, token: Buffer): Promise<void> {
  if (object.connectorId === null) return;
  const opened = await connectorFor(world, { tenantId, capability: "archive" }, ({ id }) => id === object.connectorId);
  await opened?.port.put(tokenOf(object, token));
}
