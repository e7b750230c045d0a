import type { Migration } from "../migrate.ts";

/** Tickets that people enter: somebody may have walked in, and who edits one says which revision was read. */
export const ticketsByHand: Migration = {
  name: "0040-tickets-by-hand",
  up: /* sql */ `
alter table tickets drop constraint tickets_channel_check,
  add constraint tickets_channel_check check (channel in ('mail','portal','phone','walk_in','rmm','soc','api')),
  add column revision int not null default 1;
`,
};
