import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { indicatorsOf } from "./indicators.ts";
import type { Indicator } from "./indicators.ts";
import { reportOf } from "./reported.ts";
import type { Report } from "./reported.ts";

/** Kinds of assets whose loss stops a company. */
export const criticalKinds = ["server", "dc", "firewall", "storage"];

/** A device or account that is hit. */
export interface Affected {
  readonly kind: "device" | "account";
  readonly name: string;
  readonly externalRef: string | null;
  readonly assetId: string | null;
  readonly role: string;
}

/** What is known of a threat from the alerts and words of its ticket. */
export interface Threat {
  readonly verdict: string;
  readonly severity: string;
  readonly tactic: string | null;
  readonly mitigation: string | null;
  readonly mitre: readonly string[];
  readonly affected: readonly Affected[];
  readonly indicators: readonly Indicator[];
  readonly alerts: readonly AlertRow[];
  /** The products took back all they had said. */
  readonly isWithdrawn: boolean;
  /** Somebody has opened it as an incident and said what they know. */
  readonly report?: Report;
}

/** An alert as it was kept. */
export interface AlertRow {
  readonly id: string;
  readonly source: string;
  readonly connection_id: string;
  readonly external_id: string;
  readonly kind: string;
  readonly severity: string;
  readonly verdict: string | null;
  readonly mitigation: string | null;
  readonly tactic: string | null;
  readonly mitre: readonly string[];
  readonly title: string;
  readonly device_name: string | null;
  readonly device_ref: string | null;
  readonly asset_id: string | null;
  readonly asset_name: string | null;
  readonly asset_kind: string | null;
  readonly indicators: readonly Indicator[];
  readonly raw_sha256: string;
  readonly occurred_at: Date;
}

interface Words {
  readonly title: string;
  readonly description: string;
  readonly channel: string;
  readonly asset_id: string | null;
  readonly asset_name: string | null;
  readonly asset_kind: string | null;
}

/** Collects what the ticket's alerts say; of a report by a person what the ticket says. Later alerts of a condition count more. */
export async function threatOf(tx: Tx, ticketId: string): Promise<Threat> {
  const alerts = await tx.query<AlertRow>(
    `select a.id, a.source, a.connection_id, a.external_id, a.kind, a.severity, a.verdict, a.mitigation, a.tactic, a.mitre, a.title,
       a.device_name, a.device_ref, a.asset_id, s.name as asset_name, s.kind as asset_kind, a.indicators, a.raw_sha256, a.occurred_at
     from tickets t join alert_conditions c on c.tenant_id = t.tenant_id and c.ticket_id = t.id
     join alerts a on a.tenant_id = c.tenant_id and a.dedup_key = c.dedup_key and a.received_at > t.created_at - interval '1 hour'
     left join assets s on s.tenant_id = a.tenant_id and s.id = a.asset_id
     where t.tenant_id = $1 and t.id = $2 and a.domain = 'security' order by a.received_at, a.id limit 500`,
    [tx.tenantId, ticketId],
  );
  const [words] = await tx.query<Words>(
    `select t.title, t.description, t.channel, t.asset_id, a.name as asset_name, a.kind as asset_kind
     from tickets t left join assets a on a.tenant_id = t.tenant_id and a.id = t.asset_id where t.tenant_id = $1 and t.id = $2`,
    [tx.tenantId, ticketId],
  );
  if (words === undefined) throw new Error("Expected the ticket of a threat");
  if (alerts.length > 0) return saidByProducts(alerts, words);
  const report = await reportOf(tx, ticketId);
  return report === undefined ? saidByPeople(words) : saidInReport(words, report, await namedIn(tx, ticketId, report));
}

/** Somebody took the trouble to report it: whatever it is, a person looks at it. */
function saidByPeople(words: Words): Threat {
  const affected = deviceOf(words);
  return {
    verdict: "suspicious",
    severity: "major",
    tactic: null,
    mitigation: null,
    mitre: [],
    affected,
    indicators: indicatorsOf({ device: affected[0]?.name, texts: [words.title, words.description] }),
    alerts: [],
    isWithdrawn: false,
  };
}

/** Whoever opens an incident says what they make of it and what is hit. */
function saidInReport(words: Words, report: Report, affected: readonly Affected[]): Threat {
  const { verdict, severity, tactic } = report;
  const own = saidByPeople(words);
  const all = [...own.affected, ...affected];
  const named = [...new Map(all.map((each) => [`${each.kind} ${each.name.toLowerCase()}`, each])).values()];
  const hit = affected.map(({ kind, name }) => ({ kind, value: name.toLowerCase() }));
  return {
    ...own,
    verdict,
    severity,
    tactic,
    affected: named,
    indicators: unique([...own.indicators, ...hit]),
    report,
  };
}

