import type { JsonObject } from "../../base/json.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { newRow, step } from "../step.ts";
import type { Unit } from "../unit.ts";

/** Which process to start, and with what. */
export interface StartRequest {
  readonly processKey: string;
  /** A fixed version; without it the latest published one. */
  readonly version?: number;
  readonly businessKey?: string;
  readonly variables: JsonObject;
  /** The start event; without it the only none start event. */
  readonly elementId?: string;
  /** Begin before this element instead, as operators do who repeat part of an instance. */
  readonly before?: string;
}

/**
 * Starts an instance and tells its id.
 *
 * @throws {Refusal} `definition.missing`, `definition.retired`, `engine.start` no such start event
 */
export function startInstance(house: House, cause: Cause, request: StartRequest): Promise<string> {
  return commit(house, cause, (unit) => start(unit, request));
}

/** Starts an instance within a unit of work. */
export async function start(unit: Unit, request: StartRequest, data: JsonObject = {}): Promise<string> {
  const version = await unit.house.versions.startable(unit.tx, request.processKey, request.version);
  const held = unit.create(newRow(unit, version, { businessKey: request.businessKey }), version);
  const { elementId, before, variables } = request;
  const at = {
    ...(elementId === undefined ? {} : { elementId }),
    ...(before === undefined ? {} : { before }),
  };
  await step(unit, held, { kind: "start", variables, ...at }, data);
  return held.row.id;
}
