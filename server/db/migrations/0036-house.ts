import type { Migration } from "../migrate.ts";

/** What a house says about itself is edited by people: its rows count their revisions, and what is no longer used is retired, not deleted. */
export const house: Migration = {
  name: "0036-house",
  up: /* sql */ `
alter table sellers add column revision int not null default 1;
alter table categories add column revision int not null default 1, add column is_active boolean not null default true;
alter table skills add column revision int not null default 1, add column is_active boolean not null default true;
`,
};