/** What a report names, devices as the customer's assets are called. */
async function namedIn(tx: Tx, ticketId: string, { affected }: Report): Promise<readonly Affected[]> {
  const rows = await tx.query<{
    kind: Affected["kind"];
    name: string;
    asset_id: string | null;
    asset_kind: string | null;
  }>(
    `select g.kind, coalesce(a.name, g.name) as name, a.id as asset_id, a.kind as asset_kind
     from rows from (jsonb_to_recordset($3) as (kind text, name text)) with ordinality as g(kind, name, no) join tickets t on t.tenant_id = $1 and t.id = $2
     left join lateral (select id, name, kind from assets where tenant_id = t.tenant_id and customer_id = t.customer_id and g.kind = 'device'
       and lower(name) = lower(g.name) order by id limit 1) a on true order by g.no`,
    [tx.tenantId, ticketId, JSON.stringify(affected)],
  );
  return rows.map(({ kind, name, asset_id: assetId, asset_kind: assetKind }) =>
    kind === "account" ? accountOf(name) : { ...deviceNamed(name, assetKind), assetId },
  );
}

function saidByProducts(alerts: readonly AlertRow[], words: Words): Threat {
  const raised = alerts.filter(({ kind }) => kind !== "reset");
  const counted = raised.length > 0 ? raised : alerts;
  const indicators = unique(alerts.flatMap((alert) => alert.indicators));
  const accounts = indicators.flatMap(({ kind, value }) => (kind === "account" ? [accountOf(value)] : []));
  return {
    verdict:
      first(
        ["malicious", "suspicious", "unknown", "benign"],
        counted.map((alert) => alert.verdict),
      ) ?? "unknown",
    severity:
      first(
        ["critical", "major", "moderate", "minor", "info"],
        counted.map((alert) => alert.severity),
      ) ?? "moderate",
    tactic: first(["impact", "exfiltration", "lateral-movement"], counted.map((alert) => alert.tactic)) ?? counted.findLast(({ tactic }) => tactic)?.tactic ?? null, // prettier-ignore
    mitigation:
      first(
        ["none", "failed", "partially", "mitigated"],
        counted.map((alert) => alert.mitigation),
      ) ?? null,
    mitre: [...new Set(alerts.flatMap((alert) => alert.mitre))].toSorted(),
    affected: [...devicesOf(alerts, words), ...accounts],
    indicators,
    alerts,
    isWithdrawn: latest(alerts).every(({ kind, verdict }) => kind === "reset" || verdict === "benign"),
  };
}

function latest(alerts: readonly AlertRow[]): readonly AlertRow[] {
  return [...new Map(alerts.map((alert) => [`${alert.source} ${alert.external_id}`, alert])).values()];
}

function first(order: readonly string[], given: readonly (string | null)[]): string | undefined {
  return order.find((each) => given.includes(each));
}

function unique(indicators: readonly Indicator[]): readonly Indicator[] {
  return [...new Map(indicators.map((each) => [`${each.kind} ${each.value}`, each])).values()];
}

function devicesOf(alerts: readonly AlertRow[], words: Words): readonly Affected[] {
  const named = alerts.flatMap((alert) => {
    const name = alert.asset_name ?? alert.device_name ?? alert.device_ref;
    return name === null ? [] : [{ ...deviceNamed(name, alert.asset_kind), externalRef: alert.device_ref, assetId: alert.asset_id }]; // prettier-ignore
  });
  const all = named.length > 0 ? named : deviceOf(words);
  return [...new Map(all.map((each) => [each.name.toLowerCase(), each])).values()];
}

function deviceOf({ asset_id: assetId, asset_name: name, asset_kind: kind }: Words): readonly Affected[] {
  return name === null ? [] : [{ ...deviceNamed(name, kind), assetId }];
}

function deviceNamed(name: string, kind: string | null): Affected {
  return { kind: "device", name, externalRef: null, assetId: null, role: roleOf(kind) };
}

function accountOf(name: string): Affected {
  return { kind: "account", name, externalRef: null, assetId: null, role: "account" };
}

/** The role that the containment policy knows. What nobody knows is treated with the care of a server. */
export function roleOf(assetKind: string | null): string {
  if (assetKind === null) return "unknown";
  if (criticalKinds.includes(assetKind)) return assetKind === "storage" ? "server" : assetKind;
  return assetKind === "notebook" ? "notebook" : "workstation";
}

/** What the rule `threat_level` asks. What somebody opened by hand (`byHand`) is looked at, however small. */
export function levelFacts(threat: Threat): JsonObject {
  const devices = threat.affected.filter(({ kind }) => kind === "device");
  return {
    verdict: threat.verdict,
    severity: threat.severity,
    tactic: threat.tactic,
    mitigation: threat.mitigation,
    assetCritical: devices.some(({ role }) => criticalKinds.includes(role)),
    affectedAssets: devices.length,
    byHand: threat.report !== undefined,
  };
}
