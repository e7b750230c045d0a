import { z } from "zod";
import { BpmnError } from "../../base/bpmnError.ts";
import type { JsonObject } from "../../base/json.ts";
import { transact } from "../../db/transact.ts";
import type { LeasedJob } from "../../jobs/lease.ts";
import type { Performer } from "../../runtime/performer.ts";
import { declinedAs } from "../declined.ts";
import { entitiesOf } from "../frame/manage.ts";
import { connectorFor } from "../frame/open.ts";
import type { Opened } from "../frame/open.ts";
import { psaEntities } from "../frame/ports.ts";
import type { PsaEntity } from "../frame/ports.ts";
import type { World } from "../frame/world.ts";
import { expectInput } from "../input.ts";
import { findExternal, tie } from "./refs.ts";

const members = z.record(z.string(), z.json());
const record = z.object({ entity: z.enum(psaEntities), id: z.uuid() });
const save = record.extend({ members });
const comment = z.object({ id: z.uuid(), text: z.string().min(1).max(100_000), isInternal: z.boolean().nullish() });
const find = z.object({ entity: z.enum(psaEntities), text: z.string().min(1).max(500) });

/**
 * `psa.save` brings a record of ours to the system that leads for its entity: the first time it is created, then changed.
 * `psa.comment` says something on a ticket there, `psa.find` looks for records. All bring `psa`. Without a system for the
 * entity it is the BPMN error `connector.failed`; what is refused there is `psa.failed`.
 */
export function psaWork(world: World): Performer {
  return {
    types: ["psa.save", "psa.comment", "psa.find"],
    perform: { kind: "outside", run: (job) => declinedAs("psa.failed", () => work(world, job)) },
  };
}

function work(world: World, job: LeasedJob): Promise<JsonObject> {
  switch (job.type) {
    case "psa.save":
      return saveRecord(world, job);
    case "psa.comment":
      return commentTicket(world, job);
    default:
      return findRecords(world, job);
  }
}

async function saveRecord(world: World, job: LeasedJob): Promise<JsonObject> {
  const { entity, id, members: given } = expectInput(save, job.input);
  const { port, system } = await leading(world, job.tenantId, entity);
  const known = await transact(world.database, job.tenantId, (tx) => findExternal(tx, { entity, system, id }));
  if (known !== undefined) return { psa: { system, ...(await port.update(entity, known, given)) } };
  const created = await port.create(entity, given, keyOf(job));
  const { externalId } = created;
  await transact(world.database, job.tenantId, (tx) => tie(tx, { entity, system, id, externalId }));
  return { psa: { system, ...created } };
}

async function commentTicket(world: World, job: LeasedJob): Promise<JsonObject> {
  const { id, text, isInternal } = expectInput(comment, job.input);
  const { port, system } = await leading(world, job.tenantId, "tickets");
  const ticket = await transact(world.database, job.tenantId, (tx) =>
    findExternal(tx, { entity: "tickets", system, id }),
  );
  if (ticket === undefined)
    throw new BpmnError("psa.failed", `Expected ${system} to know ticket ${id}, but it was never saved there`);
  await port.comment(ticket, { text, isInternal: isInternal ?? false }, keyOf(job));
  return { psa: { system, externalId: ticket } };
}

async function findRecords(world: World, job: LeasedJob): Promise<JsonObject> {
  const { entity, text } = expectInput(find, job.input);
  const { port, system } = await leading(world, job.tenantId, entity);
  const records = await port.find(entity, text);
  return { psa: { system, records: records.slice(0, 50).map((each) => ({ ...each })) } };
}

async function leading(
  world: World,
  tenantId: string,
  entity: PsaEntity,
): Promise<{ port: Opened<"psa">["port"]; system: string }> {
  const opened = await connectorFor(world, { tenantId, capability: "psa" }, (each) =>
    entitiesOf(each).includes(entity),
  );
  if (opened?.connector === undefined)
    throw new BpmnError("connector.failed", `Expected a system that leads for ${entity}, but none does`);
  return { port: opened.port, system: opened.connector.kind };
}

function keyOf({ instanceId, waitId }: LeasedJob): string {
  return `${instanceId}~${waitId}`;
}
