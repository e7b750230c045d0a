import type { Migration } from "../migrate.ts";

/**
 * The life of assets and the reviews with customers: what happened to a device and what it was told about, licences, wipe
 * certificates; figures with their source, reviews, and what a roadmap item costs and became.
 */
export const assetsAndReviews: Migration = {
  name: "0017-assets-and-reviews",
  up: /* sql */ `
-- assets
alter table assets
  add column number text,
  add column macs text[] not null default '{}',
  add column role text,
  add column is_critical boolean not null default false,
  add column contact_id uuid,
  add column last_seen_at timestamptz,
  add column is_patched boolean,
  add column has_backup boolean,
  add column order_number text,
  add column supplier_invoice text,
  add column replaces_id uuid,
  -- the process that is its life; without one nobody looks after it
  add column instance_id uuid,
  add column created_at timestamptz not null default now(),
  add constraint assets_contact foreign key (tenant_id, contact_id) references contacts,
  add constraint assets_replaces foreign key (tenant_id, replaces_id) references assets (tenant_id, id),
  add constraint assets_replaces_another check (replaces_id is distinct from id);
create unique index assets_by_number on assets (tenant_id, number) where number is not null;
create index assets_by_serial on assets (tenant_id, lower(serial)) where serial is not null;
create index assets_by_mac on assets using gin (macs);
create index assets_recent on assets (tenant_id, created_at desc, id desc);
create table asset_events (
  tenant_id text not null,
  id uuid not null,
  asset_id uuid not null,
  at timestamptz not null,
  kind text not null,
  from_state text,
  to_state text,
  actor text not null,
  note text,
  data jsonb not null default '{}',
  primary key (tenant_id, id),
  foreign key (tenant_id, asset_id) references assets
);
create index asset_events_by_asset on asset_events (tenant_id, asset_id, at, id);
create trigger asset_events_append_only before update or delete on asset_events for each row execute function refuse_change();
-- what was told of a day that comes near: each step once, however often it is looked at
create table asset_notices (
  tenant_id text not null,
  asset_id uuid not null,
  kind text not null check (kind in ('warranty','support','unseen')),
  about date not null,
  step int not null,
  at timestamptz not null,
  primary key (tenant_id, asset_id, kind, about, step),
  foreign key (tenant_id, asset_id) references assets
);
create table asset_licences (
  tenant_id text not null,
  id uuid not null,
  asset_id uuid not null,
  product text not null,
  vendor text,
  reference text,
  seats int not null default 1 check (seats > 0),
  renews_on date,
  assigned_at timestamptz not null,
  released_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, asset_id) references assets
);
create index asset_licences_by_asset on asset_licences (tenant_id, asset_id);
create table wipe_certificates (
  tenant_id text not null,
  id uuid not null,
  asset_id uuid not null,
  method text not null check (method in ('nist_clear','nist_purge','destroy','keep_disk')),
  certificate text,
  wiped_by text not null,
  confirmed_by text not null,
  file_ids uuid[] not null default '{}',
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, asset_id) references assets,
  check (wiped_by <> confirmed_by),
  check (method = 'keep_disk' or certificate is not null)
);
create index wipe_certificates_by_asset on wipe_certificates (tenant_id, asset_id);
create trigger wipe_certificates_append_only before update or delete on wipe_certificates for each row execute function refuse_change();
-- what a documentation system is to be told as soon as it can be reached
create table asset_documentations (
  tenant_id text not null,
  asset_id uuid not null,
  wanted text not null check (wanted in ('save','archive')),
  requested_at timestamptz not null,
  attempts int not null default 0,
  error text,
  primary key (tenant_id, asset_id),
  foreign key (tenant_id, asset_id) references assets
);
create table asset_imports (
  tenant_id text not null references tenants,
  id uuid not null,
  source text not null,
  actor text not null,
  at timestamptz not null,
  counts jsonb not null,
  refused jsonb not null default '[]',
  primary key (tenant_id, id)
);
create index asset_imports_recent on asset_imports (tenant_id, at desc, id desc);

-- reviews with customers
alter table customers add column review_class char(1) check (review_class in ('A','B','C'));
create table kpi_definitions (
  tenant_id text not null references tenants,
  key text not null,
  position int not null,
  label_de text not null,
  label_en text not null,
  unit text not null,
  formula text not null,
  source text not null,
  target numeric not null check (target > 0),
  better text not null check (better in ('higher','lower')),
  primary key (tenant_id, key)
);
create table kpi_values (
  tenant_id text not null,
  kpi text not null,
  customer_id uuid not null,
  period_from date not null,
  period_to date not null,
  value numeric,
  numerator numeric,
  denominator numeric,
  data_state text not null check (data_state in ('complete','partial','missing')),
  source text not null,
  color text check (color in ('green','amber','red','grey')),
  computed_at timestamptz not null,
  primary key (tenant_id, kpi, customer_id, period_from),
  foreign key (tenant_id, kpi) references kpi_definitions (tenant_id, key),
  foreign key (tenant_id, customer_id) references customers,
  check (period_to > period_from),
  -- what is not known is not nought
  check ((value is null) = (data_state = 'missing')),
  check (data_state <> 'missing' or color is null or color = 'grey')
);
create index kpi_values_by_customer on kpi_values (tenant_id, customer_id, period_from);
create table reviews (
  tenant_id text not null,
  id uuid not null,
  number text not null,
  customer_id uuid not null,
  period_from date not null,
  period_to date not null,
  state text not null check (state in ('collecting','assessing','reviewing','approved','scheduled','sent','held','closed')),
  facts jsonb not null default '{}',
  gaps jsonb not null default '[]',
  assessment jsonb,
  assessed_by text,
  reviewed_by text,
  meeting_at timestamptz,
  postponed int not null default 0,
  attendees text,
  minutes text,
  pptx_file_id uuid,
  pdf_file_id uuid,
  instance_id uuid not null,
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, customer_id, period_from),
  foreign key (tenant_id, customer_id) references customers,
  check (period_to > period_from),
  check (reviewed_by is null or reviewed_by <> assessed_by)
);
create index reviews_recent on reviews (tenant_id, created_at desc, id desc);
alter table roadmap_items
  add column description text,
  -- such as 2027-Q1
  add column quarter text check (quarter ~ '^\\d{4}-Q[1-4]$'),
  add column review_id uuid,
  add column decision text check (decision in ('approved','postponed','rejected')),
  add column decision_note text,
  add column decided_at timestamptz,
  add column risk_accepted_by text,
  add column revision int not null default 1,
  add constraint roadmap_items_review foreign key (tenant_id, review_id) references reviews,
  add constraint roadmap_items_costs check (capex_cents >= 0 and opex_month_cents >= 0),
  -- who says no says who bears the risk
  add constraint roadmap_items_risk check (decision is distinct from 'rejected' or risk_accepted_by is not null);
create index roadmap_items_by_customer on roadmap_items (tenant_id, customer_id);
select protect(name::regclass) from unnest(array['asset_events','asset_notices','asset_licences','wipe_certificates',
  'asset_documentations','asset_imports','kpi_definitions','kpi_values','reviews']) as name;
`,
};
