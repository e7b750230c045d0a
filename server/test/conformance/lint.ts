import { readFile } from "node:fs/promises";
import path from "node:path";
import type { ModelReport } from "../../http/wire.ts";
import { Refused } from "./client.ts";
import type { Test } from "./test.ts";

/** A file with what a checker should say of it. */
export interface LintFile {
  readonly file: string;
  readonly constraint?: string;
  readonly expect: "valid" | "invalid";
}

/** The server is asked what is wrong with the file: something in an invalid one, no error in a valid one. */
export function lintTest(folder: string, { file, constraint = "lint", expect }: LintFile): Test {
  return {
    id: file,
    features: [`${constraint} ${expect}`],
    run: async (stage) => {
      const guest = await stage.admit();
      const found = await problems(guest.client, path.join(folder, file));
      if (expect === "invalid") return found.length > 0 ? undefined : "expected a finding, but there is none";
      const errors = found.filter(({ severity }) => severity === "error");
      return errors.length === 0
        ? undefined
        : `expected no error, but ${errors.map(({ elementId, message }) => `${elementId}: ${message}`).join("; ")}`;
    },
  };
}

type Problem = Pick<ModelReport["problems"][number], "severity" | "elementId" | "message">;

async function problems(
  client: { send<T>(path: string, file: Uint8Array): Promise<T> },
  file: string,
): Promise<readonly Problem[]> {
  try {
    return (await client.send<ModelReport>("/api/models/check", await readFile(file))).problems;
  } catch (error) {
    if (!(error instanceof Refused) || error.status >= 500) throw error;
    return [{ severity: "error", elementId: "", message: error.message }];
  }
}
