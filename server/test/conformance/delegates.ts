import { Refused } from "./client.ts";
import type { Instance, LeasedJob } from "../../http/wire.ts";
import type { Client } from "./client.ts";
import type { Done } from "./play.ts";
import { loadSandbox, runScript } from "../../engine/expressions/sandbox.ts";
import type { Json, JsonObject } from "../../base/json.ts";

/** What the code behind a service task does, as the step form says it. */
export interface Delegate {
  readonly do: string;
  readonly variable?: string;
  readonly value?: unknown;
  readonly js?: string;
  readonly code?: string;
  readonly unlessLess?: string;
}

/** Does a job as its delegate says; a job without one has nothing to do. @throws for a deed that is not known */
export async function perform(job: LeasedJob, delegate: Delegate | undefined, client: Client): Promise<Done> {
  const deed = delegate?.do ?? "noop";
  if (delegate === undefined || deed === "noop") return { kind: "complete", variables: {} };
  const seen = { ...(await client.get<Instance>(`/api/instances/${job.instanceId}`)).variables, ...job.input };
  switch (deed) {
    case "set":
      return { kind: "complete", variables: { [nameOf(delegate)]: await valueOf(delegate, seen) } };
    case "increment":
      return { kind: "complete", variables: await incremented(job, nameOf(delegate), client) };
    case "throwError":
      return throwError(delegate, seen);
    default:
      throw new Error(`a delegate does ${deed}, which this runner does not know`);
  }
}

/** Jobs that ran side by side were given the same input: the present value counts. */
async function incremented(job: LeasedJob, name: string, client: Client): Promise<Record<string, unknown>> {
  const { variables } = await client.get<Instance>(`/api/instances/${job.instanceId}`);
  return { [name]: Number(variables[name] ?? job.input[name] ?? 0) + 1 };
}

/** With `unlessLess` it throws until it has been tried as often as the variable `executionsBeforeError` says. */
function throwError({ code = "", unlessLess }: Delegate, seen: Record<string, unknown>): Done {
  const limit = seen["executionsBeforeError"];
  const executions = Number(seen["executions"] ?? 0) + 1;
  if (unlessLess === undefined || limit === undefined || limit === null || Number(limit) < executions)
    return { kind: "error", errorCode: code };
  return { kind: "complete", variables: { executions } };
}

async function valueOf({ value, js }: Delegate, seen: Record<string, unknown>): Promise<unknown> {
  if (js === undefined) return value;
  await loadSandbox();
  const variables = seen as JsonObject; // from JSON
  return (
    runScript(js, { now: new Date(0), get: (name): Json | undefined => variables[name], all: () => variables })
      .result ?? null
  );
}

function nameOf({ variable }: Delegate): string {
  if (variable === undefined) throw new Error("a delegate sets a variable, but does not say which");
  return variable;
}

/** Whether the server understood and declined. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Refused && error.status < 500;
}
