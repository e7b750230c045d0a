import { z } from "zod";
import type { JsonObject } from "../base/json.ts";
import { transact } from "../db/transact.ts";
import { keepReport, readReport } from "../desk/security/report.ts";
import { incidentPdf, incidentText } from "../documents/report/incident.ts";
import type { LeasedJob } from "../jobs/lease.ts";
import type { Performer } from "../runtime/performer.ts";
import { readFonts } from "./documents/fonts.ts";
import type { World } from "./frame/world.ts";
import { expectInput } from "./input.ts";

const input = z.object({ incident: z.object({ id: z.uuid() }).loose() });

/** What the job was called when the desk did it itself: instances and forks of that time still ask by this name. */
const formerName = "desk.security.report";

/** `incident.report` writes the whole case as a PDF beside it, and tells its text for the mail. It takes time, so it is done outside. */
export function incidentReports({ database, now }: World): Performer {
  return {
    types: ["incident.report", formerName],
    perform: { kind: "outside", run: (job) => write({ database, now }, job) },
  };
}

async function write({ database, now }: Pick<World, "database" | "now">, job: LeasedJob): Promise<JsonObject> {
  const { id } = expectInput(input, job.input).incident;
  const report = await transact(database, job.tenantId, (tx) => readReport(tx, id));
  const body = await incidentPdf(report, await readFonts());
  const kept = await transact(database, job.tenantId, (tx) =>
    keepReport(tx, id, { ...report, body, maker: job }, now()),
  );
  return { incident: kept.incident, report: { fileId: kept.fileId, text: incidentText(report) } };
}
