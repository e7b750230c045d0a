import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import type { IncidentReport } from "../../documents/report/incident.ts";
import { storeOnce } from "../files/files.ts";
import type { Maker } from "../files/files.ts";
import { listEvidence } from "./evidence.ts";
import { incidentVariable, lockIncident } from "./incident.ts";

interface Story {
  readonly seller: string;
  readonly customer: string;
  readonly root_cause: string | null;
  readonly timeline: string | null;
  readonly measures: string | null;
  readonly lessons: { readonly good?: string; readonly bad?: string; readonly measures?: string | null } | null;
  readonly tuning: string | null;
}

const words = {
  de: { cause: "Ursache", timeline: "Zeitlinie", measures: "Maßnahmen", actions: "Gegenmaßnahmen", reports: "Meldungen",
    evidence: "Beweismittel (SHA-256)", lessons: "Lehren", tuning: "Vorschlag an das Produkt", events: "Verlauf" },
  en: { cause: "Root cause", timeline: "Timeline", measures: "Measures", actions: "Containment", reports: "Reports",
    evidence: "Evidence (SHA-256)", lessons: "Lessons", tuning: "Proposal for the product", events: "Course" },
} as const; // prettier-ignore
type Words = (typeof words)["de" | "en"];

/** The whole case as one document, for the customer and the archive. @throws {Refusal} `incident.missing` */
export async function readReport(tx: Tx, id: string): Promise<IncidentReport> {
  const row = await lockIncident(tx, id);
  const language = row.language === "en" ? "en" : "de";
  const [story] = await tx.query<Story>(
    `select coalesce((select name from sellers where tenant_id = $1), '') as seller,
       coalesce((select c.name from customers c join tickets t on t.tenant_id = c.tenant_id and t.customer_id = c.id
         where t.tenant_id = $1 and t.number = i.ticket_number), '') as customer,
       i.root_cause, i.timeline, i.measures, i.lessons, i.tuning from security_incidents i where i.tenant_id = $1 and i.id = $2`,
    [tx.tenantId, row.id],
  );
  const { seller = "", customer = "" } = story ?? {};
  const { number, ticket_number: ticketNumber, title, level, aware_at: awareAt } = row;
  const sections = await sectionsOf(tx, row.id, words[language], story);
  return { language, seller, customer, number, ticketNumber, title, level, awareAt, sections };
}

// oxlint-disable-next-line max-params -- what a case is told from
async function sectionsOf(
  tx: Tx,
  id: string,
  say: Words,
  story: Story | undefined,
): Promise<IncidentReport["sections"]> {
  const lines = async (text: string) =>
    (await tx.query<{ line: string }>(text, [tx.tenantId, id])).map(({ line }) => line);
  const evidence = await listEvidence(tx, id);
  const lessons = story?.lessons;
  return [
    section(say.cause, [story?.root_cause]),
    section(say.timeline, [story?.timeline]),
    section(say.measures, [story?.measures]),
    section(say.actions, await lines(actions)),
    section(say.reports, await lines(reports)),
    section(
      say.evidence,
      evidence.map(({ no, title, sha256 }) => `${no}. ${title} ${sha256}`),
    ),
    section(say.lessons, [lessons?.good, lessons?.bad, lessons?.measures]),
    section(say.tuning, [story?.tuning]),
    section(say.events, await lines(events)),
  ];
}

/** A report as a file: of which incident, for which ticket, by which job. */
interface Written {
  readonly number: string;
  readonly ticketNumber: string;
  readonly body: Buffer;
  readonly maker: Maker;
}

/** Keeps the report beside the case: the last one is the incident's. */
export async function keepReport(
  tx: Tx,
  id: string,
  { number, ticketNumber, body, maker }: Written,
  now: Date,
): Promise<{ readonly incident: JsonObject; readonly fileId: string }> {
  const subject = { kind: "case", id: ticketNumber };
  const file = await storeOnce(tx, maker, { name: `${number}.pdf`, body, subject, createdBy: "system" }, now);
  await tx.query("update security_incidents set report_file_id = $3 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
    file.id,
  ]);
  return { incident: await incidentVariable(tx, id), fileId: file.id };
}

function section(heading: string, said: readonly (string | null | undefined)[]) {
  return { heading, lines: said.flatMap((each) => (each === null || each === undefined || each === "" ? [] : [each])) };
}

const actions = `
  select action || ' ' || target || ': ' || state || coalesce(' (' || approval || ')', '') as line from containment_actions
  where tenant_id = $1 and incident_id = $2 order by requested_at, id`;
const reports = `
  select regime || ' ' || stage || ': ' || decision || coalesce(' ' || reference, '') || coalesce(': ' || reason, '') as line
  from regulatory_reports where tenant_id = $1 and incident_id = $2 order by due_at, id`;
const events = `
  select to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') || ' ' || kind || ' ' || note as line from security_events
  where tenant_id = $1 and incident_id = $2 and kind <> 'read' order by at, id limit 500`;
