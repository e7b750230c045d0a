import type { Migration } from "../migrate.ts";

/**
 * Batches that operators can hold and stop: what is open of one that is paused has no time to run at; what was open of one
 * that was stopped is skipped.
 */
export const batchControl: Migration = {
  name: "0009-batch-control",
  up: /* sql */ `
alter table batches add column state text not null default 'running' check (state in ('running','paused','stopped'));
alter table batch_items drop constraint batch_items_state_check;
alter table batch_items add constraint batch_items_state_check
  check (state in ('open','done','refused','failed','skipped'));
`,
};
