import { readFile } from "node:fs/promises";
import path from "node:path";
import { Refused } from "./client.ts";
import type { Test } from "./test.ts";

/** A file that breaks one rule of BPMN: it must not be deployed. */
export interface ConstraintTest {
  readonly id: string;
  readonly file: string;
  readonly constraint?: string;
  readonly rule?: string;
  readonly expected: readonly string[];
}

/** The file is deployed, and the server must refuse it (or take it, when no error is expected). */
export function constraintTest(
  folder: string,
  { id, file, constraint = "constraint", rule, expected }: ConstraintTest,
): Test {
  return {
    id,
    features: [constraint],
    run: async (stage) => {
      const guest = await stage.admit();
      const isRefusalExpected = expected.some((line) => line.startsWith("ERROR"));
      try {
        await guest.client.send("/api/definitions", await readFile(path.join(folder, file)));
        return isRefusalExpected ? `expected to be refused (${rule ?? constraint}), but it was deployed` : undefined;
      } catch (error) {
        if (!(error instanceof Refused) || error.status >= 500) throw error;
        return isRefusalExpected ? undefined : `expected to be deployed, but ${error.message}`;
      } finally {
        await guest.leave();
      }
    },
  };
}
