import { Fault } from "./fault.ts";

/**
 * What one command may still compute, in rounds of a FEEL loop (about a microsecond each). Counted and not timed, so that
 * the same command comes to the same end everywhere.
 */
export interface Effort {
  left: number;
}

/** What a command may compute; a loop of heavy expressions would hold up everybody else long before its steps are used up. */
export const MOST_EFFORT = 1_000_000;

/** Takes from the effort, where somebody counts it. @throws {Fault} `engine.budget` */
export function exert(effort: Effort | undefined, rounds: number): void {
  if (!effort) return;
  effort.left -= rounds;
  if (effort.left < 0)
    throw new Fault(
      "engine.budget",
      "Expected expressions and scripts that one command can work through, but they have used up what it may compute.",
    );
}
