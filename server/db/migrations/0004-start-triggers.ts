import type { Migration } from "../migrate.ts";

/** A start event may wait for several messages, signals or times (multiple start event, 10.5.2): each is a row of its own. */
export const startTriggers: Migration = {
  name: "0004-start-triggers",
  up: /* sql */ `
alter table start_subscriptions add column position int not null default 0;
alter table start_subscriptions drop constraint start_subscriptions_pkey;
alter table start_subscriptions add primary key (tenant_id, definition_id, element_id, kind, position);
`,
};
