import type { Migration } from "../migrate.ts";

/**
 * Records that people edit count their revisions, so that nobody overwrites what they have not seen. Webhooks tell other
 * systems what happened: a row of the trail that somebody wants to hear of becomes a delivery in the same transaction.
 */
export const records: Migration = {
  name: "0023-records",
  up: /* sql */ `
alter table customers add column revision int not null default 1;
alter table contacts add column revision int not null default 1;
alter table sites add column revision int not null default 1;
alter table technicians add column revision int not null default 1;
alter table contracts add column revision int not null default 1;
alter table service_calendars add column revision int not null default 1;
create index sites_by_customer on sites (tenant_id, customer_id);
create index tickets_by_contract on tickets (tenant_id, contract_id) where contract_id is not null;

create table webhooks (
  tenant_id text not null references tenants,
  id uuid not null,
  name text not null,
  url text not null,
  -- types of the trail
  events text[] not null check (cardinality(events) > 0),
  -- sealed; told once, when it is made
  secret text not null,
  is_enabled boolean not null default true,
  created_at timestamptz not null,
  created_by text not null,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);
create table webhook_deliveries (
  tenant_id text not null,
  id uuid not null,
  webhook_id uuid not null,
  event text not null,
  -- of the trail; null for a test
  stream_id text,
  seq bigint,
  occurred_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting','delivered','failed','withheld')),
  attempts int not null default 0,
  due_at timestamptz not null,
  leased_until timestamptz,
  finished_at timestamptz,
  -- of the last attempt
  status int,
  milliseconds int,
  answer text,
  error text,
  primary key (tenant_id, id),
  foreign key (tenant_id, webhook_id) references webhooks on delete cascade
);
create index webhook_deliveries_due on webhook_deliveries (due_at) where state = 'waiting';
create index webhook_deliveries_recent on webhook_deliveries (tenant_id, webhook_id, occurred_at desc, id desc);
select protect(name::regclass) from unnest(array['webhooks','webhook_deliveries']) as name;

create function tell_webhooks() returns trigger language plpgsql as $$
begin
  -- Nearly every tenant has none, and every step of every instance comes by here.
  if not exists (select from webhooks where is_enabled) then return null; end if;
  insert into webhook_deliveries (tenant_id, id, webhook_id, event, stream_id, seq, occurred_at, due_at)
    select w.tenant_id, gen_random_uuid(), w.id, told.name, n.stream_id, n.seq, n.at, n.at
    from written n join webhooks w on w.tenant_id = n.tenant_id and w.is_enabled
    cross join lateral (
      -- That an instance has completed is known by no command: its facts tell.
      select n.type as name
      union select fact->>'type' from jsonb_array_elements(
        case jsonb_typeof(n.data->'facts') when 'array' then n.data->'facts' else '[]' end) as fact) as told
    where told.name = any (w.events);
  return null;
end $$;
create trigger trail_tells_webhooks after insert on trail referencing new table as written
  for each statement execute function tell_webhooks();
`,
};
