import type { Migration } from "../migrate.ts";

/**
 * Records that another system leads: what was changed here waits until it is written there. One row a record, however often it
 * changes: what is sent is how it stands when it is sent. Triggers write them down, so that no way of changing a record is forgotten.
 */
export const systemsOfRecord: Migration = {
  name: "0048-systems-of-record",
  up: /* sql */ `
-- how a record stood here and there when both were last compared: {ours, theirs}; what changed since is told apart by it
alter table external_refs add column seen jsonb;

create table psa_outbox (
  tenant_id text not null references tenants,
  entity text not null check (entity in ('tickets','time','customers','contacts')),
  record_id uuid not null,
  -- counts its changes, so that one during an attempt is not forgotten with it
  version int not null default 1,
  -- nothing: at once
  due_at timestamptz,
  leased_until timestamptz,
  attempts int not null default 0,
  is_failed boolean not null default false,
  code text,
  error text,
  primary key (tenant_id, entity, record_id)
);
create index psa_outbox_due on psa_outbox (due_at nulls first) where not is_failed;
select protect('psa_outbox');

-- arguments: the entity, and the columns that matter
create function note_for_psa() returns trigger language plpgsql as $$
declare
  old_row jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) end;
  new_row jsonb := to_jsonb(new);
  what text := tg_argv[0];
begin
  if old_row is not null and not exists (
    select from unnest(tg_argv[1:]) name where old_row -> name is distinct from new_row -> name) then return null; end if;
  if not exists (select from connectors c where c.tenant_id = new.tenant_id and c.capability = 'psa' and c.is_enabled
    and c.settings -> 'entities' ? what) then return null; end if;
  insert into psa_outbox (tenant_id, entity, record_id) values (new.tenant_id, what, new.id)
    on conflict (tenant_id, entity, record_id) do update set version = psa_outbox.version + 1, due_at = null, attempts = 0,
      is_failed = false, code = null, error = null;
  return null;
end $$;
create trigger tickets_for_psa after insert or update on tickets for each row
  execute function note_for_psa('tickets', 'title', 'description', 'customer_id', 'contact_id', 'priority', 'status');
create trigger time_for_psa after insert or update on time_entries for each row
  execute function note_for_psa('time', 'minutes', 'note');
create trigger customers_for_psa after insert or update on customers for each row
  execute function note_for_psa('customers', 'name', 'is_active');
create trigger contacts_for_psa after insert or update on contacts for each row
  execute function note_for_psa('contacts', 'name', 'email', 'phone', 'customer_id');
`,
};
