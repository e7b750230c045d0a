import type { Migration } from "../migrate.ts";

/**
 * The world outside: who is connected to what, with secrets that only the server can open, what was asked of whom, and what
 * simulators remember.
 */
export const connectors: Migration = {
  name: "0015-connectors",
  up: /* sql */ `
create table connectors (
  tenant_id text not null references tenants,
  id uuid not null,
  kind text not null,
  capability text not null,
  name text not null,
  settings jsonb not null default '{}',
  -- sealed, by name; never told
  secrets jsonb not null default '{}',
  mode text not null check (mode in ('simulator','live')),
  simulation jsonb not null default '{}',
  is_enabled boolean not null default false,
  -- the last test: when, how long, what was tried and what came back
  test jsonb,
  -- how far a source was read
  cursor jsonb,
  polled_at timestamptz,
  poll_error text,
  leased_by text,
  leased_until timestamptz,
  simulated_calls int not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);
create index connectors_enabled on connectors (tenant_id, capability, created_at) where is_enabled;
create table connector_calls (
  tenant_id text not null,
  connector_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  operation text not null,
  target text not null,
  outcome text not null check (outcome in ('ok','refused','failed')),
  status int,
  milliseconds int not null,
  -- ours, as it was sent; theirs, if they told one
  request_id text,
  answered_id text,
  error text,
  primary key (tenant_id, connector_id, id),
  foreign key (tenant_id, connector_id) references connectors on delete cascade
);
create table simulated_records (
  tenant_id text not null references tenants,
  capability text not null,
  key text not null,
  body jsonb not null,
  at timestamptz not null,
  primary key (tenant_id, capability, key)
);
create index connectors_polled on connectors (polled_at) where is_enabled and mode = 'live';
-- every mail that came in, with its bytes as a file; what may do harm waits here for a person
create table inbound_mails (
  tenant_id text not null references tenants,
  id uuid not null,
  connector_id uuid,
  mailbox text not null,
  message_id text not null,
  sender text not null,
  subject text not null,
  is_automatic boolean not null,
  received_at timestamptz not null,
  sha256 char(64) not null,
  raw_file_id uuid not null,
  -- what the message mail.received carries; null when nobody could read it
  mail jsonb,
  state text not null check (state in ('received','taken','alert','bounce','ignored','quarantined')),
  reason text,
  primary key (tenant_id, id),
  unique (tenant_id, message_id, sender),
  foreign key (tenant_id, raw_file_id) references files
);
create index inbound_mails_recent on inbound_mails (tenant_id, received_at desc, id desc);
create index inbound_mails_by_sender on inbound_mails (tenant_id, sender, received_at);
-- calls as the telephone system tells of them
create table phone_calls (
  tenant_id text not null references tenants,
  call_id text not null,
  caller text not null,
  login text,
  instance_id uuid,
  answered_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, call_id)
);
alter table external_refs drop constraint external_refs_entity_check;
alter table external_refs add constraint external_refs_entity_check
  check (entity in ('customer','contact','asset','ticket','contract','time'));
create index external_refs_by_own on external_refs (tenant_id, entity, entity_id);
-- where an archived object lies besides here, and whether the target itself keeps it from being changed
alter table archive_objects add column connector_id uuid, add column location text, add column is_locked boolean;
select protect(name::regclass) from unnest(array['connectors','connector_calls','simulated_records','inbound_mails','phone_calls']) as name;
`,
};
