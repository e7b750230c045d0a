import type { Migration } from "../migrate.ts";

/**
 * Customers and contacts that this house leads for are told to a PSA that knows them: what is tied to a record there is noted when it
 * changes, as what that system leads is.
 */
export const followedParties: Migration = {
  name: "0064-followed-parties",
  up: /* sql */ `
-- whether a record has somewhere to go: a system leads for its kind, or knows this customer or contact
create function is_for_psa(tenant text, what text, record uuid) returns boolean language sql stable as $$
  select exists (select from connectors c where c.tenant_id = tenant and c.capability = 'psa' and c.is_enabled
    and (c.settings -> 'entities' ? what
      or what in ('customers','contacts') and exists (select from external_refs r where r.tenant_id = tenant
        and r.entity = rtrim(what, 's') and r.entity_id = record and r.system = c.kind)));
$$;

create or replace function note_for_psa() returns trigger language plpgsql as $$
declare
  old_row jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) end;
  new_row jsonb := to_jsonb(new);
  what text := tg_argv[0];
begin
  if old_row is not null and not exists (
    select from unnest(tg_argv[1:]) name where old_row -> name is distinct from new_row -> name) then return null; end if;
  if not is_for_psa(new.tenant_id, what, new.id) then return null; end if;
  insert into psa_outbox (tenant_id, entity, record_id) values (new.tenant_id, what, new.id)
    on conflict (tenant_id, entity, record_id) do update set version = psa_outbox.version + 1, due_at = null, attempts = 0,
      is_failed = false, code = null, error = null;
  return null;
end $$;
`,
};
