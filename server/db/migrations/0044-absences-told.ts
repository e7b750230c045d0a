import type { Migration } from "../migrate.ts";

/**
 * Absences are edited by people, and each is told once to each open ticket of whoever is away: which were told is kept, so
 * that neither a crash nor a second server tells it again.
 */
export const absencesTold: Migration = {
  name: "0044-absences-told",
  up: /* sql */ `
alter table absences add column revision int not null default 1;
create index absences_by_end on absences (to_at);
create table absence_tickets (
  tenant_id text not null,
  absence_id uuid not null,
  ticket_id uuid not null,
  told_at timestamptz not null,
  primary key (tenant_id, absence_id, ticket_id),
  foreign key (tenant_id, absence_id) references absences on delete cascade,
  foreign key (tenant_id, ticket_id) references tickets
);
create index absence_tickets_by_ticket on absence_tickets (tenant_id, ticket_id);
select protect('absence_tickets'::regclass);
`,
};
