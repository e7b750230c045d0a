import type { Migration } from "../migrate.ts";

/** What the source of an alert was told about it, once for each alert and answer, and how that went. */
export const alertAnswers: Migration = {
  name: "0031-alert-answers",
  up: /* sql */ `
create table alert_answers (
  tenant_id text not null,
  alert_id uuid not null,
  answer text not null check (answer in ('acknowledged','closed')),
  outcome text not null check (outcome in ('told','over','declined','unheard')),
  connector text,
  detail text not null default '',
  answered_at timestamptz not null,
  primary key (tenant_id, alert_id, answer),
  foreign key (tenant_id, alert_id) references alerts
);
create index alert_conditions_by_ticket on alert_conditions (tenant_id, ticket_id) where ticket_id is not null;
select protect('alert_answers'::regclass);
`,
};
