import type { JsonObject } from "../../base/json.ts";
import { businessDay } from "../businessDay.ts";
import type { DeskEffect, Operation } from "../operation.ts";

/**
 * Writes each step that an asset's days have come to and that was not told yet, and gives the assets with it. A step is told
 * once per day it is about: a warranty that was extended begins anew. Only assets whose process waits for the check count;
 * the others are caught up as soon as they are back in operation. One statement, however many assets there are.
 */
const due = `
  with watched as (
    select a.* from assets a where a.tenant_id = $1 and a.state in ('in_use','reserved','in_stock') and exists (
      select 1 from subscriptions s where s.tenant_id = $1 and s.instance_id = a.instance_id and s.kind = 'message'
        and s.name = 'asset.check' and s.correlation_key = a.id::text)),
  dated as (
    select id, 'warranty' as kind, warranty_until as about, warranty_until - $2::date as days from watched
    union all
    select id, 'support', least(os_eol_on, eol_on), least(os_eol_on, eol_on) - $2::date from watched
    union all
    select id, 'unseen', (last_seen_at at time zone 'UTC')::date, null from watched
      where is_managed and state = 'in_use' and last_seen_at < $3::timestamptz - interval '30 days'),
  told as (
    insert into asset_notices (tenant_id, asset_id, kind, about, step, at)
    select $1, id, kind, about,
      case when kind = 'unseen' then 30 when days <= 0 then 0 when days <= 30 then 30 when days <= 90 then 90 else 180 end, $3
    from dated where about is not null and (kind = 'unseen' or days <= 180)
    on conflict do nothing returning asset_id, kind, about, step)
  select t.asset_id as id, jsonb_agg(jsonb_build_object('kind', t.kind, 'about', t.about, 'step', t.step) order by t.kind) as steps,
    jsonb_build_object('kind', w.kind, 'roleCritical', w.is_critical,
      'daysToWarrantyEnd', max(w.warranty_until - $2::date) filter (where t.kind = 'warranty'),
      'daysToOsEol', max(least(w.os_eol_on, w.eol_on) - $2::date) filter (where t.kind = 'support'),
      'ageMonths', (extract(year from age($2::date, w.purchased_on)) * 12 + extract(month from age($2::date, w.purchased_on)))::int) as facts,
    bool_or(t.kind = 'unseen') as "isUnseen", bool_or(t.kind <> 'unseen') as "isDated"
  from told t join watched w on w.id = t.asset_id group by t.asset_id, w.kind, w.is_critical, w.purchased_on order by t.asset_id`;

interface Due {
  readonly id: string;
  readonly steps: readonly JsonObject[];
  readonly facts: JsonObject;
  readonly isUnseen: boolean;
  readonly isDated: boolean;
}

/**
 * `desk.asset.check`: the daily look at all assets at once. What has come within 180, 90, 30 or 0 days is told to the process
 * of the asset as `asset.check` with the facts of the rule `asset_eol`; what the RMM has not seen for 30 days as `asset.unseen`.
 */
export const checkAssets: Operation = async (context) => {
  const { tx, now } = context;
  const found = await tx.query<Due>(due, [tx.tenantId, await businessDay(context), now]);
  const effects = found.flatMap((asset): DeskEffect[] => [
    ...(asset.isDated ? [message("asset.check", asset)] : []),
    ...(asset.isUnseen ? [message("asset.unseen", asset)] : []),
  ]);
  return {
    variables: {
      checked: {
        notices: found.filter(({ isDated }) => isDated).length,
        unseen: found.filter(({ isUnseen }) => isUnseen).length,
      },
    },
    effects,
  };
};

function message(name: string, { id, steps, facts }: Due): DeskEffect {
  return { kind: "publish", name, correlationKey: id, variables: { check: { facts, steps: [...steps] } } };
}
