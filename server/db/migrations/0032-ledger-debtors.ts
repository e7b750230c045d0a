import type { Migration } from "../migrate.ts";

/** Who owes, as the ledger was told with each batch: what a batch's file of debtors says of each customer. */
export const ledgerDebtors: Migration = {
  name: "0032-ledger-debtors",
  up: /* sql */ `
alter table export_batches add column debtors_file_id uuid, add column debtors_count int;
create table export_debtors (
  tenant_id text not null,
  batch_id uuid not null,
  customer_id uuid not null,
  target_key text not null,
  told jsonb not null,
  primary key (tenant_id, batch_id, customer_id),
  foreign key (tenant_id, batch_id) references export_batches,
  foreign key (tenant_id, customer_id) references customers
);
create index export_debtors_by_customer on export_debtors (tenant_id, target_key, customer_id);
select protect('export_debtors'::regclass);
`,
};
