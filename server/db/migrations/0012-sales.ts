import type { Migration } from "../migrate.ts";

/**
 * Selling: opportunities with their history, quotes in versions that stay as they were sent, and the orders that come of
 * them; documents that were made from facts which are kept with them.
 */
export const sales: Migration = {
  name: "0012-sales",
  up: /* sql */ `
-- the catalogue knows what a thing costs us and how it reads in English
alter table products add column name_en text;
alter table products add column cost_cents int check (cost_cents >= 0);
alter table products add column is_active boolean not null default true;

create table opportunities (
  tenant_id text not null references tenants,
  id uuid not null,
  number text not null,
  title text not null,
  customer_id uuid,
  company text not null,
  person text,
  email text,
  phone text,
  language text not null default 'de' check (language in ('de','en')),
  country char(2) not null default 'DE',
  source text not null check (source in ('website','mail','referral','event','roadmap','renewal','rma','partial','manual','other')),
  origin text,
  interest text not null default '',
  consent boolean not null default false,
  stage text not null default 'new' check (stage in ('new','qualified','quoting','sent','won','lost','follow_up')),
  owner text,
  expected_cents bigint not null default 0 check (expected_cents >= 0),
  probability int not null default 10 check (probability between 0 and 100),
  next_step text,
  next_step_on date,
  score int,
  qualification jsonb not null default '{}',
  wanted jsonb not null default '[]',
  loss_reason text check (loss_reason in ('no_response','timing','price','chose_competitor','no_budget','not_a_fit','other')),
  loss_note text,
  competitor text,
  contract_end date,
  follow_up_on date,
  instance_id uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  closed_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, customer_id) references customers,
  foreign key (tenant_id, owner) references technicians (tenant_id, login),
  check (stage <> 'lost' or loss_reason is not null),
  check ((stage in ('won','lost')) = (closed_at is not null))
) with (fillfactor = 80);
create index opportunities_recent on opportunities (tenant_id, created_at desc, id desc);
create index opportunities_open_by_email on opportunities (tenant_id, lower(email)) where closed_at is null;
create index opportunities_open_by_company on opportunities (tenant_id, lower(company)) where closed_at is null;
create index opportunities_by_customer on opportunities (tenant_id, customer_id, created_at desc);
create table opportunity_events (
  tenant_id text not null,
  id uuid not null,
  opportunity_id uuid not null,
  kind text not null check (kind in ('created','linked','changed','qualified','quoted','sent','asked','followed_up','accepted','rejected','won','lost','revived')),
  actor text,
  note text,
  details jsonb not null default '{}',
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, opportunity_id) references opportunities
);
create index opportunity_events_by_opportunity on opportunity_events (tenant_id, opportunity_id, at, id);
create trigger opportunity_events_append_only before update or delete on opportunity_events for each row execute function refuse_change();

create table quotes (
  tenant_id text not null,
  id uuid not null,
  opportunity_id uuid not null,
  number text not null,
  version int not null check (version > 0),
  state text not null default 'draft' check (state in ('draft','sent','accepted','partly_accepted','rejected','superseded','withdrawn','expired')),
  language text not null check (language in ('de','en')),
  intro text,
  terms text,
  term_months int not null default 0 check (term_months between 0 and 120),
  discount_percent numeric not null default 0 check (discount_percent between 0 and 100),
  valid_until date,
  once_cents bigint not null default 0,
  monthly_cents bigint not null default 0,
  total_cents bigint not null default 0,
  list_cents bigint not null default 0,
  cost_cents bigint not null default 0,
  file_id uuid,
  token_sha256 char(64),
  valid_through timestamptz,
  sent_at timestamptz,
  decided_at timestamptz,
  decision jsonb,
  created_at timestamptz not null,
  created_by text,
  primary key (tenant_id, id),
  unique (tenant_id, number, version),
  foreign key (tenant_id, opportunity_id) references opportunities,
  foreign key (tenant_id, file_id) references files,
  check (state = 'draft' or valid_until is not null),
  check ((state in ('accepted','partly_accepted','rejected')) <= (decided_at is not null))
);
create index quotes_recent on quotes (tenant_id, created_at desc, id desc);
create index quotes_by_opportunity on quotes (tenant_id, opportunity_id, version desc);
create unique index quotes_one_draft on quotes (tenant_id, opportunity_id) where state = 'draft';
create unique index quotes_by_token on quotes (token_sha256) where token_sha256 is not null;
create table quote_lines (
  tenant_id text not null,
  quote_id uuid not null,
  pos int not null check (pos > 0),
  product_id uuid not null,
  sku text not null,
  text text not null,
  kind text not null check (kind in ('service_flat','service_time','license','hardware','expense')),
  choice text not null default 'standard' check (choice in ('standard','optional','alternative')),
  alternative_to int,
  quantity numeric not null check (quantity > 0),
  unit text not null,
  period text not null check (period in ('once','monthly')),
  agreed_cents int check (agreed_cents >= 0),
  discount_percent numeric not null default 0 check (discount_percent between 0 and 100),
  list_cents int,
  unit_price_cents int,
  cost_cents int not null default 0,
  net_cents bigint not null default 0,
  price_trace jsonb,
  primary key (tenant_id, quote_id, pos),
  foreign key (tenant_id, quote_id) references quotes,
  foreign key (tenant_id, product_id) references products,
  check ((choice = 'alternative') = (alternative_to is not null)),
  check (alternative_to < pos)
);
create function refuse_quote_change() returns trigger language plpgsql as $$
declare loose text[] := array['state','token_sha256','decided_at','decision'];
begin
  if old.state <> 'draft' and (tg_op = 'DELETE' or new.state = 'draft' or
     (to_jsonb(new) - loose) is distinct from (to_jsonb(old) - loose)) then
    raise exception 'quote % version % was sent and never changes; write a new version', old.number, old.version using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $$;
create trigger quotes_immutable before update or delete on quotes for each row execute function refuse_quote_change();
create function refuse_quote_line_change() returns trigger language plpgsql as $$
begin
  if exists (select 1 from quotes where tenant_id = coalesce(new.tenant_id, old.tenant_id)
             and id = coalesce(new.quote_id, old.quote_id) and state <> 'draft') then
    raise exception 'the lines of a sent quote never change' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $$;
create trigger quote_lines_immutable before insert or update or delete on quote_lines for each row execute function refuse_quote_line_change();

create table orders (
  tenant_id text not null,
  id uuid not null,
  number text not null,
  quote_id uuid not null,
  opportunity_id uuid not null,
  customer_id uuid not null,
  accepted_by text not null,
  customer_reference text,
  is_partial boolean not null,
  term_months int not null,
  once_cents bigint not null,
  monthly_cents bigint not null,
  contract_id uuid,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, quote_id),
  foreign key (tenant_id, quote_id) references quotes,
  foreign key (tenant_id, opportunity_id) references opportunities,
  foreign key (tenant_id, customer_id) references customers,
  foreign key (tenant_id, contract_id) references contracts
);
create index orders_recent on orders (tenant_id, created_at desc, id desc);
create table order_lines (
  tenant_id text not null,
  order_id uuid not null,
  pos int not null,
  product_id uuid not null,
  sku text not null,
  text text not null,
  kind text not null,
  quantity numeric not null,
  unit text not null,
  period text not null check (period in ('once','monthly')),
  unit_price_cents int not null,
  net_cents bigint not null,
  primary key (tenant_id, order_id, pos),
  foreign key (tenant_id, order_id) references orders,
  foreign key (tenant_id, product_id) references products
);
create function refuse_order_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - 'contract_id') is distinct from (to_jsonb(old) - 'contract_id')
     or old.contract_id is not null then
    raise exception 'order % never changes', old.number using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger orders_immutable before update or delete on orders for each row execute function refuse_order_change();
create trigger order_lines_append_only before update or delete on order_lines for each row execute function refuse_change();

-- made from facts: the facts first, then the file
create table documents (
  tenant_id text not null references tenants,
  id uuid not null,
  kind text not null,
  ref text not null,
  version int not null,
  language text not null check (language in ('de','en')),
  facts jsonb not null,
  facts_sha256 char(64) not null,
  state text not null default 'frozen' check (state in ('frozen','stored')),
  file_id uuid,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, file_id) references files,
  check ((state = 'stored') <= (file_id is not null))
);
create index documents_by_ref on documents (tenant_id, kind, ref, version, created_at desc);
create function refuse_document_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state = 'stored' or
     (to_jsonb(new) - array['state','file_id']) is distinct from (to_jsonb(old) - array['state','file_id']) then
    raise exception 'document % never changes', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger documents_immutable before update or delete on documents for each row execute function refuse_document_change();

select protect(name::regclass) from unnest(array['opportunities','opportunity_events','quotes','quote_lines','orders',
  'order_lines','documents']) as name;
`,
};
