import { Refusal } from "../base/refusal.ts";
import { compile } from "../engine/compile.ts";
import type { Definition, Problem } from "../engine/types.ts";

/** A BPMN file that is to be published, compiled. */
export interface Compiled {
  readonly executable: readonly Definition[];
  readonly problems: readonly Problem[];
}

/** Compiles what is to be published; whoever publishes the same file to several tenants remembers what came out. */
export type Compile = (xml: string) => Promise<Compiled>;

/**
 * Compiles a BPMN file that is to be published.
 *
 * @throws {Refusal} `bpmn.*` not readable; `definition.refused` with each element that cannot be run and why;
 *   `definition.empty` no executable process
 */
export async function compiled(xml: string): Promise<Compiled> {
  const { definitions, problems } = await compile(xml);
  refuseProblems(problems);
  const executable = definitions.filter((definition) => definition.isExecutable);
  if (executable.length > 0) return { executable, problems };
  throw new Refusal(
    "unprocessable",
    "definition.empty",
    "Expected at least one process with isExecutable=true, but there is none",
  );
}

function refuseProblems(problems: readonly Problem[]): void {
  const errors = problems.filter((problem) => problem.severity === "error");
  if (errors.length === 0) return;
  const complaints = errors.map((problem) => ({
    place: problem.elementId,
    code: problem.code,
    message:
      problem.reference === undefined ? problem.message : `${problem.message} (BPMN 2.0.2, ${problem.reference})`,
  }));
  const first = complaints[0]!; // errors is not empty
  const more = complaints.length > 1 ? ` (and ${complaints.length - 1} more)` : "";
  throw new Refusal("unprocessable", "definition.refused", `${first.place}: ${first.message}${more}`, complaints);
}
