import type { Migration } from "../migrate.ts";

/**
 * Whose a position is stands on the position: a billing run works on one customer at a time, and without this each of its
 * statements read the positions of all customers. The key to the proposal keeps the two from saying different things.
 */
export const billingByCustomer: Migration = {
  name: "0026-billing-by-customer",
  up: /* sql */ `
alter table billing_proposals add unique (tenant_id, id, customer_id);
alter table billing_lines add column customer_id uuid;
-- row-level security binds the owner too
set local app.tenant = '*';
update billing_lines l set customer_id = p.customer_id from billing_proposals p where p.tenant_id = l.tenant_id and p.id = l.proposal_id;
set local app.tenant = '';
alter table billing_lines
  alter column customer_id set not null,
  drop constraint billing_lines_tenant_id_proposal_id_fkey,
  add foreign key (tenant_id, proposal_id, customer_id) references billing_proposals (tenant_id, id, customer_id);
drop index billing_lines_by_run;
create index billing_lines_by_run on billing_lines (tenant_id, run_id, customer_id) where run_id is not null;
`,
};
