import type { Stage } from "./stage.ts";

/** One test of a folder, whatever its form. */
export interface Test {
  readonly id: string;
  /** What the table counts it under. */
  readonly features: readonly string[];
  /** Tells why it failed, in one line; undefined when it passed. Whatever it throws is a failure too. */
  readonly run: (stage: Stage) => Promise<string | undefined>;
}

/** What became of a test. */
export interface Result {
  readonly id: string;
  readonly features: readonly string[];
  readonly outcome: "passed" | "failed" | "contested";
  readonly reason?: string;
}

/** A failed expectation, with its reason. */
export class Mismatch extends Error {}
