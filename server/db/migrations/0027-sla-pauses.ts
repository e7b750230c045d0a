import type { Migration } from "../migrate.ts";

/** When a ticket waited for others, whether or not a clock ran then: a clock that is promised later counts it too. */
export const slaPauses: Migration = {
  name: "0027-sla-pauses",
  up: /* sql */ `
alter table tickets add column sla_pauses jsonb not null default '[]';
-- row-level security binds the owner too
set local app.tenant = '*';
update tickets t set sla_pauses = c.pauses from (select distinct on (tenant_id, ticket_id, round) tenant_id, ticket_id, round, pauses from sla_clocks
  order by tenant_id, ticket_id, round, jsonb_array_length(pauses) desc) c
where c.tenant_id = t.tenant_id and c.ticket_id = t.id and c.round = t.reopened and c.pauses <> '[]';
set local app.tenant = '';
`,
};
