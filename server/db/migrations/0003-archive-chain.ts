import type { Migration } from "../migrate.ts";

/**
 * The order in which archived objects were sealed, counted without gaps in a tenant: the chain is read along it, and a
 * missing number shows a missing object.
 */
export const archiveChain: Migration = {
  name: "0003-archive-chain",
  up: /* sql */ `
alter table archive_objects add column sealed_no bigint;
alter table archive_objects add constraint archive_objects_sealed unique (tenant_id, sealed_no);
alter table archive_objects add constraint archive_objects_sealed_whole check ((sealed_no is null) = (retain_until is null));
create or replace function refuse_archive_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (new.kind, new.ref, new.version, new.media_type, new.body, new.bytes, new.sha256, new.created_at)
     is distinct from (old.kind, old.ref, old.version, old.media_type, old.body, old.bytes, old.sha256, old.created_at)
     or (old.sealed_no is not null and (new.sealed_no, new.retention_class, new.retain_until, new.previous_sha256)
     is distinct from (old.sealed_no, old.retention_class, old.retain_until, old.previous_sha256)) then
    raise exception 'archived object % never changes', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
`,
};
