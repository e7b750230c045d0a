import type { JobType } from "../jobTypes.ts";
import type { Surroundings } from "../surroundings.ts";

/** What is known of a job type; `undefined`: nothing. */
export function jobTypeOf(type: string, { jobTypes }: Surroundings): JobType | undefined {
  return jobTypes?.find((known) => known.type === type);
}
