import type { Migration } from "../migrate.ts";

/**
 * Security incidents with what belongs to them, and who may see them. What is restricted hides itself from whoever reads:
 * a row of `restrictions` names a business key, and policies on everything that can tell of it compare with who looks
 * (`app.viewer`, set by `transact`). Work of the house itself names nobody and sees everything.
 */
export const security: Migration = {
  name: "0014-security",
  up: /* sql */ `
create table restrictions (
  tenant_id text not null references tenants,
  business_key text not null,
  -- whoever is named sees it, whatever their role
  people text[] not null default '{}',
  -- only the security team and those who are named: a suspicion may concern the house itself
  is_strict boolean not null default false,
  created_at timestamptz not null,
  primary key (tenant_id, business_key)
);

create function sees_all() returns boolean language sql stable as $$ select coalesce(current_setting('app.viewer', true), '') = '' $$;
create function hidden_keys() returns text[] language sql stable as $$
  select coalesce(array_agg(business_key), '{}') from restrictions
  where not (current_setting('app.viewer', true) = any (people))
    and (is_strict or coalesce(current_setting('app.is_cleared', true), '') <> 'true')
$$;
-- looks with the house's own eyes for a moment: the policy of instances asks this very question
create function instances_of(keys text[]) returns uuid[] language plpgsql stable parallel unsafe as $$
declare viewer text := current_setting('app.viewer', true);
declare found uuid[];
begin
  if cardinality(keys) = 0 then return '{}'; end if;
  perform set_config('app.viewer', '', true);
  found := array(select id from instances where root_id in (select root_id from instances where business_key = any (keys)));
  perform set_config('app.viewer', viewer, true);
  return found;
end $$;
create function restrict_sight(target text, condition text) returns void language plpgsql as $$
begin
  execute format('create policy sight on %s as restrictive for select using (sees_all() or (%s))', target, condition);
end $$;

-- a sub-select is asked once a statement, the bare function once a row
select restrict_sight(name, format('%s <> all ((select hidden_keys())::text[])', key)) from (values
  ('tickets', 'number'), ('archive_objects', 'ref')) as given (name, key);
select restrict_sight(name, format('%s is null or %s <> all ((select hidden_keys())::text[])', key, key)) from (values
  ('messages', 'correlation_key'), ('mails', 'ticket_number')) as given (name, key);
select restrict_sight(name, format('%s is null or %s <> all ((select instances_of((select hidden_keys())))::uuid[])', key, key)) from (values
  ('instances', 'id'), ('jobs', 'instance_id'), ('timers', 'instance_id'), ('subscriptions', 'instance_id'), ('faults', 'instance_id'),
  ('outbox', 'instance_id'), ('decisions', 'instance_id'), ('intakes', 'instance_id')) as given (name, key);
select restrict_sight('tasks', $$instance_id <> all ((select instances_of((select hidden_keys())))::uuid[])
  or assignee = current_setting('app.viewer', true) or current_setting('app.viewer', true) = any (candidate_users)$$);
select restrict_sight('files', $$subject_id is null or subject_id <> all ((select hidden_keys())::text[])
  and subject_id <> all ((select instances_of((select hidden_keys())))::text[])$$);
select restrict_sight('comments', $$case_key <> all ((select hidden_keys())::text[])
  and case_key <> all ((select instances_of((select hidden_keys())))::text[])$$);
select restrict_sight('trail', 'stream_id <> all ((select instances_of((select hidden_keys())))::text[])');
select restrict_sight(name, format('exists (select 1 from tickets t where t.tenant_id = %1$s.tenant_id and t.id = %1$s.%2$s)', name, key)) from (values
  ('ticket_messages', 'ticket_id'), ('time_entries', 'ticket_id'), ('sla_clocks', 'ticket_id')) as given (name, key);
select restrict_sight('billing_proposals',
  $$origin <> 'ticket' or exists (select 1 from tickets t where t.tenant_id = billing_proposals.tenant_id and t.id = origin_id)$$);
select restrict_sight('alerts', $$domain <> 'security' or coalesce(current_setting('app.is_cleared', true), '') = 'true'$$);

-- what an alert says that rates a threat and tells what belongs together
alter table alerts
  add column verdict text check (verdict in ('malicious','suspicious','benign','unknown')),
  add column mitigation text check (mitigation in ('none','mitigated','partially','failed')),
  add column tactic text,
  add column mitre text[] not null default '{}',
  add column device_name text,
  add column device_ref text,
  add column indicators jsonb not null default '[]';

-- many devices of one site at once: one collective ticket
create table alert_storms (
  tenant_id text not null references tenants,
  place_id uuid not null,
  ticket_id uuid,
  reserved_by uuid,
  reserved_until timestamptz,
  last_at timestamptz not null,
  primary key (tenant_id, place_id),
  foreign key (tenant_id, ticket_id) references tickets
);
select protect('alert_storms');
-- whether what it is about goes on
alter table alert_conditions add column is_active boolean not null default true;

-- what a customer allows before anything happens, and what law applies to them
alter table contracts
  add column containment_pre_approved boolean not null default false,
  add column containment_power boolean not null default false;
alter table customers
  add column data_role text not null default 'controller' check (data_role in ('controller','processor')),
  add column is_financial boolean not null default false,
  add column security_email text;

create table security_incidents (
  tenant_id text not null references tenants,
  id uuid not null,
  number text not null,
  ticket_id uuid not null,
  ticket_number text not null,
  instance_id uuid not null,
  customer_id uuid,
  title text not null,
  level text not null check (level in ('S1','S2','S3','S4')),
  highest_level text not null check (highest_level in ('S1','S2','S3','S4')),
  phase text not null check (phase in ('detected','triage','containment','analysis','eradication','recovery','monitoring','post_incident','closed','false_positive')),
  verdict text not null check (verdict in ('malicious','suspicious','benign','unknown')),
  severity text not null check (severity in ('critical','major','moderate','minor','info')),
  tactic text,
  mitigation text,
  mitre text[] not null default '{}',
  personal_data text not null default 'unknown' check (personal_data in ('unknown','no','possible','yes')),
  significant text not null default 'unknown' check (significant in ('unknown','no','yes')),
  -- every legal clock runs from here, whenever the ticket was made
  aware_at timestamptz not null,
  root_cause text,
  timeline text,
  measures text,
  lessons jsonb,
  tuning text,
  report_file_id uuid,
  relapses int not null default 0,
  is_withdrawn boolean not null default false,
  opened_at timestamptz not null,
  triaged_at timestamptz,
  contained_at timestamptz,
  recovered_at timestamptz,
  closed_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, ticket_number),
  foreign key (tenant_id, ticket_id) references tickets,
  foreign key (tenant_id, customer_id) references customers
);
create index security_incidents_recent on security_incidents (tenant_id, opened_at desc, id desc);
create index security_incidents_open on security_incidents (tenant_id, customer_id) where phase not in ('closed','false_positive');
-- systems and accounts that are hit
create table security_affected (
  tenant_id text not null,
  incident_id uuid not null,
  kind text not null check (kind in ('device','account')),
  name text not null,
  external_ref text,
  asset_id uuid,
  role text not null default 'workstation',
  added_at timestamptz not null,
  primary key (tenant_id, incident_id, kind, name),
  foreign key (tenant_id, incident_id) references security_incidents,
  foreign key (tenant_id, asset_id) references assets
);
-- what tells that another alert belongs to the same case
create table security_indicators (
  tenant_id text not null,
  incident_id uuid not null,
  kind text not null check (kind in ('incident','device','hash','account')),
  value text not null,
  primary key (tenant_id, incident_id, kind, value),
  foreign key (tenant_id, incident_id) references security_incidents
);
create index security_indicators_by_value on security_indicators (tenant_id, kind, value);
create table security_evidence (
  tenant_id text not null,
  id uuid not null,
  incident_id uuid not null,
  no int not null,
  kind text not null check (kind in ('alert','ticket','file','log','note','action')),
  title text not null,
  content text not null default '',
  sha256 char(64) not null,
  file_id uuid,
  source text not null,
  collected_by text not null,
  collected_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, incident_id, no),
  foreign key (tenant_id, incident_id) references security_incidents
);
create trigger security_evidence_append_only before update or delete on security_evidence for each row execute function refuse_change();
-- who had a piece of evidence when; each entry is hashed with the one before it
create table security_custody (
  tenant_id text not null,
  evidence_id uuid not null,
  no int not null,
  action text not null check (action in ('collected','examined','handed_over','returned','sealed')),
  person text not null,
  to_person text,
  note text not null default '',
  at timestamptz not null,
  previous char(64) not null,
  hash char(64) not null,
  primary key (tenant_id, evidence_id, no),
  foreign key (tenant_id, evidence_id) references security_evidence
);
create trigger security_custody_append_only before update or delete on security_custody for each row execute function refuse_change();
create table containment_actions (
  tenant_id text not null,
  id uuid not null,
  incident_id uuid not null,
  action text not null check (action in ('isolate_host','disable_user','revoke_sessions','full_scan')),
  target_kind text not null check (target_kind in ('device','account')),
  target text not null,
  external_ref text,
  asset_id uuid,
  role text not null,
  state text not null check (state in ('requested','approved','refused','sent','done','failed','by_hand','releasing','released')),
  requested_by text not null,
  requested_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  approval text check (approval in ('policy','contract','customer','manager','person')),
  reason text,
  job_id text,
  detail text,
  ended_at timestamptz,
  released_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, incident_id) references security_incidents,
  foreign key (tenant_id, asset_id) references assets,
  check (approved_by is distinct from requested_by),
  check (state in ('requested','refused') or approved_at is not null)
);
create index containment_actions_by_incident on containment_actions (tenant_id, incident_id, requested_at);
create table regulatory_reports (
  tenant_id text not null,
  id uuid not null,
  incident_id uuid not null,
  regime text not null check (regime in ('nis2-de','nis2-at','gdpr-33','gdpr-33-2','gdpr-34','dora')),
  stage text not null check (stage in ('early','notification','interim','progress','final','subjects','inform')),
  no int not null default 1,
  due_at timestamptz not null,
  decision text not null default 'open' check (decision in ('open','report','not_required')),
  reason text,
  content text,
  reference text,
  decided_by text,
  decided_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, incident_id, regime, stage, no),
  foreign key (tenant_id, incident_id) references security_incidents,
  check ((decision = 'open') = (decided_at is null)),
  check (decision <> 'not_required' or length(trim(reason)) > 0)
);
create index regulatory_reports_due on regulatory_reports (tenant_id, due_at) where decision = 'open';
create function refuse_report_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.decision <> 'open' then
    raise exception 'a decided report never changes' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger regulatory_reports_decided before update or delete on regulatory_reports for each row execute function refuse_report_change();
-- what happened in the case, and who read it
create table security_events (
  tenant_id text not null,
  incident_id uuid not null,
  id uuid not null,
  kind text not null,
  actor text not null,
  note text not null,
  at timestamptz not null,
  primary key (tenant_id, incident_id, id),
  foreign key (tenant_id, incident_id) references security_incidents
);
create trigger security_events_append_only before update or delete on security_events for each row execute function refuse_change();

select restrict_sight('security_incidents', 'ticket_number <> all ((select hidden_keys())::text[])');
select restrict_sight(name, format('exists (select 1 from security_incidents s where s.tenant_id = %1$s.tenant_id and s.id = %1$s.incident_id)', name))
from unnest(array['security_affected','security_indicators','security_evidence','containment_actions','regulatory_reports','security_events']) as name;
select restrict_sight('security_custody',
  'exists (select 1 from security_evidence e where e.tenant_id = security_custody.tenant_id and e.id = security_custody.evidence_id)');
select protect(name::regclass) from unnest(array['restrictions','security_incidents','security_affected','security_indicators',
  'security_evidence','security_custody','containment_actions','regulatory_reports','security_events']) as name;
`,
};
