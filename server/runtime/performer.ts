import type { JsonObject } from "../base/json.ts";
import type { LeasedJob } from "../jobs/lease.ts";
import type { Unit } from "./unit.ts";

/** Does jobs of some types. */
export interface Performer {
  /** Job types; a trailing `*` stands for all that begin so. */
  readonly types: readonly string[];
  /**
   * `inside` runs in the transaction that completes the job and may use its unit; `outside` runs before it and must be
   * repeatable under the job's key, since a crash between the two means a second run.
   */
  readonly perform:
    | { readonly kind: "inside"; run(unit: Unit, job: LeasedJob): Promise<JsonObject> }
    | { readonly kind: "outside"; run(job: LeasedJob, signal: AbortSignal): Promise<JsonObject> };
}
