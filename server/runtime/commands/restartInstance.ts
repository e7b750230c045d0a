import { readTrail } from "../../audit/trail.ts";
import { isObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import type { Held, Unit } from "../unit.ts";
import { start } from "./startInstance.ts";
import type { StartRequest } from "./startInstance.ts";

/** How to start an ended instance again. */
export interface RestartRequest {
  /** Begin before this element instead of at the start. */
  readonly before?: string;
  /** Without it the version the ended instance ran on last. */
  readonly version?: number;
  readonly reason: string;
}

/**
 * Starts an ended instance's process again, with the variables it was started with as the trail has them. The ended one
 * stays as it is; both trails name each other. Tells the id of the new instance.
 *
 * @throws {Refusal} `instance.missing`, `instance.running`, `trail.hashed` the variables were too large for the trail,
 *   `engine.start`, `engine.element`, `definition.missing`
 */
export function restartInstance(
  house: House,
  cause: Cause,
  instanceId: string,
  { before, version, reason }: RestartRequest,
): Promise<string> {
  return commit(house, cause, async (unit) => {
    const ended = await unit.lock(instanceId);
    const { row } = ended;
    if (row.status === "running")
      throw new Refusal("conflict", "instance.running", "Expected an ended instance, but it is running");
    const request = {
      ...(await beginning(unit, ended)),
      version: version ?? ended.version.version,
      ...(row.business_key === null ? {} : { businessKey: row.business_key }),
      ...(before === undefined ? {} : { before }),
    };
    const id = await start(unit, request, { restartOf: instanceId, reason });
    unit.record(ended, "restart", { instanceId: id, reason });
    return id;
  });
}

/** What the first event of the trail says: variables, and the start event where one was named. */
async function beginning(unit: Unit, { row, version }: Held): Promise<StartRequest> {
  const [first] = await readTrail(unit.tx, row.id, 0, 1);
  const variables = first?.data["variables"];
  if (!isObject(variables)) {
    throw new Refusal(
      "unprocessable",
      "trail.hashed",
      "Expected the variables it was started with, but they were so large that the trail keeps only their hash",
    );
  }
  // of a called instance the trail names the call activity, which is an element of the caller
  const named = version.definition.starts.find((each) => each.elementId === first?.data["elementId"]);
  return { processKey: row.definition_key, variables, ...(named ? { elementId: named.elementId } : {}) };
}
