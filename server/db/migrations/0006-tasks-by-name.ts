import type { Migration } from "../migrate.ts";

/** Finds the few tasks that name people as candidates without looking at those that name groups. */
export const tasksByName: Migration = {
  name: "0006-tasks-by-name",
  up: /* sql */ `
create index tasks_naming_people on tasks (tenant_id, sort_at, instance_id, wait_id) where candidate_users <> '{}';
`,
};
