import type { Migration } from "../migrate.ts";

/** How many of a licence are agreed depends on the day: a change holds from the day on that it names, neither before nor at once. */
export const quantityOfDay: Migration = {
  name: "0060-quantity-of-day",
  up: /* sql */ `
comment on column license_subscriptions.quantity is 'what was agreed last, also when it holds later only; license_quantity tells that of a day';
create index license_changes_by_day on license_changes (tenant_id, subscription_id, effective_on, decided_at) where kind <> 'kept';

-- how many are agreed on a day; before the first change what it changed
create function license_quantity(s license_subscriptions, on_day date) returns int language sql stable as $$
  select coalesce(
    (select c.to_quantity from license_changes c where c.tenant_id = s.tenant_id and c.subscription_id = s.id and c.kind <> 'kept'
      and c.effective_on <= on_day order by c.effective_on desc, c.decided_at desc, c.id desc limit 1),
    (select c.from_quantity from license_changes c where c.tenant_id = s.tenant_id and c.subscription_id = s.id and c.kind <> 'kept'
      order by c.decided_at, c.id limit 1),
    s.quantity)
$$;
`,
};
