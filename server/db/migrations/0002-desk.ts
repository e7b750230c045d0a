import type { Migration } from "../migrate.ts";

/**
 * The desk's records: whom we serve, who serves, what was agreed, and the tickets with their clocks, times, proposals and
 * invoices. Money is integer cents, time integer minutes. What must not happen is refused here as well: own time approved
 * by oneself, a merged ticket without target, a change of a final invoice.
 */
export const desk: Migration = {
  name: "0002-desk",
  up: /* sql */ `
-- the house itself
create table sellers (
  tenant_id text not null primary key references tenants,
  name text not null,
  country char(2) not null,
  vat_id text
);
create table number_ranges (
  tenant_id text not null references tenants,
  key text not null,
  year int not null,
  prefix text not null,
  next_number int not null default 1 check (next_number > 0),
  width int not null default 5 check (width between 1 and 10),
  primary key (tenant_id, key, year)
);
create table number_log (
  tenant_id text not null references tenants,
  key text not null,
  year int not null,
  no int not null,
  number text not null,
  entity text not null,
  entity_id uuid not null,
  drawn_at timestamptz not null,
  primary key (tenant_id, key, year, no),
  unique (tenant_id, number)
);
create trigger number_log_append_only before update or delete on number_log for each row execute function refuse_change();
create table external_refs (
  tenant_id text not null references tenants,
  entity text not null check (entity in ('customer','contact','asset','ticket','contract')),
  system text not null,
  external_id text not null,
  entity_id uuid not null,
  primary key (tenant_id, entity, system, external_id)
);
create table service_calendars (
  tenant_id text not null references tenants,
  key text not null,
  name text not null,
  definition jsonb not null,
  is_default boolean not null default false,
  primary key (tenant_id, key)
);
create unique index service_calendars_one_default on service_calendars (tenant_id) where is_default;

-- parties
create table customers (
  tenant_id text not null references tenants,
  id uuid not null,
  name text not null,
  country char(2) not null,
  vat_id text,
  vat_valid boolean,
  kind text not null default 'b2b' check (kind in ('b2b','b2g','b2c')),
  language text not null default 'de' check (language in ('de','en')),
  debtor_account text,
  invoice_email text,
  invoice_format text not null default 'zugferd' check (invoice_format in ('pdf','zugferd','xrechnung','ebinterface','peppol-ubl')),
  payment_days int not null default 14 check (payment_days between 0 and 365),
  email_domains text[] not null default '{}',
  calendar_key text,
  credit_hold boolean not null default false,
  nis2_scope text not null default 'none' check (nis2_scope in ('none','important','essential','unknown')),
  is_active boolean not null default true,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, calendar_key) references service_calendars
);
create unique index customers_by_name on customers (tenant_id, lower(name));
create index customers_by_domain on customers using gin (email_domains);
create table sites (
  tenant_id text not null,
  id uuid not null,
  customer_id uuid not null,
  name text not null,
  street text,
  zip text,
  city text,
  country char(2) not null,
  region text,
  travel_minutes int not null default 0 check (travel_minutes >= 0),
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers
);
create table contacts (
  tenant_id text not null,
  id uuid not null,
  customer_id uuid not null,
  site_id uuid,
  name text,
  email text,
  phone text,
  role text not null default 'user' check (role in ('user','approver','it','management','security','billing')),
  is_vip boolean not null default false,
  is_pending boolean not null default false,
  erased_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers,
  foreign key (tenant_id, site_id) references sites
);
create unique index contacts_by_email on contacts (tenant_id, lower(email)) where email is not null;
create index contacts_by_phone on contacts (tenant_id, phone) where phone is not null;
create index contacts_by_customer on contacts (tenant_id, customer_id);

-- staff
create table skills (
  tenant_id text not null references tenants,
  key text not null,
  label_de text not null,
  label_en text not null,
  primary key (tenant_id, key)
);
create table technicians (
  tenant_id text not null references tenants,
  login text not null,
  name text not null,
  email text,
  level int not null check (level between 1 and 3),
  calendar_key text not null,
  max_open int not null default 12 check (max_open >= 0),
  cost_rate_cents int not null default 0,
  roles text[] not null default '{technician}',
  is_on_call boolean not null default false,
  is_active boolean not null default true,
  last_assigned_at timestamptz,
  primary key (tenant_id, login),
  foreign key (tenant_id, calendar_key) references service_calendars
);
create table technician_skills (
  tenant_id text not null,
  login text not null,
  skill text not null,
  level int not null check (level between 1 and 5),
  certified_until date,
  primary key (tenant_id, login, skill),
  foreign key (tenant_id, login) references technicians,
  foreign key (tenant_id, skill) references skills
);
create table technician_exclusions (
  tenant_id text not null,
  login text not null,
  customer_id uuid not null,
  primary key (tenant_id, login, customer_id),
  foreign key (tenant_id, login) references technicians,
  foreign key (tenant_id, customer_id) references customers
);
create table absences (
  tenant_id text not null,
  id uuid not null,
  login text not null,
  kind text not null check (kind in ('vacation','sick','training','other')),
  from_at timestamptz not null,
  to_at timestamptz not null,
  substitute text,
  primary key (tenant_id, id),
  foreign key (tenant_id, login) references technicians,
  foreign key (tenant_id, substitute) references technicians (tenant_id, login),
  check (to_at > from_at),
  check (substitute is distinct from login)
);
create index absences_by_login on absences (tenant_id, login, from_at);

-- what was agreed, and prices
create table products (
  tenant_id text not null references tenants,
  id uuid not null,
  sku text not null,
  name text not null,
  kind text not null check (kind in ('service_flat','service_time','license','hardware','expense')),
  unit text not null,
  tax_class text not null default 'standard' check (tax_class in ('standard','reduced','zero')),
  support_level int check (support_level between 1 and 3),
  is_travel boolean not null default false,
  primary key (tenant_id, id),
  unique (tenant_id, sku)
);
create table price_lists (
  tenant_id text not null references tenants,
  id uuid not null,
  name text not null,
  currency char(3) not null default 'EUR',
  valid_from date not null,
  valid_to date,
  primary key (tenant_id, id)
);
create table price_items (
  tenant_id text not null,
  price_list_id uuid not null,
  product_id uuid not null,
  min_qty numeric not null default 0,
  unit_price_cents int not null,
  primary key (tenant_id, price_list_id, product_id, min_qty),
  foreign key (tenant_id, price_list_id) references price_lists,
  foreign key (tenant_id, product_id) references products
);
create table contracts (
  tenant_id text not null,
  id uuid not null,
  number text not null,
  customer_id uuid not null,
  kind text not null check (kind in ('flat','bucket','prepaid','time_and_material','fixed_price','license')),
  sla_class text check (sla_class in ('gold','standard')),
  calendar_key text,
  price_list_id uuid,
  starts date not null,
  ends date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, customer_id) references customers,
  foreign key (tenant_id, calendar_key) references service_calendars,
  foreign key (tenant_id, price_list_id) references price_lists,
  check (ends is null or ends >= starts)
);
create index contracts_by_customer on contracts (tenant_id, customer_id);
create table contract_lines (
  tenant_id text not null,
  id uuid not null,
  contract_id uuid not null,
  product_id uuid not null,
  quantity numeric,
  unit_price_cents int,
  included_minutes int check (included_minutes >= 0),
  covers text[] not null default '{}',
  valid_from date not null,
  valid_to date,
  primary key (tenant_id, id),
  foreign key (tenant_id, contract_id) references contracts,
  foreign key (tenant_id, product_id) references products
);
create index contract_lines_by_contract on contract_lines (tenant_id, contract_id);

-- assets
create table assets (
  tenant_id text not null,
  id uuid not null,
  customer_id uuid not null,
  site_id uuid,
  kind text not null,
  name text not null,
  serial text,
  manufacturer text,
  model text,
  state text not null default 'in_use' check (state in ('ordered','in_stock','in_use','in_repair','rma','reserved','retired','disposed','lost')),
  purchased_on date,
  warranty_until date,
  eol_on date,
  os text,
  os_eol_on date,
  is_managed boolean not null default true,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers,
  foreign key (tenant_id, site_id) references sites
);
create index assets_by_name on assets (tenant_id, customer_id, lower(name));
create table maintenance_windows (
  tenant_id text not null,
  id uuid not null,
  customer_id uuid not null,
  asset_id uuid,
  from_at timestamptz not null,
  to_at timestamptz not null,
  reason text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers,
  foreign key (tenant_id, asset_id) references assets,
  check (to_at > from_at)
);
create index maintenance_windows_by_customer on maintenance_windows (tenant_id, customer_id, to_at);

-- tickets
create table categories (
  tenant_id text not null references tenants,
  key text not null,
  label_de text not null,
  label_en text not null,
  parent text,
  default_skill text,
  skill_level int not null default 2 check (skill_level between 1 and 5),
  roadmap_theme text,
  is_security boolean not null default false,
  alert_domains text[] not null default '{}',
  asset_kinds text[] not null default '{}',
  primary key (tenant_id, key),
  foreign key (tenant_id, parent) references categories (tenant_id, key),
  foreign key (tenant_id, default_skill) references skills (tenant_id, key)
);
create table tickets (
  tenant_id text not null,
  id uuid not null,
  number text not null,
  title text not null,
  description text not null default '',
  kind text not null default 'incident' check (kind in ('incident','request','problem','change','security','internal')),
  channel text not null check (channel in ('mail','portal','phone','rmm','soc','api')),
  customer_id uuid,
  contact_id uuid,
  site_id uuid,
  asset_id uuid,
  contract_id uuid,
  category text,
  impact text check (impact in ('high','medium','low')),
  urgency text check (urgency in ('high','medium','low')),
  priority text check (priority in ('P1','P2','P3','P4')),
  level int not null default 1 check (level between 1 and 3),
  status text not null default 'new' check (status in ('new','triaged','assigned','in_progress','waiting_customer','waiting_vendor',
    'scheduled','resolved','closed_to_invoice','closed_invoiced','closed','merged','cancelled')),
  assignee text,
  parent_id uuid,
  merged_into_id uuid,
  related_id uuid,
  reopened int not null default 0,
  reopened_at timestamptz,
  vendor_name text,
  vendor_reference text,
  onsite_at timestamptz,
  resolution text,
  resolution_code text,
  csat int check (csat between 1 and 5),
  created_at timestamptz not null,
  first_response_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  instance_id uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, customer_id) references customers,
  foreign key (tenant_id, contact_id) references contacts,
  foreign key (tenant_id, site_id) references sites,
  foreign key (tenant_id, asset_id) references assets,
  foreign key (tenant_id, contract_id) references contracts,
  foreign key (tenant_id, category) references categories (tenant_id, key),
  foreign key (tenant_id, assignee) references technicians (tenant_id, login),
  foreign key (tenant_id, parent_id) references tickets (tenant_id, id),
  foreign key (tenant_id, merged_into_id) references tickets (tenant_id, id),
  foreign key (tenant_id, related_id) references tickets (tenant_id, id),
  check ((status = 'merged') = (merged_into_id is not null)),
  check (merged_into_id is distinct from id)
) with (fillfactor = 80);
create index tickets_recent on tickets (tenant_id, created_at desc, id desc);
create index tickets_by_customer on tickets (tenant_id, customer_id, created_at desc);
create index tickets_by_assignee on tickets (tenant_id, assignee) where assignee is not null;
create index tickets_by_parent on tickets (tenant_id, parent_id) where parent_id is not null;
create table ticket_messages (
  tenant_id text not null,
  id uuid not null,
  ticket_id uuid not null,
  direction text not null check (direction in ('in','out','internal')),
  message_id text,
  body text not null,
  author text not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, ticket_id) references tickets
);
create index ticket_messages_by_ticket on ticket_messages (tenant_id, ticket_id, at);
create unique index ticket_messages_by_message on ticket_messages (tenant_id, message_id) where message_id is not null;
create table intakes (
  tenant_id text not null references tenants,
  id uuid not null,
  instance_id uuid not null,
  channel text not null,
  payload jsonb not null,
  sha256 char(64) not null,
  received_at timestamptz not null,
  is_quarantined boolean not null default false,
  action text,
  primary key (tenant_id, id)
);
create index intakes_by_instance on intakes (tenant_id, instance_id);
create table alerts (
  tenant_id text not null references tenants,
  id uuid not null,
  source text not null,
  connection_id text not null,
  external_id text not null,
  dedup_key text not null,
  kind text not null check (kind in ('triggered','reset','acknowledged','updated')),
  domain text not null,
  severity text not null check (severity in ('critical','major','moderate','minor','info')),
  title text not null,
  customer_id uuid,
  asset_id uuid,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  occurrences int not null default 1,
  raw_sha256 char(64) not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers,
  foreign key (tenant_id, asset_id) references assets,
  unique (tenant_id, source, connection_id, external_id, kind)
);
create index alerts_by_condition on alerts (tenant_id, dedup_key, received_at);
-- storm guard: one row per condition; who meets it without an open ticket reserves it, everybody else counts
create table alert_conditions (
  tenant_id text not null references tenants,
  dedup_key text not null,
  ticket_id uuid,
  reserved_by uuid,
  reserved_until timestamptz,
  occurrences int not null default 0,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (tenant_id, dedup_key),
  foreign key (tenant_id, ticket_id) references tickets
) with (fillfactor = 70);
create table sla_clocks (
  tenant_id text not null,
  ticket_id uuid not null,
  kind text not null check (kind in ('response','resolution')),
  round int not null default 0,
  calendar_key text not null,
  started_at timestamptz not null,
  target_minutes int not null check (target_minutes > 0),
  due_at timestamptz not null,
  pauses jsonb not null default '[]',
  paused_at timestamptz,
  last_warned int not null default 0,
  is_breached boolean not null default false,
  stopped_at timestamptz,
  stop_reason text check (stop_reason in ('met','merged','cancelled')),
  breach_reason jsonb,
  primary key (tenant_id, ticket_id, kind, round),
  foreign key (tenant_id, ticket_id) references tickets,
  foreign key (tenant_id, calendar_key) references service_calendars,
  check ((stopped_at is null) = (stop_reason is null))
);
create table time_entries (
  tenant_id text not null,
  id uuid not null,
  ticket_id uuid not null,
  technician text not null,
  started_at timestamptz not null,
  minutes int not null check (minutes between 1 and 1440),
  work_type text not null check (work_type in ('remote','onsite','travel','phone','project')),
  time_class text not null check (time_class in ('BT','ST','OT')),
  cause text not null default 'unknown' check (cause in ('customer','own_error','internal','vendor','unknown')),
  note text not null,
  report jsonb,
  approved_by text,
  approved_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, ticket_id) references tickets,
  foreign key (tenant_id, technician) references technicians (tenant_id, login),
  foreign key (tenant_id, approved_by) references technicians (tenant_id, login),
  check (approved_by is distinct from technician)
);
create index time_entries_by_ticket on time_entries (tenant_id, ticket_id, started_at);

-- billing
create table billing_proposals (
  tenant_id text not null,
  id uuid not null,
  customer_id uuid not null,
  origin text not null check (origin in ('ticket','project','contract')),
  origin_id uuid not null,
  origin_seq int not null,
  state text not null check (state in ('draft','checked','disputed','approved','withdrawn','invoiced','not_billable')),
  net_cents bigint not null default 0,
  tax_key text,
  tax_percent numeric,
  tax_text text,
  tax_trace jsonb,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers,
  unique (tenant_id, origin, origin_id, origin_seq)
);
create index billing_proposals_recent on billing_proposals (tenant_id, created_at desc, id desc);
create table billing_lines (
  tenant_id text not null,
  id uuid not null,
  proposal_id uuid not null,
  pos int not null,
  product_id uuid,
  text text not null,
  minutes int not null,
  billed_minutes int not null,
  billable text not null check (billable in ('yes','covered','goodwill','internal')),
  unit_price_cents int not null,
  price_factor numeric not null,
  net_cents bigint not null,
  approval text,
  decision text not null default 'open' check (decision in ('open','approved','rejected','goodwill')),
  rule_trace jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, proposal_id, pos),
  foreign key (tenant_id, proposal_id) references billing_proposals,
  foreign key (tenant_id, product_id) references products
);
create table billing_line_times (
  tenant_id text not null,
  line_id uuid not null,
  time_entry_id uuid not null,
  primary key (tenant_id, line_id, time_entry_id),
  foreign key (tenant_id, line_id) references billing_lines,
  foreign key (tenant_id, time_entry_id) references time_entries
);
create index billing_line_times_by_entry on billing_line_times (tenant_id, time_entry_id);
create table bucket_ledger (
  tenant_id text not null,
  id uuid not null,
  contract_line_id uuid not null,
  month date not null,
  minutes int not null check (minutes <> 0),
  reason text not null check (reason in ('draw','return','adjust')),
  proposal_id uuid,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, contract_line_id) references contract_lines,
  foreign key (tenant_id, proposal_id) references billing_proposals
);
create index bucket_ledger_by_month on bucket_ledger (tenant_id, contract_line_id, month);
create index bucket_ledger_by_proposal on bucket_ledger (tenant_id, proposal_id);
create trigger bucket_ledger_append_only before update or delete on bucket_ledger for each row execute function refuse_change();
create table invoices (
  tenant_id text not null,
  id uuid not null,
  number text,
  kind text not null default 'invoice' check (kind in ('invoice','credit','cancellation')),
  corrects_id uuid,
  customer_id uuid not null,
  issued_on date,
  due_on date,
  service_from date not null,
  service_to date not null,
  net_cents bigint not null,
  vat_cents bigint not null,
  gross_cents bigint not null,
  tax_key text not null,
  tax_text text,
  state text not null default 'draft' check (state in ('draft','final','sent','paid','dunning','cancelled')),
  finalised_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, customer_id) references customers,
  foreign key (tenant_id, corrects_id) references invoices (tenant_id, id),
  check (gross_cents = net_cents + vat_cents),
  check ((state = 'draft') = (number is null)),
  check (kind = 'invoice' or corrects_id is not null),
  check (service_to >= service_from)
);
create table invoice_lines (
  tenant_id text not null,
  invoice_id uuid not null,
  pos int not null,
  text text not null,
  quantity numeric not null,
  unit text not null,
  unit_price_cents int not null,
  net_cents bigint not null,
  vat_percent numeric not null,
  billing_line_id uuid,
  primary key (tenant_id, invoice_id, pos),
  foreign key (tenant_id, invoice_id) references invoices,
  foreign key (tenant_id, billing_line_id) references billing_lines (tenant_id, id)
);
create unique index invoice_lines_once on invoice_lines (tenant_id, billing_line_id) where billing_line_id is not null;
create function refuse_invoice_change() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (tg_op = 'DELETE' or
     (to_jsonb(new) - 'state') is distinct from (to_jsonb(old) - 'state') or new.state = 'draft') then
    raise exception 'final invoice % never changes; write a credit note', old.number using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $$;
create trigger invoices_immutable before update or delete on invoices for each row execute function refuse_invoice_change();
create function refuse_invoice_line_change() returns trigger language plpgsql as $$
begin
  if exists (select 1 from invoices where tenant_id = coalesce(new.tenant_id, old.tenant_id)
             and id = coalesce(new.invoice_id, old.invoice_id) and state <> 'draft') then
    raise exception 'the lines of a final invoice never change' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $$;
create trigger invoice_lines_immutable before insert or update or delete on invoice_lines for each row execute function refuse_invoice_line_change();

-- orders, returns, approvals
create table purchase_orders (
  tenant_id text not null,
  id uuid not null,
  number text not null,
  ticket_id uuid,
  supplier text,
  text text not null,
  state text not null check (state in ('draft','ordered','partly_received','received','cancelled')),
  net_cents bigint,
  details jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, ticket_id) references tickets
);
create table rmas (
  tenant_id text not null,
  id uuid not null,
  number text not null,
  ticket_id uuid not null,
  asset_id uuid,
  path text not null,
  state text not null check (state in ('requested','approved','refused','shipped','replacement_received','returned','credited','closed')),
  details jsonb not null,
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, ticket_id) references tickets,
  foreign key (tenant_id, asset_id) references assets
);
create table approvals (
  tenant_id text not null references tenants,
  id uuid not null,
  subject text not null,
  subject_id text not null,
  step int not null check (step > 0),
  role text not null,
  requested_by text,
  decided_by text,
  decision text check (decision in ('approved','partly','rejected','expired','delegated')),
  comment text,
  due_at timestamptz not null,
  created_at timestamptz not null,
  decided_at timestamptz,
  primary key (tenant_id, id),
  check (decided_by is null or decided_by is distinct from requested_by)
);
create index approvals_by_subject on approvals (tenant_id, subject, subject_id, step);

-- roadmap, satisfaction, archive
create table roadmap_items (
  tenant_id text not null,
  id uuid not null,
  customer_id uuid not null,
  asset_id uuid,
  theme text not null,
  title text not null,
  horizon text not null check (horizon in ('now','1y','2y','3y')),
  priority text not null check (priority in ('high','medium','low')),
  state text not null default 'idea' check (state in ('idea','proposed','approved','postponed','rejected','in_project','done')),
  risk text,
  capex_cents bigint,
  opex_month_cents bigint,
  dedup_key text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers,
  foreign key (tenant_id, asset_id) references assets,
  unique (tenant_id, dedup_key)
);
create index roadmap_items_recent on roadmap_items (tenant_id, created_at desc, id desc);
create table roadmap_evidence (
  tenant_id text not null,
  id uuid not null,
  item_id uuid not null,
  origin text not null,
  note text not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, item_id, origin),
  foreign key (tenant_id, item_id) references roadmap_items
);
create table csat_surveys (
  tenant_id text not null,
  id uuid not null,
  contact_id uuid not null,
  ticket_id uuid not null,
  asked_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_id) references contacts,
  foreign key (tenant_id, ticket_id) references tickets
);
create index csat_surveys_by_contact on csat_surveys (tenant_id, contact_id, asked_at desc);
create table archive_objects (
  tenant_id text not null references tenants,
  id uuid not null,
  kind text not null,
  ref text not null,
  version int not null,
  media_type text not null,
  body text not null,
  bytes int not null,
  sha256 char(64) not null,
  previous_sha256 char(64),
  state text not null check (state in ('built','sealed','stored','verified')),
  awaits_timestamp boolean not null default false,
  retention_class text,
  retain_until date,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, kind, ref, version)
);
create function refuse_archive_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (new.kind, new.ref, new.version, new.media_type, new.body, new.bytes, new.sha256, new.created_at)
     is distinct from (old.kind, old.ref, old.version, old.media_type, old.body, old.bytes, old.sha256, old.created_at)
     or (old.retain_until is not null and (new.retention_class, new.retain_until, new.previous_sha256)
     is distinct from (old.retention_class, old.retain_until, old.previous_sha256)) then
    raise exception 'archived object % never changes', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger archive_objects_immutable before update or delete on archive_objects for each row execute function refuse_archive_change();

-- to people
create table notifications (
  tenant_id text not null references tenants,
  id uuid not null,
  login text not null,
  title text not null,
  body text not null,
  link text,
  job_key text,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (tenant_id, id)
);
create index notifications_by_login on notifications (tenant_id, login, created_at desc, id desc);
create unique index notifications_once on notifications (tenant_id, job_key, login) where job_key is not null;
create table mails (
  tenant_id text not null references tenants,
  id uuid not null,
  message_id text not null,
  ticket_number text,
  sender text,
  recipients text[] not null,
  subject text not null,
  body_text text not null,
  body_html text,
  is_automatic boolean not null default false,
  state text not null check (state in ('stored','sent','failed')),
  error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, message_id)
);
create index mails_recent on mails (tenant_id, created_at desc, id desc);

select protect(name::regclass) from unnest(array['sellers','number_ranges','number_log','external_refs','service_calendars',
  'customers','sites','contacts','skills','technicians','technician_skills','technician_exclusions','absences','products',
  'price_lists','price_items','contracts','contract_lines','assets','maintenance_windows','categories','tickets',
  'ticket_messages','intakes','alerts','alert_conditions','sla_clocks','time_entries','billing_proposals','billing_lines',
  'billing_line_times','bucket_ledger','invoices','invoice_lines','purchase_orders','rmas','approvals','roadmap_items','roadmap_evidence','csat_surveys',
  'archive_objects','notifications','mails']) as name;
`,
};
