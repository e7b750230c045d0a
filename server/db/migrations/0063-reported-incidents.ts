import type { Migration } from "../migrate.ts";

/** What somebody who opens an incident knows of it, and the remote wipe of a device that is gone. */
export const reportedIncidents: Migration = {
  name: "0063-reported-incidents",
  up: /* sql */ `
-- of a ticket that a person opened as an incident; products say the same in their alerts
create table incident_reports (
  tenant_id text not null,
  ticket_id uuid not null,
  verdict text not null check (verdict in ('malicious','suspicious','benign','unknown')),
  severity text not null check (severity in ('critical','major','moderate','minor','info')),
  tactic text,
  personal_data text not null check (personal_data in ('unknown','no','possible','yes')),
  affected jsonb not null,
  aware_at timestamptz not null,
  reported_by text not null,
  reported_at timestamptz not null,
  primary key (tenant_id, ticket_id),
  foreign key (tenant_id, ticket_id) references tickets
);
comment on column incident_reports.affected is '[{kind: device or account, name}]';
comment on column incident_reports.aware_at is 'when the house became aware: the legal clocks run from then';
select protect('incident_reports');
select restrict_sight('incident_reports',
  'exists (select 1 from tickets t where t.tenant_id = incident_reports.tenant_id and t.id = incident_reports.ticket_id)');

alter table containment_actions drop constraint containment_actions_action_check;
alter table containment_actions add constraint containment_actions_action_check
  check (action in ('isolate_host','disable_user','revoke_sessions','full_scan','wipe_device'));
`,
};
