import type { Migration } from "../migrate.ts";

/**
 * What came in and the mail that it came by are seen by whoever may see the case that it opened or was counted to: an alert by mail
 * names no ticket, so it is known by its bytes, and a repeated one by its condition.
 */
export const sightOfIntakes: Migration = {
  name: "0066-sight-of-intakes",
  up: /* sql */ `
-- by which bytes it came: those of the mail itself, or of the alert that was read from one
create function bytes_of(payload jsonb) returns text language sql immutable as
  $$ select coalesce(payload->'mail'->'raw'->>'sha256', payload->'alert'->'raw'->>'sha256') $$;
create index intakes_by_bytes on intakes (tenant_id, bytes_of(payload)) where bytes_of(payload) is not null;
create index intakes_by_condition on intakes (tenant_id, (payload->'alert'->>'dedupKey')) where payload->'alert'->>'dedupKey' is not null;
create index intakes_recent on intakes (tenant_id, received_at desc);
create index inbound_mails_by_bytes on inbound_mails (tenant_id, sha256);

-- look with the house's own eyes for a moment, as instances_of does
create function intakes_of(keys text[]) returns uuid[] language plpgsql stable parallel unsafe as $$
declare viewer text := current_setting('app.viewer', true);
declare found uuid[];
begin
  if cardinality(keys) = 0 then return '{}'; end if;
  perform set_config('app.viewer', '', true);
  found := array(
    select k.id from instances n join intakes k on k.tenant_id = n.tenant_id and k.instance_id = n.id
      where n.root_id in (select root_id from instances where business_key = any (keys))
    union select k.id from tickets t join alert_conditions c on c.tenant_id = t.tenant_id and c.ticket_id = t.id
      join intakes k on k.tenant_id = c.tenant_id and k.payload->'alert'->>'dedupKey' = c.dedup_key where t.number = any (keys)
    union select k.id from inbound_mails i join intakes k on k.tenant_id = i.tenant_id and bytes_of(k.payload) = i.sha256::text
      where i.id = any ((select mails_of(keys))::uuid[])
    union select k.id from intakes k where k.payload->'mail'->>'ticketToken' = any (keys));
  perform set_config('app.viewer', viewer, true);
  return found;
end $$;
-- what products report of security is hidden from whoever may not see it among the alerts either, also before it has a case
create function is_cleared() returns boolean language sql stable as $$ select coalesce(current_setting('app.is_cleared', true), '') = 'true' $$;
create function is_of_security(payload jsonb) returns boolean language sql immutable as $$ select coalesce(payload->'alert'->>'domain' = 'security', false) $$;
create index intakes_of_security on intakes (tenant_id) where is_of_security(payload);
create policy sight_of_security on intakes as restrictive for select using (sees_all() or (select is_cleared()) or not is_of_security(payload));
create policy sight_of_intakes on intakes as restrictive for select using (sees_all() or id <> all ((select intakes_of((select hidden_keys())))::uuid[]));

create function mails_by_intakes(keys text[]) returns uuid[] language plpgsql stable parallel unsafe as $$
declare viewer text := current_setting('app.viewer', true);
declare found uuid[];
begin
  perform set_config('app.viewer', '', true);
  found := array(select i.id from intakes k join inbound_mails i on i.tenant_id = k.tenant_id and i.sha256 = bytes_of(k.payload)::char(64)
    where k.id = any ((select intakes_of(keys))::uuid[]) or not is_cleared() and is_of_security(k.payload));
  perform set_config('app.viewer', viewer, true);
  return found;
end $$;
create policy sight_by_intakes on inbound_mails as restrictive for select using (sees_all()
  or id <> all ((select mails_by_intakes((select hidden_keys())))::uuid[]));
create policy sight_by_intakes on files as restrictive for select using (sees_all() or subject_kind is distinct from 'mail'
  or subject_id <> all ((select mails_by_intakes((select hidden_keys())))::text[]));
`,
};
