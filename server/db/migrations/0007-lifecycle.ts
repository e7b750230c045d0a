import type { Migration } from "../migrate.ts";

/**
 * The life of a process and of its rules: drafts as change sets, releases that pin what was tested together, lineage from
 * the standard catalogue, and every merge with what is needed to do it again. What the tenant `standard` has published
 * everybody may read; nobody but it may write there.
 */
export const lifecycle: Migration = {
  name: "0007-lifecycle",
  up: /* sql */ `
-- form_bindings: which version of its form a task shows, by element: 'latest', 'release' or a number. A task that is not
-- named shows the version that the release of its process pins, or else the latest
alter table definitions add column approver text, add column draft_id uuid, add column upstream_version int,
  add column form_bindings jsonb,
  add column retired_at timestamptz, add column retired_by text, add column retire_reason text;
alter table rule_sets add column approver text, add column draft_id uuid, add column upstream_version int,
  add column reason text, add column state text not null default 'published' check (state in ('published','retired')),
  add column retired_at timestamptz, add column retired_by text, add column retire_reason text;
alter table resources add column approver text, add column draft_id uuid, add column upstream_version int,
  add column reason text, add column state text not null default 'published' check (state in ('published','retired')),
  add column retired_at timestamptz, add column retired_by text, add column retire_reason text;
alter table definitions drop constraint definitions_state_check;
alter table definitions add constraint definitions_state_check check (state in ('published','retired'));
alter table resources drop constraint resources_kind_check;
alter table resources add constraint resources_kind_check check (kind in ('form','template','scenario'));
create index definitions_by_release on definitions (tenant_id, release_id);

-- a published version may only be retired, once
drop trigger definitions_immutable on definitions;
drop trigger rule_sets_immutable on rule_sets;
drop trigger resources_immutable on resources;
drop function refuse_definition_change();
create function refuse_version_change() returns trigger language plpgsql as $$
declare
  retiring constant text[] := array['state','retired_at','retired_by','retire_reason'];
begin
  if tg_op = 'UPDATE' and old.state = 'published' and new.state = 'retired'
    and to_jsonb(old) - retiring = to_jsonb(new) - retiring then
    return new;
  end if;
  raise exception 'a published version never changes' using errcode = 'restrict_violation';
end $$;
create trigger definitions_immutable before update or delete on definitions for each row execute function refuse_version_change();
create trigger rule_sets_immutable before update or delete on rule_sets for each row execute function refuse_version_change();
create trigger resources_immutable before update or delete on resources for each row execute function refuse_version_change();

create table releases (
  tenant_id text not null references tenants,
  id uuid not null,
  title text not null,
  draft_id uuid,
  author text not null,
  approver text,
  reason text,
  content_hash char(64),
  created_at timestamptz not null,
  -- what is published in one go is taken over in the same order
  position bigint generated always as identity,
  primary key (tenant_id, id)
);
create index releases_recent on releases (tenant_id, position desc);
create table release_pins (
  tenant_id text not null,
  release_id uuid not null,
  kind text not null check (kind in ('process','ruleSet','form','template','scenario')),
  key text not null,
  version int not null,
  sha256 char(64) not null,
  -- whether this release published it, or was only tested with it
  is_own boolean not null,
  primary key (tenant_id, release_id, kind, key),
  foreign key (tenant_id, release_id) references releases
);
create index release_pins_by_version on release_pins (tenant_id, kind, key, version);
insert into releases (tenant_id, id, title, author, created_at)
  select tenant_id, release_id, min(key), min(author), min(created_at) from (
    select tenant_id, release_id, key, author, created_at from definitions
    union all select tenant_id, release_id, key, author, created_at from rule_sets
    union all select tenant_id, release_id, key, author, created_at from resources) as published
  group by tenant_id, release_id;
insert into release_pins (tenant_id, release_id, kind, key, version, sha256, is_own)
  select distinct on (tenant_id, release_id, kind, key) tenant_id, release_id, kind, key, version, sha256, true from (
    select tenant_id, release_id, 'process' as kind, key, version, sha256 from definitions
    union all select tenant_id, release_id, 'ruleSet', key, version, sha256 from rule_sets) as published
  order by tenant_id, release_id, kind, key, version desc;
create trigger releases_immutable before update or delete on releases for each row execute function refuse_change();
create trigger release_pins_immutable before update or delete on release_pins for each row execute function refuse_change();

create table drafts (
  tenant_id text not null references tenants,
  id uuid not null,
  title text not null,
  state text not null default 'draft' check (state in ('draft','checked','approved','published','discarded')),
  -- counts every change of a part
  revision bigint not null default 0,
  checked_hash char(64),
  approved_hash char(64),
  approved_by text,
  approved_at timestamptz,
  approval_reason text,
  rejected_by text,
  rejected_at timestamptz,
  rejection_reason text,
  release_id uuid,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, release_id) references releases
);
create index drafts_recent on drafts (tenant_id, updated_at desc, id desc);
create table draft_parts (
  tenant_id text not null,
  draft_id uuid not null,
  kind text not null check (kind in ('process','ruleSet','form','template','scenario')),
  key text not null,
  revision int not null,
  body jsonb not null,
  sha256 char(64) not null,
  -- the published version it was begun from
  base_version int,
  -- the standard's version that a merge has taken in; becomes the base of the lineage when the draft is published
  merged_version int,
  saved_by text not null,
  saved_at timestamptz not null,
  primary key (tenant_id, draft_id, kind, key),
  foreign key (tenant_id, draft_id) references drafts on delete cascade
);
create table draft_editors (
  tenant_id text not null,
  draft_id uuid not null,
  login text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (tenant_id, draft_id, login),
  foreign key (tenant_id, draft_id) references drafts on delete cascade
);
create table draft_checks (
  tenant_id text not null,
  draft_id uuid not null,
  id uuid not null,
  content_hash char(64) not null,
  is_green boolean not null,
  report jsonb not null,
  checked_by text not null,
  checked_at timestamptz not null,
  primary key (tenant_id, draft_id, id),
  foreign key (tenant_id, draft_id) references drafts on delete cascade
);
create trigger draft_checks_append_only before update on draft_checks for each row execute function refuse_change();

create table lineages (
  tenant_id text not null references tenants,
  kind text not null check (kind in ('process','ruleSet','form','template','scenario')),
  key text not null,
  upstream_tenant text not null,
  upstream_key text not null,
  -- the newest upstream version that is taken in, and what it held
  base_version int not null,
  base_sha256 char(64) not null,
  -- whether it goes its own way; without, new upstream versions are taken over as they come
  is_forked boolean not null,
  forked_by text,
  forked_at timestamptz,
  primary key (tenant_id, kind, key)
);
create index lineages_by_upstream on lineages (upstream_tenant, kind, upstream_key);
create table merges (
  tenant_id text not null references tenants,
  id uuid not null,
  draft_id uuid not null,
  kind text not null check (kind in ('process','ruleSet','form','template','scenario')),
  key text not null,
  upstream_tenant text not null,
  upstream_key text not null,
  base_version int not null,
  upstream_version int not null,
  base_sha256 char(64) not null,
  ours_sha256 char(64) not null,
  theirs_sha256 char(64) not null,
  result_sha256 char(64) not null,
  ours jsonb not null,
  resolutions jsonb not null,
  engine_version text not null,
  merged_by text not null,
  merged_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, draft_id) references drafts
);
create index merges_by_key on merges (tenant_id, kind, key, merged_at desc);
create trigger merges_append_only before update or delete on merges for each row execute function refuse_change();

select protect(name::regclass) from unnest(array['releases','release_pins','drafts','draft_parts','draft_editors',
  'draft_checks','lineages','merges']) as name;
create policy standard on definitions for select using (tenant_id = 'standard');
create policy standard on rule_sets for select using (tenant_id = 'standard');
create policy standard on resources for select using (tenant_id = 'standard');
create policy standard on releases for select using (tenant_id = 'standard');
create policy standard on release_pins for select using (tenant_id = 'standard');
`,
};
