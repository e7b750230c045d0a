import { z } from "zod";
import { newId } from "../../base/id.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { conflictsOf } from "./capacity.ts";
import { told } from "./plan.ts";
import { progressOf } from "./progress.ts";
import { readProjectRow, remember } from "./project.ts";

const ofProject = z.object({ projectId: z.uuid() });

/** `desk.project.measure`: what the rule `project_health` asks, who is overbooked by now, and whether a countermeasure is being decided already. */
export const measureProject: Operation = async (context, given) => {
  const { projectId } = expectInput(ofProject, given);
  const { tx } = context;
  const project = await readProjectRow(tx, projectId);
  const progress = await progressOf(context, project);
  const { overloads } = await conflictsOf(context, project);
  const [last] = await tx.query<{ health: string; measure: string | null }>(
    "select health, measure from project_measurements where tenant_id = $1 and project_id = $2 order by at desc, id desc limit 1",
    [tx.tenantId, projectId],
  );
  const { budgetUsedPercent, progressPercent, milestoneDelayDays, openChangeRequests, forecastMinutes } = progress;
  const isRunning = ["active", "acceptance"].includes(project.state);
  const isBeingDecided = last !== undefined && last.health !== "green" && last.measure === null;
  const facts = { budgetUsedPercent, progressPercent, milestoneDelayDays, openChangeRequests, forecastMinutes };
  return { variables: { measurement: { ...facts, overloads: told(overloads), isRunning, isBeingDecided } } };
};

const record = ofProject.extend({
  health: z.enum(["green", "amber", "red"]),
  measurement: z.record(z.string(), z.json()),
});

/** `desk.project.health`: keeps what was measured and what the rule said. */
export const recordHealth: Operation = async ({ tx, now }, given) => {
  const { projectId, health, measurement } = expectInput(record, given);
  const id = newId(now);
  await tx.query(
    "insert into project_measurements (tenant_id, id, project_id, health, facts, at) values ($1, $2, $3, $4, $5, $6)",
    [tx.tenantId, id, projectId, health, JSON.stringify(measurement), now],
  );
  return { variables: { measurementId: id } };
};

const countermeasure = z.object({
  projectId: z.uuid(),
  measure: z.string().trim().min(1).max(4000),
  by: optionalText,
});

/** `desk.project.countermeasure`: what is done about it; it answers all that was measured meanwhile. */
export const decideCountermeasure: Operation = async ({ tx, now }, given) => {
  const { projectId, measure, by } = expectInput(countermeasure, given);
  await tx.query(
    `update project_measurements set measure = $3, measured_by = $4
     where tenant_id = $1 and project_id = $2 and health <> 'green' and measure is null`,
    [tx.tenantId, projectId, measure, by],
  );
  await remember({ tx, now, actor: by }, projectId, { kind: "countermeasure", measure });
  return { variables: {} };
};
