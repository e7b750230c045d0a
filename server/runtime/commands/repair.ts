import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { renewRetries } from "../../jobs/lease.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { answer, step } from "../step.ts";
import type { Unit } from "../unit.ts";

/** Tries again what a fault has stopped: an exhausted job, a faulted element, a call or decision without target. */
export function retryFault(house: House, cause: Cause, instanceId: string, waitId: string): Promise<void> {
  return commit(house, cause, (unit) => retryWithin(unit, instanceId, waitId));
}

/** The same within a unit of work. @throws {Refusal} `fault.missing` */
export async function retryWithin(
  unit: Unit,
  instanceId: string,
  waitId: string,
  data: JsonObject = {},
): Promise<void> {
  const held = await unit.lock(instanceId);
  const wait = held.waits.find((open) => open.id === waitId);
  if (wait === undefined)
    throw new Refusal("missing", "fault.missing", "Expected an open fault, but there is none at this wait");
  if (wait.kind === "fault") return step(unit, held, { kind: "retry", waitId }, data);
  await unit.tx.query("delete from faults where tenant_id = $1 and instance_id = $2 and wait_id = $3", [
    unit.tx.tenantId,
    instanceId,
    waitId,
  ]);
  if (wait.kind === "job") {
    await renewRetries(unit.tx, instanceId, waitId, Math.max(1, wait.retries), unit.now);
    unit.record(held, "retryJob", { waitId, elementId: wait.elementId, ...data });
    unit.jobsRenewed = true;
    return undefined;
  }
  unit.record(held, "retry", { waitId, elementId: wait.elementId, ...data });
  const followUps = await answer(unit, held, wait);
  for (const followUp of followUps) await step(unit, followUp.held, followUp.command, followUp.data);
  const reason = held.unanswerable.get(waitId);
  if (reason !== undefined) throw new Refusal("unprocessable", reason.code, reason.message);
  return undefined;
}

/** Cancels an instance and everything it called. @throws {Refusal} `instance.missing`, `engine.ended` */
export function cancelInstance(house: House, cause: Cause, instanceId: string, reason: string): Promise<void> {
  return commit(house, cause, (unit) => cancelWithin(unit, instanceId, { reason }));
}

/** The same within a unit of work. @throws {Refusal} `instance.missing`, `engine.ended`, `instance.called` */
export async function cancelWithin(unit: Unit, instanceId: string, data: JsonObject): Promise<void> {
  const held = await unit.lock(instanceId);
  refuseEnded(held.row.status);
  if (held.row.parent_id !== null) {
    throw new Refusal(
      "conflict",
      "instance.called",
      "Expected an instance that nobody called, but another one waits for it; cancel that one",
      [{ place: "parentId", code: "instance.called", message: held.row.parent_id }],
    );
  }
  await step(unit, held, { kind: "cancel" }, data);
}

/** Writes variables by hand. @throws {Refusal} `instance.missing`, `engine.ended` */
export function setVariables(
  house: House,
  cause: Cause,
  instanceId: string,
  variables: JsonObject,
  reason: string,
): Promise<void> {
  return commit(house, cause, async (unit) => {
    const held = await unit.lock(instanceId);
    refuseEnded(held.row.status);
    await step(unit, held, { kind: "setVariables", variables }, { reason });
  });
}

function refuseEnded(status: string): void {
  if (status !== "running")
    throw new Refusal("conflict", "engine.ended", `Expected a running instance, but it is ${status}`);
}
