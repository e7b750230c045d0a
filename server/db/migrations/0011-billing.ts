import type { Migration } from "../migrate.ts";

/**
 * From what was agreed and done to the file that the accountant imports: contracts that are billed by periods, licences with
 * their counts, material, billing runs, documents with several tax rates, disputes, and batches for the ledger. What was
 * billed once is refused a second time by a key.
 */
export const billing: Migration = {
  name: "0011-billing",
  up: /* sql */ `
-- who bills, and whom
alter table sellers
  add column street text, add column zip text, add column city text, add column email text, add column phone text,
  add column contact_name text, add column tax_number text, add column iban text, add column bic text, add column bank_name text,
  add column register_text text;
alter table customers
  add column street text, add column zip text, add column city text,
  -- BT-10: the Leitweg-ID of German authorities, the order reference of Austria's federation
  add column buyer_reference text,
  -- as the customer's own bookkeeping calls us
  add column supplier_number text,
  add column min_invoice_cents int not null default 0 check (min_invoice_cents >= 0);

-- contracts by periods
alter table contracts
  add column billing_months int not null default 1 check (billing_months in (1, 2, 3, 6, 12)),
  add column is_billed_in_advance boolean not null default false,
  -- what was billed elsewhere before we did
  add column billed_until date,
  add column min_term_months int check (min_term_months between 0 and 120),
  add column notice_months int check (notice_months between 0 and 24),
  add column renewal_months int check (renewal_months between 0 and 60),
  add column terminated_on date,
  add column order_reference text,
  add column order_limit_cents bigint check (order_limit_cents > 0),
  add column cost_centre text;
create table contract_prices (
  tenant_id text not null,
  contract_line_id uuid not null,
  valid_from date not null,
  unit_price_cents int not null,
  reason text not null check (reason in ('index','agreement','correction')),
  note text,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (tenant_id, contract_line_id, valid_from),
  foreign key (tenant_id, contract_line_id) references contract_lines
);
create trigger contract_prices_append_only before update or delete on contract_prices for each row execute function refuse_change();
create function contract_price(line contract_lines, on_day date) returns int language sql stable as $$
  select coalesce((select p.unit_price_cents from contract_prices p where p.tenant_id = line.tenant_id and p.contract_line_id = line.id
    and p.valid_from <= on_day order by p.valid_from desc limit 1), line.unit_price_cents)
$$;

-- licences
create table license_subscriptions (
  tenant_id text not null,
  id uuid not null,
  customer_id uuid not null,
  contract_line_id uuid not null,
  name text not null,
  vendor text,
  source text not null default 'manual',
  external_id text,
  quantity int not null check (quantity >= 0),
  drift_percent numeric not null default 0 check (drift_percent between 0 and 100),
  committed_until date,
  is_active boolean not null default true,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, contract_line_id),
  foreign key (tenant_id, customer_id) references customers,
  foreign key (tenant_id, contract_line_id) references contract_lines
);
create index license_subscriptions_by_customer on license_subscriptions (tenant_id, customer_id) where is_active;
create unique index license_subscriptions_by_source on license_subscriptions (tenant_id, source, external_id) where external_id is not null;
create table license_counts (
  tenant_id text not null,
  subscription_id uuid not null,
  counted_at timestamptz not null,
  assigned int not null check (assigned >= 0),
  active int not null check (active >= 0),
  source text not null,
  primary key (tenant_id, subscription_id, counted_at),
  foreign key (tenant_id, subscription_id) references license_subscriptions
);
create trigger license_counts_append_only before update or delete on license_counts for each row execute function refuse_change();
create table license_changes (
  tenant_id text not null,
  id uuid not null,
  subscription_id uuid not null,
  run_id uuid,
  effective_on date not null,
  from_quantity int not null,
  to_quantity int not null check (to_quantity >= 0),
  kind text not null check (kind in ('true_up','true_down','kept')),
  is_stale boolean not null,
  reason text,
  decided_by text,
  decided_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, subscription_id) references license_subscriptions
);
create index license_changes_by_subscription on license_changes (tenant_id, subscription_id, decided_at desc);
create trigger license_changes_append_only before update or delete on license_changes for each row execute function refuse_change();

-- material and single positions
create table material_entries (
  tenant_id text not null,
  id uuid not null,
  customer_id uuid not null,
  ticket_id uuid,
  product_id uuid,
  text text not null,
  quantity numeric not null check (quantity <> 0),
  unit text not null default 'C62',
  unit_price_cents int not null,
  cost_cents int,
  tax_class text not null default 'standard' check (tax_class in ('standard','reduced','zero')),
  supply text not null default 'goods' check (supply in ('goods','service')),
  serial text,
  delivered_on date not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers,
  foreign key (tenant_id, ticket_id) references tickets,
  foreign key (tenant_id, product_id) references products
);
create index material_entries_by_customer on material_entries (tenant_id, customer_id, delivered_on);

-- runs
create table billing_runs (
  tenant_id text not null references tenants,
  id uuid not null,
  number text not null,
  kind text not null check (kind in ('month','manual','project')),
  cut_off date not null,
  state text not null default 'open' check (state in ('open','closed')),
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index billing_runs_recent on billing_runs (tenant_id, created_at desc, id desc);
create table billing_run_customers (
  tenant_id text not null,
  run_id uuid not null,
  customer_id uuid not null,
  state text not null default 'open' check (state in ('open','invoiced','nothing')),
  reason text,
  invoice_id uuid,
  findings jsonb not null default '[]',
  primary key (tenant_id, run_id, customer_id),
  foreign key (tenant_id, run_id) references billing_runs,
  foreign key (tenant_id, customer_id) references customers
);
create table billing_exceptions (
  tenant_id text not null,
  run_id uuid not null,
  customer_id uuid not null,
  finding text not null,
  reason text not null,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (tenant_id, run_id, customer_id, finding),
  foreign key (tenant_id, run_id, customer_id) references billing_run_customers
);
create trigger billing_exceptions_append_only before update or delete on billing_exceptions for each row execute function refuse_change();
alter table billing_proposals drop constraint billing_proposals_origin_check;
alter table billing_proposals add constraint billing_proposals_origin_check check (origin in ('ticket','project','contract','material','manual'));
-- of a project: its number, its order, and whether this is an instalment or the final invoice
alter table billing_proposals add column project jsonb;
alter table billing_lines
  alter column minutes set default 0, alter column billed_minutes set default 0, alter column price_factor set default 1,
  alter column billable set default 'yes',
  add column quantity numeric not null default 0,
  add column unit text not null default 'HUR',
  add column contract_id uuid,
  add column material_entry_id uuid,
  add column service_from date,
  add column service_to date,
  add column cost_cents bigint,
  add column tax_class text not null default 'standard' check (tax_class in ('standard','reduced','zero')),
  add column supply text not null default 'service' check (supply in ('goods','service')),
  add column tax_key text,
  add column tax_percent numeric,
  add column tax_category text,
  add column tax_text text,
  add column revenue_group text,
  add column cost_centre text,
  add column decided_by text,
  add column reason text,
  add column parked int not null default 0,
  -- the run that has the position in hand
  add column run_id uuid,
  add column invoice_id uuid,
  add foreign key (tenant_id, run_id) references billing_runs,
  add foreign key (tenant_id, contract_id) references contracts,
  add foreign key (tenant_id, material_entry_id) references material_entries,
  add foreign key (tenant_id, invoice_id) references invoices;
-- a piece of material is sold once
create unique index billing_lines_material_once on billing_lines (tenant_id, material_entry_id) where material_entry_id is not null;
create index billing_lines_to_bill on billing_lines (tenant_id, proposal_id) where invoice_id is null and billable = 'yes';
create index billing_lines_by_run on billing_lines (tenant_id, run_id) where run_id is not null;
create index billing_lines_by_contract on billing_lines (tenant_id, contract_id) where contract_id is not null;
-- the same hour is never billed twice, whatever proposal it comes by
create table billed_times (
  tenant_id text not null,
  time_entry_id uuid not null,
  invoice_id uuid not null,
  primary key (tenant_id, time_entry_id),
  foreign key (tenant_id, time_entry_id) references time_entries,
  foreign key (tenant_id, invoice_id) references invoices
);
create trigger billed_times_append_only before update or delete on billed_times for each row execute function refuse_change();

-- documents
alter table invoices
  add column run_id uuid,
  add column currency char(3) not null default 'EUR',
  -- both parties as they were when the document was made
  add column seller jsonb,
  add column buyer jsonb,
  add column buyer_reference text,
  add column order_reference text,
  add column contract_number text,
  add column project jsonb,
  add column text_top text,
  add column requested_by text,
  add column settled_at timestamptz;
alter table invoice_lines
  add column tax_key text,
  add column tax_category text,
  add column tax_text text,
  add column revenue_group text,
  add column cost_centre text,
  -- of a credit note: the position of the original
  add column corrects_pos int;
create table invoice_taxes (
  tenant_id text not null,
  invoice_id uuid not null,
  tax_key text not null,
  percent numeric not null,
  category text not null,
  text text,
  net_cents bigint not null,
  vat_cents bigint not null,
  primary key (tenant_id, invoice_id, tax_key, percent),
  foreign key (tenant_id, invoice_id) references invoices
);
create trigger invoice_taxes_immutable before insert or update or delete on invoice_taxes for each row execute function refuse_invoice_line_change();
create index invoices_recent on invoices (tenant_id, finalised_at desc, id desc) where number is not null;
create index invoices_by_customer on invoices (tenant_id, customer_id, finalised_at desc);
create index invoices_by_original on invoices (tenant_id, corrects_id) where corrects_id is not null;
create or replace function refuse_invoice_change() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (tg_op = 'DELETE' or
     (to_jsonb(new) - 'state' - 'settled_at') is distinct from (to_jsonb(old) - 'state' - 'settled_at') or new.state = 'draft') then
    raise exception 'final invoice % never changes; write a credit note', old.number using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $$;
create table invoice_deliveries (
  tenant_id text not null,
  id uuid not null,
  invoice_id uuid not null,
  kind text not null check (kind in ('mail','portal','post','other')),
  address text,
  state text not null check (state in ('sent','bounced')),
  note text,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, invoice_id) references invoices
);
create index invoice_deliveries_by_invoice on invoice_deliveries (tenant_id, invoice_id, at);
create trigger invoice_deliveries_append_only before update or delete on invoice_deliveries for each row execute function refuse_change();
create table invoice_disputes (
  tenant_id text not null,
  id uuid not null,
  invoice_id uuid not null,
  instance_id uuid not null,
  reason text not null,
  contact text,
  state text not null default 'open' check (state in ('open','refused','credited')),
  outcome text check (outcome in ('partial_credit','full_cancel','rejected')),
  outcome_reason text,
  decided_by text,
  credit_id uuid,
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, instance_id),
  foreign key (tenant_id, invoice_id) references invoices,
  foreign key (tenant_id, credit_id) references invoices
);
create index invoice_disputes_by_invoice on invoice_disputes (tenant_id, invoice_id);

-- the ledger
create table ledger_targets (
  tenant_id text not null references tenants,
  key text not null,
  name text not null,
  format text not null check (format in ('datev','bmd')),
  settings jsonb not null,
  is_active boolean not null default true,
  primary key (tenant_id, key)
);
create table export_batches (
  tenant_id text not null,
  id uuid not null,
  number text not null,
  target_key text not null,
  period_from date not null,
  period_to date not null,
  state text not null default 'planned' check (state in ('planned','built','validated','transferred','confirmed','rejected','replaced')),
  file_id uuid,
  file_name text,
  file_sha256 char(64),
  record_count int,
  debit_cents bigint,
  credit_cents bigint,
  breaches jsonb not null default '[]',
  attempts int not null default 0,
  booked_on date,
  replaces_id uuid,
  reject_reason text,
  reject_message text,
  handed_over_by text,
  transfer_reference text,
  confirmed_by text,
  created_at timestamptz not null,
  transferred_at timestamptz,
  closed_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, target_key) references ledger_targets,
  foreign key (tenant_id, replaces_id) references export_batches (tenant_id, id)
);
create index export_batches_recent on export_batches (tenant_id, created_at desc, id desc);
-- a batch that came to its end stays as it is
create function refuse_batch_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state in ('confirmed','replaced') then
    raise exception 'batch % never changes', old.number using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger export_batches_immutable before update or delete on export_batches for each row execute function refuse_batch_change();
create table export_items (
  tenant_id text not null,
  batch_id uuid not null,
  invoice_id uuid not null,
  target_key text not null,
  is_live boolean not null default true,
  primary key (tenant_id, batch_id, invoice_id),
  foreign key (tenant_id, batch_id) references export_batches,
  foreign key (tenant_id, invoice_id) references invoices
);
-- a document is booked once with each ledger; only a rejected batch lets go of it
create unique index export_items_once on export_items (tenant_id, target_key, invoice_id) where is_live;

select protect(name::regclass) from unnest(array['contract_prices','license_subscriptions','license_counts','license_changes',
  'material_entries','billing_runs','billing_run_customers','billing_exceptions','billed_times','invoice_taxes','invoice_deliveries',
  'invoice_disputes','ledger_targets','export_batches','export_items']) as name;
`,
};
