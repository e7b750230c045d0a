import type { Migration } from "../migrate.ts";

/**
 * Licences as people keep them: what one costs, for how long it binds and whether it goes on by itself, who has one, and how
 * many were bought where they come from.
 */
export const licences: Migration = {
  name: "0047-licences",
  up: /* sql */ `
alter table license_subscriptions
  add column revision int not null default 1,
  -- a piece and month, to us
  add column cost_cents int check (cost_cents >= 0),
  add column term_months int check (term_months between 1 and 120),
  add column renews_automatically boolean not null default false;
alter table license_counts add column purchased int check (purchased >= 0);

-- the last day on which what is bought cannot be given back, as seen on a day: what goes on by itself binds anew
create function license_bound_until(s license_subscriptions, on_day date) returns date language sql immutable as $$
  select case
    when s.committed_until is null or s.committed_until >= on_day or s.term_months is null or not s.renews_automatically
      then s.committed_until
    else (select min(d.day)::date from generate_series(1, 1200) n,
      lateral (select s.committed_until + make_interval(months => n * s.term_months) as day) d where d.day >= on_day)
  end
$$;

-- people have licences as devices do
alter table asset_licences
  alter column asset_id drop not null,
  add column contact_id uuid,
  add column subscription_id uuid,
  add check (num_nonnulls(asset_id, contact_id) = 1),
  add foreign key (tenant_id, contact_id) references contacts,
  add foreign key (tenant_id, subscription_id) references license_subscriptions;
create index asset_licences_by_subscription on asset_licences (tenant_id, subscription_id) where subscription_id is not null;
create index asset_licences_by_contact on asset_licences (tenant_id, contact_id) where contact_id is not null;
`,
};
