import type { Migration } from "../migrate.ts";

/** Which count a licence was kept in spite of, so that nobody is asked about the same difference twice in a month. */
export const licencesKept: Migration = {
  name: "0062-licences-kept",
  up: /* sql */ `
alter table license_changes add column counted int check (counted >= 0);
comment on column license_changes.counted is 'how many were in use when it was decided; null where nobody had counted';

-- whether somebody has said in the month of this day that the quantity stays although so many are in use
create function license_kept(s license_subscriptions, on_day date, used int) returns boolean language sql stable as $$
  select exists (select 1 from license_changes c where c.tenant_id = s.tenant_id and c.subscription_id = s.id and c.kind = 'kept'
    and c.counted = used and c.from_quantity = license_quantity(s, on_day)
    and date_trunc('month', c.effective_on) = date_trunc('month', on_day))
$$;
`,
};
