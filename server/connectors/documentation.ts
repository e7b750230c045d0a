import { z } from "zod";
import { BpmnError } from "../base/bpmnError.ts";
import type { JsonObject } from "../base/json.ts";
import { transact } from "../db/transact.ts";
import {
  deferDocumentation,
  queuedDocumentations,
  readDocumentation,
  settleDocumentation,
} from "../desk/assets/documentation.ts";
import type { Documentation } from "../desk/assets/documentation.ts";
import type { LeasedJob } from "../jobs/lease.ts";
import type { Performer } from "../runtime/performer.ts";
import { declinedAs } from "./declined.ts";
import { connectorFor, needConnector } from "./frame/open.ts";
import type { Opened } from "./frame/open.ts";
import type { World } from "./frame/world.ts";
import { expectInput } from "./input.ts";

const save = z.object({ asset: z.object({ id: z.uuid() }).loose() });

/** So many devices one run of the outbox tells of: a job must end within its lease. */
const batch = 100;

/**
 * `docs.asset` tells a documentation system of a device; where none is connected or it cannot be reached, it is the BPMN
 * error `connector.failed` and the desk queues the device. `docs.flush` tells of what is queued.
 */
export function documentationWork(world: World): Performer {
  return {
    types: ["docs.asset", "docs.flush"],
    perform: {
      kind: "outside",
      run: (job) =>
        job.type === "docs.flush" ? flush(world, job) : declinedAs("connector.failed", () => one(world, job)),
    },
  };
}

async function one(world: World, job: LeasedJob): Promise<JsonObject> {
  const { asset } = expectInput(save, job.input);
  const opened = await needConnector(world, { tenantId: job.tenantId, capability: "documentation" });
  await tell(world, job.tenantId, opened, { assetId: asset.id, wanted: "save" });
  return {};
}

async function flush(world: World, { tenantId }: LeasedJob): Promise<JsonObject> {
  const opened = await connectorFor(world, { tenantId, capability: "documentation" });
  if (opened === undefined) return { flushed: { told: 0, deferred: 0 } };
  const waiting = await transact(world.database, tenantId, (tx) => queuedDocumentations(tx, batch));
  let told = 0;
  for (const each of waiting) {
    try {
      await tell(world, tenantId, opened, each);
      told += 1;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await transact(world.database, tenantId, (tx) => deferDocumentation(tx, each.assetId, reason));
    }
  }
  return { flushed: { told, deferred: waiting.length - told } };
}

type Documented = Pick<Documentation, "assetId" | "wanted">;

async function tell(
  world: World,
  tenantId: string,
  { connector, port }: Opened<"documentation">,
  { assetId, wanted }: Documented,
): Promise<void> {
  const system = connector?.kind ?? "documentation";
  const device = await transact(world.database, tenantId, (tx) => readDocumentation(tx, system, assetId));
  const { companyId, externalId, name, serial, manufacturer, model, fields } = device;
  if (companyId === null)
    throw new BpmnError("connector.failed", `Expected ${system} to know the customer of ${name}, but no id is linked`);
  const shown = wanted === "archive" ? { ...fields, archived: true } : fields;
  const { id } = await port.saveAsset({ externalId, companyId, name, serial, manufacturer, model, fields: shown });
  await transact(world.database, tenantId, (tx) => settleDocumentation(tx, { system, assetId, externalId: id }));
}
