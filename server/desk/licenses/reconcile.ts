import { z } from "zod";
import { BpmnError } from "../../base/bpmnError.ts";
import { newId } from "../../base/id.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import { partInput } from "../billing/run.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";

/** A count older than this does not say what is used now. Days. */
const freshFor = 35;

interface Count {
  readonly subscriptionId: string;
  readonly name: string;
  readonly quantity: number;
  readonly assigned: number | null;
  readonly active: number | null;
  readonly driftPercent: number;
  readonly committedUntil: string | null;
  readonly isStale: boolean;
  /** Somebody has said in this month that the quantity stays although just as many were in use. */
  readonly isKept: boolean;
}

/**
 * `desk.license.read`: what the sources (RMM, Microsoft 365, distributor) last counted of a customer's licences.
 *
 * @throws {BpmnError} `connector.failed` when a source has not counted for five weeks
 */
export const readLicenses: Operation = async (context, given) => {
  const counts = await countsOf(context, given);
  const stale = counts.filter(({ isStale }) => isStale);
  if (stale.length > 0) {
    const names = stale.map(({ name }) => name).join(", ");
    throw new BpmnError(
      "connector.failed",
      `Expected a count of the last ${freshFor} days, but there is none of ${names}`,
    );
  }
  return { variables: { licenses: counts.map(asJson) } };
};

/** `desk.license.last`: the last known counts, those that are old marked as such; what was never counted stays as agreed. */
export const lastLicenses: Operation = async (context, given) => ({
  variables: { licenses: (await countsOf(context, given)).map(asJson) },
});

async function countsOf({ tx, now }: OperationContext, given: JsonObject): Promise<readonly Count[]> {
  const { run, customer } = expectInput(partInput, given);
  return tx.query<Count & Record<string, never>>(
    `select s.id as "subscriptionId", s.name, license_quantity(s, b.cut_off) as quantity, n.assigned, n.active, s.drift_percent::float8 as "driftPercent",
       license_bound_until(s, $4::date)::text as "committedUntil", coalesce(n.counted_at < $4::timestamptz - make_interval(days => $5), true) as "isStale",
       license_kept(s, b.cut_off, n.active) as "isKept"
     from license_subscriptions s join billing_runs b on b.tenant_id = s.tenant_id and b.id = $2 and b.kind <> 'project'
     left join lateral (select assigned, active, counted_at from license_counts c
       where c.tenant_id = s.tenant_id and c.subscription_id = s.id order by counted_at desc limit 1) n on true
     where s.tenant_id = $1 and s.customer_id = $3 and s.is_active order by s.name, s.id`,
    [tx.tenantId, run.id, customer.id, now, freshFor],
  );
}

function asJson(count: Count): JsonObject {
  return { ...count };
}

const compare = partInput.extend({
  licenses: z
    .array(z.object({ subscriptionId: z.uuid() }).catchall(z.json()))
    .max(500)
    .nullish(),
});

/**
 * `desk.license.compare`: what differs from the agreement by more than its threshold. More in use is proposed as true-up,
 * less as true-down, unless the customer is committed beyond the cut-off. What was kept is asked about again when the count or
 * the agreement has changed, or in the next month.
 */
export const compareLicenses: Operation = async ({ tx }, given) => {
  const { run, licenses } = expectInput(compare, given);
  const [row] = await tx.query<{ cut_off: string }>(
    "select cut_off::text as cut_off from billing_runs where tenant_id = $1 and id = $2",
    [tx.tenantId, run.id],
  );
  const cutOff = row?.cut_off ?? "";
  const all = (licenses ?? []) as unknown as readonly Count[]; // written by countsOf
  return { variables: { drifts: all.flatMap((count) => driftOf(count, cutOff)) } };
};

function driftOf(count: Count, cutOff: string): JsonObject[] {
  const { quantity, active, driftPercent, committedUntil, isKept } = count;
  if (active === null || active === quantity || isKept) return [];
  if (Math.abs(active - quantity) * 100 <= driftPercent * quantity) return [];
  const isCommitted = active < quantity && committedUntil !== null && committedUntil > cutOff;
  const proposed = isCommitted ? "keep" : active > quantity ? "true_up" : "true_down";
  return [{ ...count, isCommitted, proposed }];
}

const decision = z.object({
  subscriptionId: z.uuid(),
  decision: z.enum(["true_up", "true_down", "keep"]).nullish(),
  quantity: z.int().min(0).max(1_000_000).nullish(),
  counted: z.int().min(0).nullish(),
  reason: optionalText,
  decidedBy: optionalText,
  isStale: z.boolean().nullish(),
});
const set = partInput.extend({ decisions: z.array(decision).max(500).nullish() });

/** `desk.license.set`: the quantities from the cut-off on, each change kept with who decided it and on which count. */
export const setLicenses: Operation = async ({ tx, now }, given) => {
  const { run, decisions } = expectInput(set, given);
  const changes = (decisions ?? []).map(({ decision: kind, ...each }) => ({
    ...each,
    id: newId(now),
    kind: kind === "true_up" || kind === "true_down" ? kind : "kept",
  }));
  const rows = await tx.query<{ change: Json }>(
    `with given as (select * from jsonb_to_recordset($3) as g(id uuid, "subscriptionId" uuid, kind text, quantity int, counted int, reason text,
         "decidedBy" text, "isStale" boolean)),
     kept as (insert into license_changes (tenant_id, id, subscription_id, run_id, effective_on, from_quantity, to_quantity, kind, is_stale,
         counted, reason, decided_by, decided_at)
       select $1, g.id, s.id, $2, r.cut_off, now.quantity, case when g.kind = 'kept' then now.quantity else coalesce(g.quantity, now.quantity) end,
         g.kind, coalesce(g."isStale", false), g.counted, g.reason, g."decidedBy", $4
       from given g join license_subscriptions s on s.tenant_id = $1 and s.id = g."subscriptionId"
       join billing_runs r on r.tenant_id = $1 and r.id = $2, lateral (select license_quantity(s, r.cut_off) as quantity) now returning *),
     done as (update license_subscriptions s set quantity = k.to_quantity from kept k where s.tenant_id = $1 and s.id = k.subscription_id)
     select jsonb_build_object('subscriptionId', subscription_id, 'kind', kind, 'from', from_quantity, 'to', to_quantity) as change from kept`,
    [tx.tenantId, run.id, JSON.stringify(changes), now],
  );
  return { variables: { changes: rows.map(({ change }) => change) } };
};
