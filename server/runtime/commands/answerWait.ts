import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Command, Wait } from "../../engine/types.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { step } from "../step.ts";

/** A wait by instance and id. */
export interface WaitKey {
  readonly instanceId: string;
  readonly waitId: string;
}

/**
 * Continues one waiting place by hand: correlates a message, delivers a signal or fires a timer there and nowhere else,
 * whatever its key or due time says.
 *
 * @throws {Refusal} `wait.missing`, `wait.kind` tasks, jobs, calls and faults have commands of their own
 */
export function triggerWait(
  house: House,
  cause: Cause,
  key: WaitKey,
  variables: JsonObject,
  reason?: string,
): Promise<void> {
  const data = { byHand: true, ...(reason === undefined ? {} : { reason }) };
  return answer(house, cause, key, data, ({ id, kind }) => {
    if (kind === "message" || kind === "signal") return { kind, waitId: id, variables };
    if (kind === "timer") return { kind, waitId: id };
    throw new Refusal("conflict", "wait.kind", `Expected a message, signal or timer, but ${id} waits for a ${kind}`);
  });
}

/** Starts activities of a waiting ad-hoc sub-process (13.3.5). @throws {Refusal} `wait.missing`, `wait.kind`, `engine.element` */
export function activateAdHoc(
  house: House,
  cause: Cause,
  key: WaitKey,
  elementIds: readonly string[],
  variables: JsonObject,
): Promise<void> {
  return answer(house, cause, key, {}, (wait) => {
    refuseOther(wait);
    return { kind: "activate", waitId: wait.id, elementIds, variables };
  });
}

/** Completes a waiting ad-hoc sub-process; what still runs in it is cancelled. @throws {Refusal} `wait.missing`, `wait.kind` */
export function completeAdHoc(house: House, cause: Cause, key: WaitKey): Promise<void> {
  return answer(house, cause, key, {}, (wait) => {
    refuseOther(wait);
    return { kind: "completeAdHoc", waitId: wait.id };
  });
}

/** Variables written by hand at a waiting place, and why. */
export interface WaitVariables {
  readonly variables: JsonObject;
  readonly reason: string;
  /** Only this place shall see them. */
  readonly isLocal?: boolean;
}

/** Writes variables as the waiting place sees them: where they live, else in the process. @throws {Refusal} `wait.missing` */
export function setWaitVariables(house: House, cause: Cause, key: WaitKey, written: WaitVariables): Promise<void> {
  const { variables, reason, isLocal = false } = written;
  return answer(house, cause, key, { reason }, ({ id: waitId }) => ({
    kind: "setVariables",
    waitId,
    variables,
    isLocal,
  }));
}

function refuseOther(wait: Wait): void {
  if (wait.kind === "adHoc") return;
  throw new Refusal("conflict", "wait.kind", `Expected an ad-hoc sub-process, but ${wait.id} waits for a ${wait.kind}`);
}

function answer(
  house: House,
  cause: Cause,
  key: WaitKey,
  data: JsonObject,
  command: (wait: Wait) => Command,
): Promise<void> {
  return commit(house, cause, async (unit) => {
    const held = await unit.lock(key.instanceId);
    const wait = held.waits.find((open) => open.id === key.waitId);
    if (wait === undefined)
      throw new Refusal(
        "missing",
        "wait.missing",
        "Expected a place that waits, but it went on, was cancelled, or never was",
      );
    await step(unit, held, command(wait), { elementId: wait.elementId, ...data });
  });
}
