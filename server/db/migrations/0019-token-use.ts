import type { Migration } from "../migrate.ts";

/** When an API token was last used, to the minute: who revokes one wants to know whom it would hit. */
export const tokenUse: Migration = {
  name: "0019-token-use",
  up: /* sql */ `
alter table api_tokens add column last_used_at timestamptz;
`,
};
