import type { Json, JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { readProjectRow } from "../projects/project.ts";

/** Everything the desk knows about a project, for the archive: nothing in it depends on when it was read. */
export interface ProjectFile {
  readonly number: string;
  readonly customerId: string;
  readonly content: JsonObject;
}

const parts: Readonly<Record<string, string>> = {
  project: "select to_jsonb(x) as item from projects x where tenant_id = $1 and id = $2",
  phases: "select to_jsonb(x) as item from project_phases x where tenant_id = $1 and project_id = $2 order by pos",
  milestones:
    "select to_jsonb(x) as item from project_milestones x where tenant_id = $1 and project_id = $2 order by pos",
  tasks: "select to_jsonb(x) as item from project_tasks x where tenant_id = $1 and project_id = $2 order by no",
  timeEntries: `select to_jsonb(x) as item from time_entries x join project_tasks t on t.tenant_id = x.tenant_id and t.id = x.project_task_id
    where x.tenant_id = $1 and t.project_id = $2 order by x.started_at, x.id`,
  materials:
    "select to_jsonb(x) as item from project_materials x where tenant_id = $1 and project_id = $2 order by used_on, id",
  changes: "select to_jsonb(x) as item from project_changes x where tenant_id = $1 and project_id = $2 order by no",
  acceptances:
    "select to_jsonb(x) as item from project_acceptances x where tenant_id = $1 and project_id = $2 order by at, id",
  documents:
    "select to_jsonb(x) as item from project_documents x where tenant_id = $1 and project_id = $2 order by created_at, id",
};

/** @throws {Refusal} `project.missing` */
export async function projectFile(tx: Tx, projectId: string): Promise<ProjectFile> {
  const { number, customerId, customerName } = await readProjectRow(tx, projectId);
  const content: Record<string, Json> = { format: "ablauf-project-file/1", number, customerName };
  for (const [name, text] of Object.entries(parts)) {
    const rows = await tx.query<{ item: Json }>(text, [tx.tenantId, projectId]);
    content[name] = rows.map((row) => row.item);
  }
  return { number, customerId, content };
}
