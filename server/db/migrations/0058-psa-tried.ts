import type { Migration } from "../migrate.ts";

/**
 * What was sent may have been taken although its answer was lost: that stays known when the record changes again and its attempts
 * begin anew. And news that a source tells while it is being read is not forgotten when that turn ends.
 */
export const psaTried: Migration = {
  name: "0058-psa-tried",
  up: /* sql */ `
-- the members that a new record was sent with
alter table psa_outbox add column sent jsonb;
alter table connectors add column is_called boolean not null default false;
`,
};
