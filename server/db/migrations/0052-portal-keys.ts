import type { Migration } from "../migrate.ts";

/** Links that let a contact into the customers' page once, and the sessions that begin with them. Only hashes are kept. */
export const portalKeys: Migration = {
  name: "0052-portal-keys",
  up: /* sql */ `
create table portal_keys (
  tenant_id text not null,
  sha256 char(64) not null,
  kind text not null check (kind in ('link','session')),
  contact_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, sha256),
  foreign key (tenant_id, contact_id) references contacts
);
create index portal_keys_by_contact on portal_keys (tenant_id, contact_id, created_at);
create index portal_keys_by_hash on portal_keys (sha256);
select protect('portal_keys'::regclass);
`,
};
