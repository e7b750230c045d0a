import type { Migration } from "../migrate.ts";

/** Roles and groups that a tenant has made beside the built-in ones. One without permissions is a group: tasks can be offered to it. */
export const ownRoles: Migration = {
  name: "0053-own-roles",
  up: /* sql */ `
create table roles (
  tenant_id text not null references tenants,
  key text not null check (key ~ '^[a-z][a-z0-9-]{1,59}$'),
  names jsonb not null check (names ? 'de' and names ? 'en'),
  permissions text[] not null default '{}',
  created_at timestamptz not null,
  created_by text not null,
  primary key (tenant_id, key)
);
select protect('roles'::regclass);
`,
};
