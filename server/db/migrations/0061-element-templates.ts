import type { Migration } from "../migrate.ts";

/** Configured elements that a tenant keeps for its processes. A version never changes: elements name the one they were made from. */
export const elementTemplates: Migration = {
  name: "0061-element-templates",
  up: /* sql */ `
create table element_templates (
  tenant_id text not null references tenants,
  key text not null check (key ~ '^[A-Za-z0-9_.:-]{1,120}$'),
  version int not null check (version >= 0),
  body jsonb not null check (body ? 'name' and body ? 'appliesTo' and body ? 'properties'),
  saved_at timestamptz not null,
  saved_by text not null,
  primary key (tenant_id, key, version)
);
select protect('element_templates'::regclass);
`,
};
