import type { OperationContext } from "../operation.ts";

/** Whose bill is worked on, in which run. */
export interface Place extends Pick<OperationContext, "tx" | "now" | "ruleSetOf"> {
  readonly runId: string;
  readonly customerId: string;
}
