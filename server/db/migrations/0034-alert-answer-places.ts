import type { Migration } from "../migrate.ts";

/**
 * For which ticket the source of an alert was told, and which instance did it: a condition that comes again belongs to the
 * next ticket, but what was said of the former one stays there. Of answers before, the instance is not known.
 */
export const alertAnswerPlaces: Migration = {
  name: "0034-alert-answer-places",
  up: /* sql */ `
alter table alert_answers add column ticket_id uuid, add column instance_id uuid,
  add foreign key (tenant_id, ticket_id) references tickets;
update alert_answers r set ticket_id = c.ticket_id
  from alerts a join alert_conditions c on c.tenant_id = a.tenant_id and c.dedup_key = a.dedup_key
  where a.tenant_id = r.tenant_id and a.id = r.alert_id;
create index alert_answers_by_ticket on alert_answers (tenant_id, ticket_id, answered_at);
create index alert_answers_by_time on alert_answers (tenant_id, answered_at desc);
`,
};
