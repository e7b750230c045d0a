import { z } from "zod";
import type { Tx } from "../../db/transact.ts";
import { storeFile } from "../files/files.ts";
import { expectInput } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { listEvidence } from "./evidence.ts";
import { incidentVariable, lockIncident } from "./incident.ts";
import type { IncidentRow } from "./incident.ts";

const reporting = z.object({ incident: z.object({ id: z.uuid() }) });

/** `desk.security.report`: the whole case as one document beside it, for the customer and the archive. */
export const writeReport: Operation = async ({ tx, now }, given) => {
  const { incident: { id } } = expectInput(reporting, given); // prettier-ignore
  const row = await lockIncident(tx, id);
  const text = await reportOf(tx, row);
  const file = await storeFile(
    tx,
    {
      name: `${row.number}.txt`,
      body: Buffer.from(text),
      subject: { kind: "case", id: row.ticket_number },
      createdBy: "system",
    },
    now,
  );
  await tx.query("update security_incidents set report_file_id = $3 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
    file.id,
  ]);
  return { variables: { incident: await incidentVariable(tx, id), report: { fileId: file.id, text } } };
};

interface Story {
  readonly root_cause: string | null;
  readonly timeline: string | null;
  readonly measures: string | null;
  readonly lessons: { readonly good?: string; readonly bad?: string; readonly measures?: string | null } | null;
  readonly tuning: string | null;
}

const words = {
  de: { title: "Vorfallsbericht", level: "Stufe", aware: "Kenntnis seit", cause: "Ursache", timeline: "Zeitlinie", measures: "Maßnahmen",
    actions: "Gegenmaßnahmen", reports: "Meldungen", evidence: "Beweismittel (SHA-256)", lessons: "Lehren", tuning: "Vorschlag an das Produkt", events: "Verlauf" },
  en: { title: "Incident report", level: "Level", aware: "Aware since", cause: "Root cause", timeline: "Timeline", measures: "Measures",
    actions: "Containment", reports: "Reports", evidence: "Evidence (SHA-256)", lessons: "Lessons", tuning: "Proposal for the product", events: "Course" },
} as const; // prettier-ignore

async function reportOf(tx: Tx, row: IncidentRow): Promise<string> {
  const say = row.language === "en" ? words.en : words.de;
  const [story] = await tx.query<Story>(
    "select root_cause, timeline, measures, lessons, tuning from security_incidents where tenant_id = $1 and id = $2",
    [tx.tenantId, row.id],
  );
  const lines = async (text: string) =>
    (await tx.query<{ line: string }>(text, [tx.tenantId, row.id])).map(({ line }) => line);
  const evidence = await listEvidence(tx, row.id);
  const parts: readonly Part[] = [
    [say.cause, [story?.root_cause]],
    [say.timeline, [story?.timeline]],
    [say.measures, [story?.measures]],
    [say.actions, await lines(actions)],
    [say.reports, await lines(reports)],
    [say.evidence, evidence.map(({ no, title, sha256 }) => `${no}. ${title} ${sha256}`)],
    [say.lessons, [story?.lessons?.good, story?.lessons?.bad, story?.lessons?.measures]],
    [say.tuning, [story?.tuning]],
    [say.events, await lines(events)],
  ];
  return [
    `${say.title} ${row.number} (${row.ticket_number})`,
    row.title,
    `${say.level}: ${row.level}`,
    `${say.aware}: ${row.aware_at.toISOString()}`,
    ...parts.flatMap(written),
  ].join("\n");
}

type Part = readonly [heading: string, said: readonly (string | null | undefined)[]];

function written([heading, all]: Part): readonly string[] {
  const said = all.filter((each) => each !== null && each !== undefined && each !== "");
  return said.length === 0 ? [] : ["", heading, ...said.map(String)];
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
