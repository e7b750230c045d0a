import { createHash } from "node:crypto";
import { z } from "zod";
import { BpmnError } from "../../base/bpmnError.ts";
import { Refusal } from "../../base/refusal.ts";
import type { JsonObject } from "../../base/json.ts";
import { transact } from "../../db/transact.ts";
import { markStored, markVerified, readArchived } from "../../desk/archive/archive.ts";
import type { ArchivedObject } from "../../desk/archive/archive.ts";
import { readStamp } from "../../desk/archive/stamps.ts";
import type { LeasedJob } from "../../jobs/lease.ts";
import type { Performer } from "../../runtime/performer.ts";
import { connectorFor } from "../frame/open.ts";
import type { Opened } from "../frame/open.ts";
import type { Connector } from "../frame/rows.ts";
import type { World } from "../frame/world.ts";
import { expectInput } from "../input.ts";
import { keyOf, tokenOf } from "./key.ts";
import { publishCopy } from "./publish.ts";
import { stampArchived } from "./stamp.ts";

const shape = z.object({ archive: z.object({ id: z.uuid() }).catchall(z.json()) });

/** What `archive.timestamp` was called when nothing gave a stamp yet: instances and forks of that time still ask by this name. */
const formerStamp = "desk.archive.timestamp";

/**
 * `archive.write` puts a sealed object to the tenant's target and `archive.verify` reads it back and compares the hash;
 * without a target it lies in the append-only store here. Whatever goes wrong at the target is the BPMN error `archive.failed`: the model
 * knows how long to try and whom to ask. Both may run again: the same object at the same place is no second one.
 * `archive.timestamp` has it stamped before, or is the BPMN error `tsa.failed`. `archive.publish` gives the documentation system a reading copy, where there is one.
 */
export function archiveWork(world: World): Performer {
  return {
    types: ["archive.timestamp", formerStamp, "archive.write", "archive.verify", "archive.publish"],
    perform: { kind: "outside", run: (job) => work(world, job) },
  };
}

async function work(world: World, job: LeasedJob): Promise<JsonObject> {
  const { archive } = expectInput(shape, job.input);
  switch (job.type) {
    case "archive.timestamp":
    case formerStamp:
      return { archive: { ...archive, ...(await stampArchived(world, job.tenantId, archive.id)) } };
    case "archive.write":
      return { archive: { ...archive, ...(await write(world, job.tenantId, archive.id)) } };
    case "archive.verify":
      return { archive: { ...archive, ...(await verify(world, job.tenantId, archive.id)) } };
    default:
      return { archive: { ...archive, published: await publishCopy(world, job.tenantId, archive.id) } };
  }
}

/** Only what the target does is foreseen: a job that loses our own database is tried again as any other. */
async function failing<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    throw new BpmnError("archive.failed", error instanceof Error ? error.message : String(error));
  }
}

/** The target to write to, or the one that an object was written to. */
async function openTarget(
  world: World,
  tenantId: string,
  fits?: (connector: Connector) => boolean,
): Promise<Opened<"archive"> | undefined> {
  try {
    return await connectorFor(world, { tenantId, capability: "archive" }, fits);
  } catch (error) {
    if (error instanceof Refusal) throw new BpmnError("archive.failed", error.message); // settings or secrets
    throw error;
  }
}

async function write(world: World, tenantId: string, id: string): Promise<JsonObject> {
  const { object, token } = await transact(world.database, tenantId, async (tx) => ({
    object: await readArchived(tx, id),
    token: await readStamp(tx, id),
  }));
  const opened = await openTarget(world, tenantId);
  const connectorId = opened?.connector?.id;
  if (opened === undefined || connectorId === undefined)
    return transact(world.database, tenantId, (tx) => markStored(tx, id, undefined));
  const { sha256, mediaType, retainUntil } = object;
  const at = await failing(async () => {
    const bytes = Buffer.from(object.body);
    const put = await opened.port.put({ key: keyOf(object), bytes, sha256, mediaType, retainUntil });
    if (token !== undefined) await opened.port.put(tokenOf(object, token));
    return put;
  });
  return transact(world.database, tenantId, (tx) => markStored(tx, id, { ...at, connectorId }));
}

async function verify(world: World, tenantId: string, id: string): Promise<JsonObject> {
  const object = await transact(world.database, tenantId, (tx) => readArchived(tx, id));
  if (object.connectorId !== null) await compare(world, tenantId, object);
  return transact(world.database, tenantId, (tx) => markVerified(tx, id));
}

async function compare(world: World, tenantId: string, object: ArchivedObject): Promise<void> {
  const opened = await openTarget(world, tenantId, ({ id }) => id === object.connectorId);
  await failing(async () => {
    if (opened === undefined)
      throw new Error("Expected the target that the object was written to, but it is not enabled");
    const bytes = await opened.port.get(keyOf(object));
    const found = bytes === undefined ? "nothing" : createHash("sha256").update(bytes).digest("hex");
    if (found !== object.sha256)
      throw new Error(`Expected ${keyOf(object)} to have the hash ${object.sha256}, but read back is ${found}`);
  });
}
