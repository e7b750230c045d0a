import type { Migration } from "../migrate.ts";

/** What was said on the case of a lead is erased with it: earlier versions of comments are append-only but for their words. */
export const erasedComments: Migration = {
  name: "0060-erased-comments",
  up: /* sql */ `
create function refuse_version_rewrite() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.body = ''
    and (new.tenant_id, new.comment_id, new.no, new.at) is not distinct from (old.tenant_id, old.comment_id, old.no, old.at) then
    return new;
  end if;
  raise exception '% rows are append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
drop trigger comment_versions_append_only on comment_versions;
create trigger comment_versions_append_only before update or delete on comment_versions
  for each row execute function refuse_version_rewrite();
create index opportunities_by_email on opportunities (tenant_id, lower(email)) where email is not null;
`,
};
