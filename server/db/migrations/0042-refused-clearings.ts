import type { Migration } from "../migrate.ts";

/** What of a clearing could not be taken, and why: the finding comes back with it. */
export const refusedClearings: Migration = {
  name: "0042-refused-clearings",
  up: /* sql */ `
alter table billing_run_customers add column refused jsonb not null default '[]';
`,
};
