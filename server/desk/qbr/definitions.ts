import type { Tx } from "../../db/transact.ts";

/** A key figure as it is laid out; a tenant may change targets and words. */
export interface KpiDefinition {
  readonly key: string;
  readonly label_de: string;
  readonly label_en: string;
  readonly unit: string;
  readonly formula: string;
  readonly source: string;
  readonly target: number;
  readonly better: "higher" | "lower";
}

type Row = readonly [string, string, string, string, string, string, number, "higher" | "lower"];

const standard: readonly Row[] = [
  ["sla_response", "SLA-Erfüllung Reaktion", "SLA attainment, response", "%", "100 * response clocks met in time / response clocks ended in the period", "tickets", 95, "higher"],
  ["sla_resolution", "SLA-Erfüllung Lösung", "SLA attainment, resolution", "%", "100 * resolution clocks met in time / resolution clocks ended in the period", "tickets", 95, "higher"],
  ["frt", "Mittlere Erstreaktion", "First response time", "min", "service minutes from creation to first response / tickets answered", "tickets", 30, "lower"],
  ["mttr", "Mittlere Lösungszeit", "Mean time to resolve", "min", "service minutes from creation to solution without pauses / tickets solved", "tickets", 480, "lower"],
  ["csat", "Kundenzufriedenheit", "Customer satisfaction", "1–5", "sum of ratings / ratings given", "tickets", 4.5, "higher"],
  ["tpe", "Tickets je Endgerät und Monat", "Tickets per endpoint and month", "", "tickets opened / months / managed devices", "assets", 0.5, "lower"],
  ["rhem", "Reaktivstunden je Endgerät und Monat", "Reactive hours per endpoint and month", "h", "minutes on incidents / 60 / months / managed devices", "assets", 0.25, "lower"],
  ["patch", "Patch-Compliance", "Patch compliance", "%", "100 * patched devices / devices seen in 30 days whose state is known", "monitoring", 95, "higher"],
  ["license", "Lizenznutzung", "Licence utilisation", "%", "100 * licences active in 30 days / licences bought", "billing", 90, "higher"],
  ["reopen", "Wiedereröffnungsquote", "Reopen rate", "%", "100 * tickets reopened / tickets solved", "tickets", 5, "lower"],
  ["fcr", "Erstlösungsquote", "First contact resolution", "%", "100 * tickets solved by one person and never reopened / tickets solved", "tickets", 70, "higher"],
]; // prettier-ignore

/** The key figures of a tenant; the standard's where it has not laid out any. */
export async function kpiDefinitions(tx: Tx): Promise<KpiDefinition[]> {
  await tx.query(
    `insert into kpi_definitions (tenant_id, key, position, label_de, label_en, unit, formula, source, target, better)
     select $1, d->>0, no, d->>1, d->>2, d->>3, d->>4, d->>5, (d->>6)::numeric, d->>7
     from jsonb_array_elements($2::jsonb) with ordinality as x (d, no) on conflict do nothing`,
    [tx.tenantId, JSON.stringify(standard)],
  );
  return tx.query<KpiDefinition>(
    `select key, label_de, label_en, unit, formula, source, target::float8 as target, better from kpi_definitions
     where tenant_id = $1 order by position`,
    [tx.tenantId],
  );
}
