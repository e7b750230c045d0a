import type { Migration } from "../migrate.ts";

/**
 * What a changed rule set would have made of decisions that were made: one row for each run with how far it is, worked off
 * page by page, and one for each decision that would come out differently or that cannot be replayed.
 */
export const impacts: Migration = {
  name: "0008-impacts",
  up: /* sql */ `
create table impacts (
  tenant_id text not null references tenants,
  id uuid not null,
  rule_set_key text not null,
  body jsonb not null,
  draft_id uuid,
  total int not null,
  done int not null default 0,
  state text not null default 'running' check (state in ('running','done','cancelled','failed')),
  -- the last decision that was looked at; the next ones are older
  cursor_at timestamptz,
  cursor_id uuid,
  counts jsonb not null,
  message text,
  actor text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  leased_until timestamptz,
  primary key (tenant_id, id)
);
create index impacts_recent on impacts (tenant_id, rule_set_key, created_at desc);
create index impacts_running on impacts (created_at) where state = 'running';
create table impact_findings (
  tenant_id text not null,
  impact_id uuid not null,
  position int not null,
  kind text not null check (kind in ('changed','refused','unreplayable')),
  decision_id uuid not null,
  verdict jsonb,
  rows text[] not null default '{}',
  code text,
  message jsonb,
  primary key (tenant_id, impact_id, position),
  foreign key (tenant_id, impact_id) references impacts on delete cascade
);
create index impact_findings_by_kind on impact_findings (tenant_id, impact_id, kind, position);
select protect('impacts');
select protect('impact_findings');
`,
};
