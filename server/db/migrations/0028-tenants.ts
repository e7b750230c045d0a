import type { Migration } from "../migrate.ts";

/** A tenant can be locked: nobody signs in, no system calls, while what runs goes on. */
export const tenantLock: Migration = {
  name: "0028-tenants",
  up: /* sql */ `
alter table tenants add column is_enabled boolean not null default true;
`,
};
