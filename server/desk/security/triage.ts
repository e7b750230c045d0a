import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { isOpen } from "../../calendar/serviceTime.ts";
import { answerAlerts } from "../intake/answers.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { affectedLines } from "./affected.ts";
import type { NamedAffected } from "./affected.ts";
import { completedBy, incidentVariable, lockIncident, recordEvent } from "./incident.ts";
import { level } from "./open.ts";
import { criticalKinds, roleOf } from "./facts.ts";

const incident = z.object({ id: z.uuid() });
const triaging = z.object({
  incident,
  triage: z.object({
    verdict: z.enum(["malicious", "suspicious", "benign", "unknown"]),
    tactic: optionalText,
    affected: optionalText,
    personalData: z.enum(["no", "possible", "yes", "unknown"]),
    significant: z.enum(["no", "yes", "unknown"]),
    awareAt: z.iso.datetime({ offset: true }).nullish(),
    awareReason: optionalText,
  }),
});

/**
 * `desk.security.triage`: what an analyst found. Systems and accounts come one a line, `account: name` for accounts. The moment
 * of awareness moves with a reason only. `threat` are the facts to rate it by again. The sources hear that somebody is at it.
 */
export const triageIncident: Operation = async (context, given) => {
  const { incident: { id }, triage } = expectInput(triaging, given); // prettier-ignore
  const { tx, now } = context;
  const row = await lockIncident(tx, id);
  const actor = await completedBy(context, "U_tri");
  const awareAt = triage.awareAt ? new Date(triage.awareAt) : row.aware_at;
  if (awareAt.getTime() !== row.aware_at.getTime()) {
    const note = `${row.aware_at.toISOString()} → ${awareAt.toISOString()}: ${triage.awareReason ?? "–"}`;
    await recordEvent(tx, id, { kind: "aware_at", actor, note }, now);
  }
  await tx.query(
    `update security_incidents set verdict = $3, tactic = coalesce($4, tactic), personal_data = $5, significant = $6, aware_at = $7,
       triaged_at = coalesce(triaged_at, $8), phase = 'containment' where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, triage.verdict, triage.tactic, triage.personalData, triage.significant, awareAt, now],
  );
  await addAffected(context, id, row.customer_id, affectedLines(triage.affected));
  await recordEvent(tx, id, { kind: "triaged", actor, note: triage.verdict }, now);
  return {
    variables: { incident: await incidentVariable(tx, id), threat: await factsOf(tx, id) },
    effects: await answerAlerts(tx, row.ticket_id, "acknowledged"),
  };
};

/** A device is found among the customer's assets by its name. */
async function addAffected(
  { tx, now }: OperationContext,
  incidentId: string,
  customerId: string | null,
  lines: readonly NamedAffected[],
): Promise<void> {
  for (const { kind, name } of lines) {
    const [asset] = await tx.query<{ id: string; kind: string; name: string }>(
      "select id, kind, name from assets where tenant_id = $1 and customer_id = $2 and lower(name) = lower($3) limit 1",
      [tx.tenantId, customerId, name],
    );
    await tx.query(
      `insert into security_affected (tenant_id, incident_id, kind, name, asset_id, role, added_at)
       select $1, $2, $3, $4, $5, $6, $7 where not exists (select 1 from security_affected where tenant_id = $1 and incident_id = $2
         and kind = $3 and lower(name) = lower($4)) on conflict do nothing`,
      [tx.tenantId, incidentId, kind, asset?.name ?? name, kind === "device" ? (asset?.id ?? null) : null,
        kind === "account" ? "account" : roleOf(asset?.kind ?? null), now], // prettier-ignore
    );
    await tx.query(
      "insert into security_indicators (tenant_id, incident_id, kind, value) values ($1, $2, $3, lower($4)) on conflict do nothing",
      [tx.tenantId, incidentId, kind, name],
    );
  }
}

/** What `threat_level` asks, from what is known of the incident now. */
export async function factsOf(tx: Tx, id: string): Promise<JsonObject> {
  const [row] = await tx.query<{ facts: JsonObject }>(
    `select jsonb_build_object('verdict', s.verdict, 'severity', s.severity, 'tactic', s.tactic, 'mitigation', s.mitigation,
       'affectedAssets', (select count(*) from security_affected a where a.tenant_id = s.tenant_id and a.incident_id = s.id and a.kind = 'device'),
       'assetCritical', exists (select 1 from security_affected a where a.tenant_id = s.tenant_id and a.incident_id = s.id and a.role = any ($3))) as facts
     from security_incidents s where s.tenant_id = $1 and s.id = $2`,
    [tx.tenantId, id, criticalKinds],
  );
  return row?.facts ?? {};
}

const rating = z.object({ incident, rating: z.object({ level }) });

/**
 * `desk.security.rate`: keeps the level. `raised` says that it got worse, `relapse` that it stirs while one only watches. Facts
 * for `containment_policy` come with it.
 */
export const rateIncident: Operation = async (context, given) => {
  const { incident: { id }, rating: { level: now_ } } = expectInput(rating, given); // prettier-ignore
  const { tx, now } = context;
  const before = await lockIncident(tx, id);
  const isRaised = now_ < before.level;
  await tx.query(
    "update security_incidents set level = $3, highest_level = least(highest_level, $3) where tenant_id = $1 and id = $2",
    [tx.tenantId, id, now_],
  );
  if (now_ !== before.level)
    await recordEvent(tx, id, { kind: "rated", actor: "system", note: `${before.level} → ${now_}` }, now);
  return {
    variables: {
      incident: await incidentVariable(tx, id),
      raised: isRaised,
      relapse: before.phase === "monitoring" && !before.is_withdrawn,
      containment: await containmentFacts(context, id, before.customer_id, now_),
    },
  };
};

/** The gravest role of what is hit decides, and what the customer's contract allows beforehand. */
async function containmentFacts(
  { tx, now, calendarOf }: OperationContext,
  id: string,
  customerId: string | null,
  now_: string,
): Promise<JsonObject> {
  const roles = await tx.query<{ role: string }>(
    "select distinct role from security_affected where tenant_id = $1 and incident_id = $2 and kind = 'device'",
    [tx.tenantId, id],
  );
  const order = ["dc", "server", "firewall", "unknown", "workstation", "notebook"];
  const role = order.find((each) => roles.some((row) => row.role === each)) ?? "unknown";
  // a lost notebook beside a server under attack must not keep the server from being isolated
  const [lost] = await tx.query<{ isAll: boolean }>(
    `select coalesce(bool_and(coalesce(d.state = 'lost', false)), false) as "isAll"
     from security_affected a left join assets d on d.tenant_id = a.tenant_id and d.id = a.asset_id
     where a.tenant_id = $1 and a.incident_id = $2 and a.kind = 'device'`,
    [tx.tenantId, id],
  );
  const [contract] = await tx.query<{ pre: boolean; power: boolean }>(
    `select coalesce(bool_or(containment_pre_approved), false) as pre, coalesce(bool_or(containment_power), false) as power from contracts
     where tenant_id = $1 and customer_id = $2 and starts <= $3::timestamptz::date and (ends is null or ends >= $3::timestamptz::date)`,
    [tx.tenantId, customerId, now],
  );
  return {
    level: now_,
    assetRole: role,
    preApproved: contract?.pre ?? false,
    power: contract?.power ?? false,
    serviceHours: isOpen(await calendarOf(), now),
    deviceLost: lost?.isAll === true,
  };
}
