import type { Migration } from "../migrate.ts";

/**
 * The task list in several orders, each along an index: inboxes carry what is sorted by, and one more inbox, of the name '',
 * holds every task. Beside it what people do with a case: hand it over for a while, comment on it, count their time, keep
 * a view of the list.
 */
export const tasks: Migration = {
  name: "0016-tasks",
  up: /* sql */ `
-- what has none sorts last; letters sort without their accents, whatever the collation of the database
create function sort_text(given text) returns text language sql immutable parallel safe as
  $$ select translate(lower(coalesce(given, '~')), 'ÄÖÜäöüßÀÁÂÇÈÉÊËÌÍÎÏÒÓÔÙÚÛàáâçèéêëìíîïòóôùúû', 'aouaousaaaceeeeiiiiooouuuaaaceeeeiiiiooouuu') collate "C" $$;

alter table tasks add column owner text,
  add column rank text collate "C" not null generated always as (sort_text(subject_priority)) stored,
  add column customer_key text collate "C" not null generated always as (sort_text(customer)) stored;
create index tasks_by_owner on tasks (tenant_id, owner) where owner is not null;
drop index tasks_by_due;

alter table task_groups add column created_at timestamptz, add column rank text collate "C", add column customer_key text collate "C";
update task_groups g set created_at = t.created_at, rank = t.rank, customer_key = t.customer_key from tasks t
  where t.tenant_id = g.tenant_id and t.instance_id = g.instance_id and t.wait_id = g.wait_id;
insert into task_groups (tenant_id, group_key, sort_at, instance_id, wait_id, created_at, rank, customer_key)
  select tenant_id, '', sort_at, instance_id, wait_id, created_at, rank, customer_key from tasks;
alter table task_groups alter column created_at set not null, alter column rank set not null, alter column customer_key set not null;
create index task_groups_by_creation on task_groups (tenant_id, group_key, created_at, instance_id, wait_id);
create index task_groups_by_priority on task_groups (tenant_id, group_key, rank, sort_at, instance_id, wait_id);
create index task_groups_by_customer on task_groups (tenant_id, group_key, customer_key, sort_at, instance_id, wait_id);

create table comments (
  tenant_id text not null references tenants,
  id uuid not null,
  case_key text not null,
  author text not null,
  body text not null,
  mentions text[] not null,
  created_at timestamptz not null,
  edited_at timestamptz,
  primary key (tenant_id, id)
);
create index comments_by_case on comments (tenant_id, case_key, created_at);
create table comment_versions (
  tenant_id text not null,
  comment_id uuid not null,
  no int not null,
  body text not null,
  at timestamptz not null,
  primary key (tenant_id, comment_id, no),
  foreign key (tenant_id, comment_id) references comments
);
create trigger comment_versions_append_only before update or delete on comment_versions for each row execute function refuse_change();

-- one running timer a person
create table work_timers (
  tenant_id text not null references tenants,
  login text not null,
  ticket_id uuid not null,
  task_id text,
  started_at timestamptz not null,
  primary key (tenant_id, login),
  foreign key (tenant_id, ticket_id) references tickets
);
create index time_entries_by_technician on time_entries (tenant_id, technician, started_at);

create table saved_views (
  tenant_id text not null references tenants,
  id uuid not null,
  owner text not null,
  name text not null,
  query text not null,
  shared_with text,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, owner, name)
);

select protect(name::regclass) from unnest(array['comments','comment_versions','work_timers','saved_views']) as name;
`,
};
