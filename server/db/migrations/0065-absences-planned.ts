import type { Migration } from "../migrate.ts";

/** What is planned in the time that somebody is away is told to dispatchers once: which was told is kept. */
export const absencesPlanned: Migration = {
  name: "0065-absences-planned",
  up: /* sql */ `
create table absence_planned (
  tenant_id text not null,
  absence_id uuid not null,
  -- a visit or meeting with its beginning, or a project's task
  key text not null,
  told_at timestamptz not null,
  primary key (tenant_id, absence_id, key),
  foreign key (tenant_id, absence_id) references absences on delete cascade
);
select protect('absence_planned'::regclass);
-- the instant that a process wrote down; nothing where its text is none, such as a 30th of February
create function instant_of(said text) returns timestamptz language plpgsql stable as $$
begin
  if said !~ '^\\d{4}-\\d\\d-\\d\\dT' then return null; end if;
  return said::timestamptz;
exception when datetime_field_overflow or invalid_datetime_format then return null;
end $$;
create index reviews_by_assessor on reviews (tenant_id, assessed_by, meeting_at) where state in ('scheduled','sent');
`,
};
