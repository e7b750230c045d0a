import type { Migration } from "../migrate.ts";

/** Time stamps of archived objects: the answer of the authority (RFC 3161), which never changes. */
export const archiveStamps: Migration = {
  name: "0024-archive-stamps",
  up: /* sql */ `
create table archive_time_stamps (
  tenant_id text not null,
  object_id uuid not null,
  token bytea not null,
  stamped_at timestamptz not null,
  authority text not null,
  primary key (tenant_id, object_id),
  foreign key (tenant_id, object_id) references archive_objects
);
create trigger archive_time_stamps_append_only before update or delete on archive_time_stamps for each row execute function refuse_change();
create trigger archive_time_stamps_never_emptied before truncate on archive_time_stamps for each statement execute function refuse_change();
create index archive_objects_unstamped on archive_objects (tenant_id, sealed_no) where awaits_timestamp;
select protect('archive_time_stamps'::regclass);
`,
};
