import type { Migration } from "../migrate.ts";

/** The links in mails by which customers confirm a solution or say that it is none; of their secrets only the hash is kept. */
export const solutionLinks: Migration = {
  name: "0045-solution-links",
  up: /* sql */ `
create table solution_links (
  tenant_id text not null,
  token_sha256 text not null unique,
  ticket_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  answer text check (answer in ('confirmed','unsolved')),
  answered_at timestamptz,
  primary key (tenant_id, token_sha256),
  foreign key (tenant_id, ticket_id) references tickets,
  check ((answer is null) = (answered_at is null))
);
create index solution_links_by_ticket on solution_links (tenant_id, ticket_id);
select protect('solution_links'::regclass);
`,
};
