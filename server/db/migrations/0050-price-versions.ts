import type { Migration } from "../migrate.ts";

/**
 * A price list has versions that follow each other, so that a contract with the list gets the prices of the day; and it holds
 * for everybody or only for contracts that name it.
 */
export const priceVersions: Migration = {
  name: "0050-price-versions",
  up: /* sql */ `
alter table price_lists add column series uuid, add column is_general boolean not null default true;
update price_lists set series = id;
alter table price_lists alter column series set not null;
create index price_lists_by_series on price_lists (tenant_id, series, valid_from desc);

-- the version of a list that holds on a day; before the first one and after the last one the list that was named
create function price_list_on(tenant text, list uuid, day date) returns uuid language sql stable as $$
  select coalesce((select v.id from price_lists v
    where v.tenant_id = tenant and v.series = (select l.series from price_lists l where l.tenant_id = tenant and l.id = list)
      and v.valid_from <= day and (v.valid_to is null or v.valid_to >= day) order by v.valid_from desc, v.id desc limit 1), list)
$$;
-- the newest list for everybody that holds on a day; one without prices does not count yet
create function general_price_list(tenant text, day date) returns uuid language sql stable as $$
  select l.id from price_lists l where l.tenant_id = tenant and l.is_general and l.valid_from <= day and (l.valid_to is null or l.valid_to >= day)
    and exists (select 1 from price_items i where i.tenant_id = tenant and i.price_list_id = l.id)
  order by valid_from desc, id desc limit 1
$$;
`,
};
