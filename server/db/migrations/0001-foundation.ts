import type { Migration } from "../migrate.ts";

/**
 * The whole house's tables except the desk's. Every table with a tenant's data leads its key with `tenant_id` and has a
 * row-level security policy, forced on the owner too. Times are timestamptz; snapshots are opaque text.
 */
export const foundation: Migration = {
  name: "0001-foundation",
  up: /* sql */ `
create function protect(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format($policy$create policy tenant on %s using (
    current_setting('app.tenant', true) = '*' or tenant_id = current_setting('app.tenant', true))$policy$, target);
end $$;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% rows are append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create table tenants (
  id text primary key,
  name text not null,
  created_at timestamptz not null
);

-- identity
create table users (
  tenant_id text not null references tenants,
  id uuid not null,
  login text not null,
  name text not null,
  email text,
  language text not null default 'de',
  roles text[] not null default '{}',
  password_hash text,
  is_active boolean not null default true,
  preferences jsonb not null default '{}',
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (login)
);
create table sessions (
  tenant_id text not null,
  token_hash text not null primary key,
  user_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  foreign key (tenant_id, user_id) references users on delete cascade
);
create table api_tokens (
  tenant_id text not null references tenants,
  id uuid not null,
  name text not null,
  token_hash text not null unique,
  permissions text[] not null,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id)
);

-- definitions and rule sets
create table definitions (
  tenant_id text not null references tenants,
  id uuid not null,
  key text not null,
  version int not null,
  name text not null,
  xml text not null,
  sha256 char(64) not null,
  release_id uuid not null,
  state text not null default 'published' check (state in ('draft','published','retired')),
  author text not null,
  reason text,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, key, version)
);
create table start_subscriptions (
  tenant_id text not null,
  definition_id uuid not null,
  element_id text not null,
  kind text not null check (kind in ('message','signal','timer','condition')),
  name text,
  schedule jsonb,
  due_at timestamptz,
  leased_until timestamptz,
  primary key (tenant_id, definition_id, element_id, kind),
  foreign key (tenant_id, definition_id) references definitions
);
create index start_subscriptions_by_name on start_subscriptions (tenant_id, kind, name);
create index start_subscriptions_due on start_subscriptions (due_at) where kind = 'timer';
create table rule_sets (
  tenant_id text not null references tenants,
  id uuid not null,
  key text not null,
  version int not null,
  body jsonb not null,
  sha256 char(64) not null,
  release_id uuid not null,
  author text not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, key, version)
);
create table resources (
  tenant_id text not null references tenants,
  kind text not null check (kind in ('form','template')),
  key text not null,
  version int not null,
  body jsonb not null,
  sha256 char(64) not null,
  release_id uuid not null,
  author text not null,
  created_at timestamptz not null,
  primary key (tenant_id, kind, key, version)
);

-- instances and their waits
create table instances (
  tenant_id text not null references tenants,
  id uuid not null,
  root_id uuid not null,
  parent_id uuid,
  parent_wait_id text,
  definition_id uuid not null,
  definition_key text not null,
  business_key text,
  title text,
  customer text,
  priority text,
  status text not null check (status in ('running','completed','terminated','cancelled','failed')),
  is_suspended boolean not null default false,
  snapshot text not null,
  variables jsonb not null,
  trail_seq bigint not null default 0,
  trail_hash char(64) not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  error_code text,
  error_message text,
  primary key (tenant_id, id),
  foreign key (tenant_id, definition_id) references definitions
) with (fillfactor = 70);
create index instances_by_root on instances (tenant_id, root_id);
create index instances_by_business_key on instances (tenant_id, business_key) where business_key is not null;
create index instances_by_definition on instances (tenant_id, definition_key, status, started_at desc);
create index instances_recent on instances (tenant_id, started_at desc);

create table tasks (
  tenant_id text not null,
  instance_id uuid not null,
  wait_id text not null,
  element_id text not null,
  definition_id uuid not null,
  definition_key text not null,
  business_key text,
  name text not null,
  assignee text,
  candidate_users text[] not null,
  candidate_groups text[] not null,
  form_key text,
  priority int not null,
  title text,
  customer text,
  subject_priority text,
  due_at timestamptz,
  follow_up_at timestamptz,
  input jsonb not null,
  draft jsonb,
  created_at timestamptz not null,
  claimed_at timestamptz,
  sort_at timestamptz not null,
  primary key (tenant_id, instance_id, wait_id),
  foreign key (tenant_id, instance_id) references instances
);
create index tasks_by_assignee on tasks (tenant_id, assignee, sort_at, instance_id, wait_id);
create index tasks_by_due on tasks (tenant_id, sort_at, instance_id, wait_id);
create index tasks_by_business_key on tasks (tenant_id, business_key) where business_key is not null;
create table task_groups (
  tenant_id text not null,
  group_key text not null,
  sort_at timestamptz not null,
  instance_id uuid not null,
  wait_id text not null,
  primary key (tenant_id, group_key, sort_at, instance_id, wait_id),
  foreign key (tenant_id, instance_id, wait_id) references tasks on delete cascade
);
create index task_groups_by_task on task_groups (tenant_id, instance_id, wait_id);

create table timers (
  tenant_id text not null,
  instance_id uuid not null,
  wait_id text not null,
  element_id text not null,
  due_at timestamptz not null,
  leased_until timestamptz,
  primary key (tenant_id, instance_id, wait_id),
  foreign key (tenant_id, instance_id) references instances
);
create index timers_due on timers (due_at);

create table subscriptions (
  tenant_id text not null,
  instance_id uuid not null,
  wait_id text not null,
  element_id text not null,
  kind text not null check (kind in ('message','signal')),
  name text not null,
  correlation_key text,
  created_at timestamptz not null,
  primary key (tenant_id, instance_id, wait_id),
  foreign key (tenant_id, instance_id) references instances
);
create index subscriptions_by_name on subscriptions (tenant_id, kind, name, correlation_key);

create table jobs (
  tenant_id text not null,
  instance_id uuid not null,
  wait_id text not null,
  element_id text not null,
  definition_key text not null,
  type text not null,
  input jsonb not null,
  headers jsonb not null,
  retries_left int not null,
  attempts int not null default 0,
  run_at timestamptz not null,
  lease_token uuid,
  leased_by text,
  leased_until timestamptz,
  last_error text,
  created_at timestamptz not null,
  primary key (tenant_id, instance_id, wait_id),
  foreign key (tenant_id, instance_id) references instances
);
create index jobs_ready on jobs (type, run_at) where retries_left > 0;

create table faults (
  tenant_id text not null,
  instance_id uuid not null,
  wait_id text not null,
  element_id text not null,
  definition_key text not null,
  kind text not null check (kind in ('engine','job','timer','message')),
  code text not null,
  message text not null,
  created_at timestamptz not null,
  primary key (tenant_id, instance_id, wait_id),
  foreign key (tenant_id, instance_id) references instances
);
create index faults_recent on faults (tenant_id, created_at desc);

-- messages, effects, idempotency
create table messages (
  tenant_id text not null references tenants,
  id uuid not null,
  name text not null,
  correlation_key text,
  business_key text,
  variables jsonb not null,
  state text not null check (state in ('buffered','taken','expired')),
  taken_by uuid,
  published_at timestamptz not null,
  expires_at timestamptz,
  primary key (tenant_id, id)
);
create index messages_buffered on messages (tenant_id, name, correlation_key, published_at) where state = 'buffered';
create index messages_expiring on messages (expires_at) where state = 'buffered';
create table idempotency_keys (
  tenant_id text not null references tenants,
  key text not null,
  request_hash char(64) not null,
  answer jsonb,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, key)
);
create index idempotency_keys_expiring on idempotency_keys (expires_at);
create table outbox (
  tenant_id text not null references tenants,
  id bigint generated always as identity,
  instance_id uuid not null,
  element_id text not null,
  kind text not null check (kind in ('message','signal')),
  name text not null,
  correlation_key text,
  business_key text,
  variables jsonb not null,
  -- a signal is fanned out into one row for each receiver, so that each is delivered once and in its own transaction
  target_instance_id uuid,
  target_wait_id text,
  target_definition_id uuid,
  created_at timestamptz not null,
  attempts int not null default 0,
  run_at timestamptz not null,
  leased_until timestamptz,
  last_error text,
  primary key (tenant_id, id)
);
create index outbox_due on outbox (run_at);
create index outbox_by_instance on outbox (tenant_id, instance_id, id);

-- decisions and the trail
create table decisions (
  tenant_id text not null references tenants,
  id uuid not null,
  instance_id uuid,
  wait_id text,
  element_id text,
  business_key text,
  rule_set_key text not null,
  rule_set_version int not null,
  facts jsonb not null,
  verdict jsonb,
  explanation jsonb not null,
  decided_at timestamptz not null,
  primary key (tenant_id, id)
);
create index decisions_by_instance on decisions (tenant_id, instance_id, decided_at);
create index decisions_by_business_key on decisions (tenant_id, business_key, decided_at) where business_key is not null;
create index decisions_by_rule_set on decisions (tenant_id, rule_set_key, decided_at desc);
create table trail (
  tenant_id text not null references tenants,
  stream_id text not null,
  seq bigint not null,
  at timestamptz not null,
  type text not null,
  actor text not null,
  request_id text,
  data jsonb not null,
  previous char(64) not null,
  hash char(64) not null,
  primary key (tenant_id, stream_id, seq)
);
create index trail_by_time on trail (tenant_id, at desc);
create trigger trail_append_only before update or delete on trail for each row execute function refuse_change();
create trigger trail_never_emptied before truncate on trail for each statement execute function refuse_change();
create function refuse_definition_change() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (tg_op = 'DELETE' or (new.key, new.version, new.xml, new.sha256) is distinct from (old.key, old.version, old.xml, old.sha256)) then
    raise exception 'a published version never changes' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $$;
create trigger definitions_immutable before update or delete on definitions for each row execute function refuse_definition_change();
create trigger rule_sets_immutable before update or delete on rule_sets for each row execute function refuse_change();
create trigger resources_immutable before update or delete on resources for each row execute function refuse_change();

select protect(name::regclass) from unnest(array['users','sessions','api_tokens','definitions','start_subscriptions',
  'rule_sets','resources','instances','tasks','task_groups','timers','subscriptions','jobs','faults','messages',
  'idempotency_keys','outbox','decisions','trail']) as name;
`,
};
