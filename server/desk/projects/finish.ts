import { createHash } from "node:crypto";
import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { planAsText } from "./planText.ts";
import { lockProject, projectVariable, refuseUnless, remember } from "./project.ts";
import type { ProjectRow } from "./project.ts";
import { readPlan } from "./store.ts";

const ofProject = z.object({ projectId: z.uuid() });

/** `desk.project.handover`: the documents that are handed over, as they stand now. From here on the customer is asked to accept. */
export const handOver: Operation = async (context, given) => {
  const { projectId } = expectInput(ofProject, given);
  const { tx, now } = context;
  const project = await lockProject(tx, projectId);
  refuseUnless(project, ["active", "acceptance"]);
  const title = project.language === "en" ? `Hand-over ${project.number}` : `Übergabe ${project.number}`;
  const body = await handoverText(tx, project);
  const sha256 = createHash("sha256").update(body).digest("hex");
  const id = newId(now);
  await tx.query(
    `insert into project_documents (tenant_id, id, project_id, kind, title, body, sha256, created_at)
     values ($1, $2, $3, 'handover', $4, $5, $6, $7)`,
    [tx.tenantId, id, projectId, title, body, sha256, now],
  );
  await tx.query("update projects set state = 'acceptance' where tenant_id = $1 and id = $2", [tx.tenantId, projectId]);
  await remember(context, projectId, { kind: "handedOver", documentId: id });
  return { variables: { handover: { documentId: id, title, sha256 }, project: await projectVariable(tx, projectId) } };
};

async function handoverText(tx: Tx, project: ProjectRow): Promise<string> {
  const of = [tx.tenantId, project.id];
  const [plan, changes, acceptances, material] = await Promise.all([
    readPlan(tx, project.id),
    tx.query<{ line: string }>(
      "select 'Nachtrag ' || no || ': ' || text || ' (' || state || ')' as line from project_changes where tenant_id = $1 and project_id = $2 order by no",
      of,
    ),
    tx.query<{ line: string }>(
      `select 'Teilabnahme ' || m.name || ': ' || a.result || ', ' || a.name || ', ' || a.at::date as line from project_acceptances a
       join project_milestones m on m.tenant_id = a.tenant_id and m.id = a.milestone_id where a.tenant_id = $1 and a.project_id = $2 order by a.at`,
      of,
    ),
    tx.query<{ line: string }>(
      "select quantity || ' × ' || text as line from project_materials where tenant_id = $1 and project_id = $2 order by used_on, id",
      of,
    ),
  ]);
  const parts = [`${project.name} – ${project.customerName}`, planAsText(plan)];
  for (const rows of [changes, acceptances, material])
    if (rows.length > 0) parts.push(rows.map(({ line }) => line).join("\n"));
  return `${parts.join("\n\n")}\n`;
}

const lessons = ofProject.extend({
  good: z.string().trim().min(1).max(8000),
  bad: z.string().trim().min(1).max(8000),
  measures: optionalText,
  changesTemplate: z.boolean().nullish(),
  roadmapTitle: optionalText,
  roadmapTheme: optionalText,
});

/** `desk.project.lessons`: what was learned; the project is closed. What is left to do becomes a request for the roadmap. */
export const learnLessons: Operation = async (context, given) => {
  const { projectId, good, bad, measures, changesTemplate, roadmapTitle, roadmapTheme } = expectInput(lessons, given);
  const { tx, now } = context;
  const project = await lockProject(tx, projectId);
  await tx.query(
    `insert into project_lessons (tenant_id, project_id, good, bad, measures, changes_template, at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (tenant_id, project_id) do nothing`,
    [tx.tenantId, projectId, good, bad, measures, changesTemplate ?? false, now],
  );
  await tx.query(
    "update projects set state = 'closed', closed_at = $3 where tenant_id = $1 and id = $2 and state not in ('closed','cancelled')",
    [tx.tenantId, projectId, now],
  );
  await remember(context, projectId, { kind: "closed" });
  const roadmapRequest =
    roadmapTitle === null
      ? null
      : {
          customerId: project.customerId,
          theme: roadmapTheme ?? "project",
          title: roadmapTitle,
          reason: bad,
          ticketNumber: project.number,
        };
  return { variables: { project: await projectVariable(tx, projectId), roadmapRequest } };
};
