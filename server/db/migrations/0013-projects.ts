import type { Migration } from "../migrate.ts";

/**
 * Projects: plan (phases, milestones, tasks and what they wait for), change requests, measured health, acceptance, lessons,
 * and the answers to satisfaction surveys. Time is booked on a ticket or on a project's task. What was accepted, measured or
 * decided never changes.
 */
export const projects: Migration = {
  name: "0013-projects",
  up: /* sql */ `
create table project_templates (
  tenant_id text not null references tenants,
  key text not null,
  name_de text not null,
  name_en text not null,
  plan jsonb not null,
  is_active boolean not null default true,
  primary key (tenant_id, key)
);
create table projects (
  tenant_id text not null,
  id uuid not null,
  number text not null,
  name text not null,
  customer_id uuid not null,
  contact_id uuid,
  order_number text,
  template_key text,
  manager text not null,
  state text not null check (state in ('draft','planned','active','acceptance','accepted','closed','cancelled')),
  billing_mode text not null check (billing_mode in ('time','fixed_milestones','fixed_end')),
  budget_minutes int not null check (budget_minutes >= 0),
  net_cents bigint not null check (net_cents >= 0),
  starts_on date not null,
  ends_on date,
  risks text[] not null default '{}',
  revision int not null default 1,
  confirmed_at timestamptz,
  confirmed_by text,
  acceptance_requested_at timestamptz,
  acceptance_due_on date,
  stop_reason text,
  performed_cents bigint,
  closed_at timestamptz,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, customer_id) references customers,
  foreign key (tenant_id, contact_id) references contacts,
  foreign key (tenant_id, template_key) references project_templates,
  foreign key (tenant_id, manager) references technicians (tenant_id, login),
  check (ends_on >= starts_on)
);
create unique index projects_once_an_order on projects (tenant_id, order_number) where order_number is not null;
create index projects_recent on projects (tenant_id, created_at desc, id desc);
create table project_phases (
  tenant_id text not null,
  project_id uuid not null,
  pos int not null,
  name text not null,
  primary key (tenant_id, project_id, pos),
  foreign key (tenant_id, project_id) references projects
);
create table project_milestones (
  tenant_id text not null,
  id uuid not null,
  project_id uuid not null,
  phase_pos int not null,
  pos int not null,
  name text not null,
  due_on date not null,
  net_cents bigint not null default 0 check (net_cents >= 0),
  needs_acceptance boolean not null default false,
  material text,
  material_net_cents bigint not null default 0 check (material_net_cents >= 0),
  state text not null default 'planned' check (state in ('planned','active','reached')),
  started_at timestamptz,
  reached_at timestamptz,
  instalment_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, project_id, pos),
  foreign key (tenant_id, project_id, phase_pos) references project_phases
);
create table project_tasks (
  tenant_id text not null,
  id uuid not null,
  project_id uuid not null,
  milestone_id uuid not null,
  no int not null,
  name text not null,
  planned_minutes int not null check (planned_minutes >= 0),
  skill text,
  skill_level int not null default 1 check (skill_level between 1 and 5),
  assignee text,
  starts_on date not null,
  ends_on date not null,
  origin text not null default 'plan' check (origin in ('plan','change','defect','rework')),
  done_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, project_id, no),
  foreign key (tenant_id, project_id) references projects,
  foreign key (tenant_id, milestone_id) references project_milestones,
  foreign key (tenant_id, skill) references skills,
  foreign key (tenant_id, assignee) references technicians (tenant_id, login),
  check (ends_on >= starts_on)
);
create index project_tasks_by_milestone on project_tasks (tenant_id, milestone_id, no);
create index project_tasks_by_assignee on project_tasks (tenant_id, assignee, ends_on) where done_at is null;
create table project_task_predecessors (
  tenant_id text not null,
  task_id uuid not null,
  predecessor_id uuid not null,
  primary key (tenant_id, task_id, predecessor_id),
  foreign key (tenant_id, task_id) references project_tasks on delete cascade,
  foreign key (tenant_id, predecessor_id) references project_tasks on delete cascade,
  check (task_id <> predecessor_id)
);
create table project_materials (
  tenant_id text not null,
  id uuid not null,
  project_id uuid not null,
  milestone_id uuid,
  product_id uuid,
  text text not null,
  quantity numeric not null check (quantity > 0),
  unit_cost_cents int not null check (unit_cost_cents >= 0),
  unit_price_cents int not null check (unit_price_cents >= 0),
  used_on date not null,
  entered_by text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references projects,
  foreign key (tenant_id, milestone_id) references project_milestones,
  foreign key (tenant_id, product_id) references products
);
create index project_materials_by_project on project_materials (tenant_id, project_id);
create table project_changes (
  tenant_id text not null,
  id uuid not null,
  project_id uuid not null,
  no int not null,
  text text not null,
  reason text not null check (reason in ('customer','technical','legal','own_error')),
  milestone_id uuid not null,
  minutes int not null check (minutes >= 0),
  net_cents bigint not null check (net_cents >= 0),
  days_shift int not null check (days_shift between 0 and 365),
  state text not null check (state in ('draft','sent','accepted','rejected')),
  requested_by text,
  decided_by text,
  decision_note text,
  signature text,
  created_at timestamptz not null,
  decided_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, project_id, no),
  foreign key (tenant_id, project_id) references projects,
  foreign key (tenant_id, milestone_id) references project_milestones,
  check ((decided_at is null) = (state in ('draft','sent')))
);
create table project_measurements (
  tenant_id text not null,
  id uuid not null,
  project_id uuid not null,
  health text not null check (health in ('green','amber','red')),
  facts jsonb not null,
  measure text,
  measured_by text,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references projects
);
create index project_measurements_by_project on project_measurements (tenant_id, project_id, at desc, id desc);
create table project_acceptances (
  tenant_id text not null,
  id uuid not null,
  project_id uuid not null,
  milestone_id uuid,
  result text not null check (result in ('accepted','with_defects','refused')),
  is_deemed boolean not null default false,
  defects text[] not null default '{}',
  name text not null,
  signature text,
  note text,
  decided_by text,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references projects,
  foreign key (tenant_id, milestone_id) references project_milestones,
  check (result = 'accepted' or not is_deemed)
);
create index project_acceptances_by_project on project_acceptances (tenant_id, project_id, at);
create table project_documents (
  tenant_id text not null,
  id uuid not null,
  project_id uuid not null,
  kind text not null check (kind in ('handover')),
  title text not null,
  body text not null,
  sha256 char(64) not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references projects
);
create table project_lessons (
  tenant_id text not null,
  project_id uuid not null,
  good text not null,
  bad text not null,
  measures text,
  changes_template boolean not null default false,
  at timestamptz not null,
  primary key (tenant_id, project_id),
  foreign key (tenant_id, project_id) references projects
);
create table project_events (
  tenant_id text not null,
  id uuid not null,
  project_id uuid not null,
  actor text,
  kind text not null,
  detail jsonb not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references projects
);
create index project_events_by_project on project_events (tenant_id, project_id, at, id);

create function refuse_decided_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.decided_at is not null then
    raise exception 'change request % was decided and never changes', old.no using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger project_changes_decided before update or delete on project_changes for each row execute function refuse_decided_change();
create function refuse_measured_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.measure is not null
     or (to_jsonb(new) - 'measure' - 'measured_by') is distinct from (to_jsonb(old) - 'measure' - 'measured_by') then
    raise exception 'what was measured of a project never changes' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger project_measurements_kept before update or delete on project_measurements for each row execute function refuse_measured_change();
create trigger project_acceptances_append_only before update or delete on project_acceptances for each row execute function refuse_change();
create trigger project_documents_append_only before update or delete on project_documents for each row execute function refuse_change();
create trigger project_events_append_only before update or delete on project_events for each row execute function refuse_change();

-- time and orders belong to a ticket or to a project
alter table time_entries alter column ticket_id drop not null;
alter table time_entries add column project_task_id uuid;
alter table time_entries add foreign key (tenant_id, project_task_id) references project_tasks;
alter table time_entries add constraint time_entries_of_one check (num_nonnulls(ticket_id, project_task_id) = 1);
create index time_entries_by_project_task on time_entries (tenant_id, project_task_id) where project_task_id is not null;
alter table purchase_orders add column project_id uuid;
alter table purchase_orders add foreign key (tenant_id, project_id) references projects;

-- satisfaction: the answer by a page whose address only the one who was asked knows
alter table csat_surveys add column token_sha256 char(64), add column score int check (score between 1 and 5), add column comment text,
  add column contact_me boolean, add column answered_at timestamptz, add column follow_up text, add column followed_at timestamptz;
create unique index csat_surveys_by_token on csat_surveys (token_sha256) where token_sha256 is not null;

-- how much of somebody's working time can be planned for projects; the rest is the service desk's
alter table technicians add column project_percent int not null default 80 check (project_percent between 0 and 100);

select protect(name::regclass) from unnest(array['project_templates','projects','project_phases','project_milestones','project_tasks',
  'project_task_predecessors','project_materials','project_changes','project_measurements','project_acceptances','project_documents',
  'project_lessons','project_events']) as name;
`,
};
