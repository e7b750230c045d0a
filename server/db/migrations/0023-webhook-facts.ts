import type { Migration } from "../migrate.ts";

/** Webhooks hear of the facts of an event as well: that an instance has completed is known by no command. */
export const webhookFacts: Migration = {
  name: "0023-webhook-facts",
  up: /* sql */ `
create or replace function tell_webhooks() returns trigger language plpgsql as $$
begin
  insert into webhook_deliveries (tenant_id, id, webhook_id, event, stream_id, seq, occurred_at, due_at)
    select w.tenant_id, gen_random_uuid(), w.id, told.name, n.stream_id, n.seq, n.at, n.at
    from written n join webhooks w on w.tenant_id = n.tenant_id and w.is_enabled
    cross join lateral (
      select n.type as name
      union select fact->>'type' from jsonb_array_elements(
        case jsonb_typeof(n.data->'facts') when 'array' then n.data->'facts' else '[]' end) as fact) as told
    where told.name = any (w.events);
  return null;
end $$;
`,
};
