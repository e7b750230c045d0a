import { z } from "zod";
import type { Tx } from "../../db/transact.ts";
import { lockAsset, recordEvent as recordAssetEvent } from "../assets/asset.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { lockAction } from "./containment.ts";
import type { ActionRow } from "./containment.ts";
import { keepEvidence } from "./evidence.ts";
import { recordEvent } from "./incident.ts";

const settling = z.object({
  action: z.object({ id: z.uuid() }),
  release: z.boolean().nullish(),
  job: z.object({
    jobId: optionalText,
    state: z.enum(["running", "done", "failed", "by_hand"]),
    detail: optionalText,
  }),
});

/**
 * `desk.security.settle`: how an action stands, with the job's id as the remote side calls it. What has ended is evidence. The
 * first isolation that holds is when the incident was contained.
 */
export const settleAction: Operation = async ({ tx, now }, given) => {
  const { action: { id }, release, job } = expectInput(settling, given); // prettier-ignore
  const row = await lockAction(tx, id);
  const state = stateOf(job.state, release === true, row.state);
  const ended = job.state !== "running";
  await tx.query(
    `update containment_actions set state = $3, job_id = coalesce($4, job_id), detail = $5,
       ended_at = case when $6 and $3 <> 'released' then $7 else ended_at end, released_at = case when $3 = 'released' then $7 end
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, state, job.jobId, job.detail, ended, now],
  );
  if (ended) {
    const title = `${release === true ? "release " : ""}${row.action} ${row.target}: ${state}`;
    const content = JSON.stringify({
      action: id,
      state,
      job: job.jobId ?? row.job_id,
      detail: job.detail,
      at: now.toISOString(),
    });
    await keepEvidence(tx, row.incident_id, { kind: "action", title, content, source: id, collectedBy: "system" }, now);
    await recordEvent(tx, row.incident_id, { kind: state, actor: "system", note: title }, now);
    if (row.action === "wipe_device" && row.asset_id !== null) await noteWipe(tx, row, { state, job }, now);
  }
  if (state === "done" || state === "by_hand") {
    await tx.query(
      "update security_incidents set contained_at = coalesce(contained_at, $3) where tenant_id = $1 and id = $2",
      [tx.tenantId, row.incident_id, now],
    );
  }
  return { variables: { outcome: { id, state, jobId: job.jobId ?? row.job_id, detail: job.detail } } };
};

/** What became of a remote wipe belongs to the history of the device as well. */
async function noteWipe(
  tx: Tx,
  row: ActionRow,
  { state, job }: { readonly state: string; readonly job: z.output<typeof settling>["job"] },
  now: Date,
): Promise<void> {
  const kind = state === "failed" ? "remoteWipeFailed" : "remoteWiped";
  const [found] = await tx.query<{ number: string }>(
    "select number from security_incidents where tenant_id = $1 and id = $2",
    [tx.tenantId, row.incident_id],
  );
  const data = {
    incidentNumber: found?.number ?? null,
    approvedBy: row.approved_by,
    jobId: job.jobId ?? row.job_id,
    detail: job.detail,
    byHand: state === "by_hand",
  };
  await recordAssetEvent(tx, await lockAsset(tx, row.asset_id ?? ""), { kind, actor: row.requested_by, data }, now);
}

function stateOf(job: "running" | "done" | "failed" | "by_hand", isRelease: boolean, before: string): string {
  if (job === "running") return before;
  if (!isRelease) return job;
  return job === "failed" ? "releasing" : "released";
}
