import { z } from "zod";
import { isObject } from "../../base/json.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import { expectInput } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { kpiDefinitions } from "./definitions.ts";
import { lockReview, reviewVariable } from "./review.ts";
import type { LockedReview } from "./review.ts";

const input = z.object({ review: z.object({ id: z.uuid() }).loose() });

/** A figure as numerator and denominator; a denominator of nought means that nothing is known. */
type Share = readonly [numerator: number | null, denominator: number | null];

/**
 * `desk.qbr.kpis`: the figures of the period from what the sources told, each with its source. What a source did not tell
 * is `missing` and has no value: nought would be a claim.
 */
export const computeKpis: Operation = async ({ tx, now }, given) => {
  const { review } = expectInput(input, given);
  const locked = await lockReview(tx, review.id);
  const shares = sharesOf(locked);
  const kpis = (await kpiDefinitions(tx)).map((definition) => {
    const [numerator, denominator] = shares[definition.key] ?? [null, null];
    const isKnown = numerator !== null && denominator !== null && denominator > 0;
    const value = isKnown ? rounded(numerator / denominator) : null;
    const { key, unit, target, better, source, label_de: de, label_en: en } = definition;
    const ratio = value === null ? null : rounded(value / target, 4);
    return { key, label: { de, en }, unit, value, target, better, source, ratio, dataState: isKnown ? "complete" : "missing", numerator, denominator };
  }); // prettier-ignore
  await tx.query(
    `insert into kpi_values (tenant_id, kpi, customer_id, period_from, period_to, value, numerator, denominator, data_state, source, computed_at)
     select $1, k.key, $2, $3, $4, k.value, k.numerator, k.denominator, k."dataState", k.source, $6
     from jsonb_to_recordset($5) as k (key text, value numeric, numerator numeric, denominator numeric, "dataState" text, source text)
     on conflict (tenant_id, kpi, customer_id, period_from) do update set period_to = excluded.period_to, value = excluded.value, numerator = excluded.numerator,
       denominator = excluded.denominator, data_state = excluded.data_state, source = excluded.source, color = null, computed_at = excluded.computed_at`,
    [tx.tenantId, locked.customer_id, locked.period_from, locked.period_to, JSON.stringify(kpis), now],
  );
  return { variables: { review: await reviewVariable(tx, review.id), kpis } };
};

function sharesOf({ facts, period_from: from, period_to: to }: LockedReview): Readonly<Record<string, Share>> {
  const at = (path: string): number | null => numberAt(facts, path);
  const times = (factor: number, path: string) => scaled(at(path), factor);
  const months = Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / (30.44 * 86_400_000)));
  const endpoints = scaled(at("assets.managed"), months);
  return {
    sla_response: [times(100, "tickets.response.met"), at("tickets.response.all")],
    sla_resolution: [times(100, "tickets.resolution.met"), at("tickets.resolution.all")],
    frt: [at("tickets.firstResponse.sum"), at("tickets.firstResponse.all")],
    mttr: [at("tickets.solution.sum"), at("tickets.solution.all")],
    csat: [at("tickets.csat.sum"), at("tickets.csat.all")],
    tpe: [at("tickets.opened"), endpoints],
    rhem: [times(1 / 60, "tickets.reactiveMinutes"), endpoints],
    patch: [times(100, "monitoring.patched"), at("monitoring.known")],
    license: [times(100, "billing.active"), at("billing.bought")],
    reopen: [times(100, "tickets.reopened"), at("tickets.solved")],
    fcr: [times(100, "tickets.byOne"), at("tickets.solved")],
  };
}

function numberAt(facts: JsonObject, path: string): number | null {
  let found: Json | undefined = facts;
  for (const name of path.split(".")) found = isObject(found) ? found[name] : undefined;
  return typeof found === "number" ? found : null;
}

function scaled(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}

function rounded(value: number, digits = 2): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

const rate = input.extend({
  kpis: z.array(z.object({ key: z.string() }).catchall(z.json())).max(100),
  colors: z.array(z.enum(["green", "amber", "red", "grey"])).max(100),
});

/** `desk.qbr.rate`: the colours that the rule `kpi_rating` gave, kept with the values. */
export const rateKpis: Operation = async ({ tx }, given) => {
  const { review, kpis, colors } = expectInput(rate, given);
  const locked = await lockReview(tx, review.id);
  const rated = kpis.map((kpi, index) => ({ ...kpi, color: colors[index] ?? "grey" }));
  await tx.query(
    `update kpi_values v set color = k.color from jsonb_to_recordset($4) as k (key text, color text)
     where v.tenant_id = $1 and v.customer_id = $2 and v.period_from = $3 and v.kpi = k.key`,
    [
      tx.tenantId,
      locked.customer_id,
      locked.period_from,
      JSON.stringify(rated.map(({ key, color }) => ({ key, color }))),
    ],
  );
  return { variables: { kpis: rated } };
};
