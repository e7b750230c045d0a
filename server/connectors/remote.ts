import { z } from "zod";
import { BpmnError } from "../base/bpmnError.ts";
import type { JsonObject } from "../base/json.ts";
import type { LeasedJob } from "../jobs/lease.ts";
import type { Performer } from "../runtime/performer.ts";
import { needConnector } from "./frame/open.ts";
import { remoteActions } from "./frame/ports.ts";
import type { ActionState } from "./frame/ports.ts";
import type { World } from "./frame/world.ts";
import { declinedAs } from "./declined.ts";
import { expectInput } from "./input.ts";

const run = z.object({
  action: z.enum(remoteActions),
  target: z.string().min(1).max(500),
  reason: z.string().max(4_000).nullish(),
  arguments: z.record(z.string(), z.json()).nullish(),
});
const status = z.object({ remote: z.object({ jobId: z.string().min(1).max(500) }) });

/**
 * `remote.run` does something to a device or account from afar, `remote.status` asks how it stands. Both bring `remote`
 * {jobId, state: running, done or failed, detail, isSimulated}. What is refused is the BPMN error `action.failed`; without a
 * connector it is `connector.failed`, and a person does it by hand.
 */
export function remoteWork(world: World): Performer {
  return {
    types: ["remote.run", "remote.status"],
    perform: { kind: "outside", run: (job) => declinedAs("action.failed", () => work(world, job)) },
  };
}

async function work(world: World, job: LeasedJob): Promise<JsonObject> {
  const input = job.type === "remote.run" ? expectInput(run, job.input) : expectInput(status, job.input);
  const { port, isSimulated } = await needConnector(world, { tenantId: job.tenantId, capability: "remoteAction" });
  const state: ActionState =
    "remote" in input
      ? await port.status(input.remote.jobId)
      : await port.run(
          { ...input, reason: input.reason ?? "", arguments: input.arguments ?? {} },
          `${job.instanceId}~${job.waitId}`,
        );
  if (state.state === "failed")
    throw new BpmnError("action.failed", state.detail, { remote: { ...state, isSimulated } });
  return { remote: { ...state, isSimulated } };
}
