import type { Migration } from "../migrate.ts";

/**
 * Files that people attach and processes make. A file is written once, in pieces that are read one at a time; what uses it
 * keeps it from being deleted.
 */
export const files: Migration = {
  name: "0010-files",
  up: /* sql */ `
create table files (
  tenant_id text not null references tenants,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  media_type text not null,
  bytes bigint not null check (bytes >= 0),
  sha256 char(64) not null,
  subject_kind text,
  subject_id text,
  created_at timestamptz not null,
  created_by text not null,
  primary key (tenant_id, id),
  check ((subject_kind is null) = (subject_id is null))
);
create index files_by_subject on files (tenant_id, subject_kind, subject_id, created_at);
-- the pieces come first: a file is there when it is whole
create table file_pieces (
  tenant_id text not null,
  file_id uuid not null,
  no int not null,
  body bytea not null,
  primary key (tenant_id, file_id, no),
  foreign key (tenant_id, file_id) references files on delete cascade deferrable initially deferred
);
-- most of what is attached is packed already
alter table file_pieces alter column body set storage external;
create table file_uses (
  tenant_id text not null,
  file_id uuid not null,
  kind text not null,
  user_id text not null,
  primary key (tenant_id, file_id, kind, user_id),
  foreign key (tenant_id, file_id) references files
);
create index file_uses_by_user on file_uses (tenant_id, kind, user_id);
create trigger files_immutable before update on files for each row execute function refuse_change();
create trigger file_pieces_immutable before update on file_pieces for each row execute function refuse_change();
create function refuse_late_piece() returns trigger language plpgsql as $$
begin
  if exists (select 1 from files where tenant_id = new.tenant_id and id = new.file_id) then
    raise exception 'file % never changes', new.file_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger file_pieces_in_time before insert on file_pieces for each row execute function refuse_late_piece();
create function refuse_lost_piece() returns trigger language plpgsql as $$
begin
  if exists (select 1 from files where tenant_id = old.tenant_id and id = old.file_id) then
    raise exception 'file % never changes', old.file_id using errcode = 'restrict_violation';
  end if;
  return old;
end $$;
create trigger file_pieces_stay before delete on file_pieces for each row execute function refuse_lost_piece();

select protect(name::regclass) from unnest(array['files','file_pieces','file_uses']) as name;
`,
};
