import type { Migration } from "../migrate.ts";

/**
 * Leads that came to nothing are erased: the row stays for the figures, the person is gone from it. What happened is append-only
 * but for its words, which may be taken away.
 */
export const erasedLeads: Migration = {
  name: "0046-erased-leads",
  up: /* sql */ `
alter table opportunities add column erased_at timestamptz;
create index opportunities_to_erase on opportunities (closed_at) where stage = 'lost' and erased_at is null and customer_id is null;
create function refuse_happening_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.note is null and new.details = '{}'::jsonb
    and (new.tenant_id, new.id, new.opportunity_id, new.kind, new.actor, new.at)
      is not distinct from (old.tenant_id, old.id, old.opportunity_id, old.kind, old.actor, old.at) then
    return new;
  end if;
  raise exception '% rows are append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
drop trigger opportunity_events_append_only on opportunity_events;
create trigger opportunity_events_append_only before update or delete on opportunity_events
  for each row execute function refuse_happening_change();
`,
};
