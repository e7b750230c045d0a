import type { Migration } from "../migrate.ts";

/** Which end of a contract sales was told about: each once, a contract that was extended begins anew. */
export const contractRenewals: Migration = {
  name: "0049-contract-renewals",
  up: /* sql */ `
create table contract_renewals (
  tenant_id text not null,
  contract_id uuid not null,
  ends date not null,
  told_at timestamptz not null,
  primary key (tenant_id, contract_id, ends),
  foreign key (tenant_id, contract_id) references contracts
);
select protect('contract_renewals');
`,
};
