import type { Migration } from "../migrate.ts";

/** Times and material can be put right until they are billed: who has read an older revision is told so. */
export const correctedTimes: Migration = {
  name: "0041-corrected-times",
  up: /* sql */ `
alter table time_entries add column revision int not null default 1;
alter table material_entries add column revision int not null default 1;
create index time_entries_recent on time_entries (tenant_id, started_at desc, id desc);
create index material_entries_recent on material_entries (tenant_id, delivered_on desc, id desc);
`,
};
