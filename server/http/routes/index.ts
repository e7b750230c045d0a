import { readFonts } from "../../base/fonts/arimo.ts";
import { Studio } from "../../diagram/picture/studio.ts";
import { openApiRoute } from "../openapi.ts";
import type { Route } from "../route.ts";
import { absenceRoutes } from "./absences.ts";
import { portalSolutionRoutes } from "./portalSolutions.ts";
import { accessRoutes } from "./access.ts";
import { alertAnswerRoutes } from "./alertAnswers.ts";
import { alertHookRoutes } from "./alertHooks.ts";
import { alertRoutes } from "./alerts.ts";
import { assetRoutes } from "./assets.ts";
import { callRoutes } from "./calls.ts";
import { calendarFeedRoutes } from "./calendarFeeds.ts";
import { calendarRoutes } from "./calendars.ts";
import { caseRoutes } from "./cases.ts";
import { definitionRoutes } from "./definitions.ts";
import { aroundRoutes } from "./around.ts";
import { batchRoutes } from "./batches.ts";
import { billingRoutes } from "./billing.ts";
import { contractRoutes } from "./contracts.ts";
import { licenseRoutes } from "./licenses.ts";
import { recordSystemRoutes } from "./systems.ts";
import { choiceRoutes } from "./choices.ts";
import { connectorRoutes } from "./connectors.ts";
import { deskRoutes } from "./desk.ts";
import { diffRoutes } from "./diffs.ts";
import { draftRoutes } from "./drafts.ts";
import { elementTemplateRoutes } from "./elementTemplates.ts";
import { feedbackRoutes } from "./feedback.ts";
import { forkRoutes } from "./forks.ts";
import { evidenceRoutes } from "./evidence.ts";
import { exportRoutes } from "./exports.ts";
import { faultRoutes } from "./faults.ts";
import { figureRoutes } from "./figures.ts";
import { fileRoutes } from "./files.ts";
import { houseRoutes } from "./house.ts";
import { impactRoutes } from "./impacts.ts";
import { importRoutes } from "./imports.ts";
import { inboundMailRoutes } from "./inboundMails.ts";
import { mailSenderRoutes } from "./mailSenders.ts";
import { instanceRoutes } from "./instances.ts";
import { jobRoutes } from "./jobs.ts";
import { keptMessageRoutes } from "./keptMessages.ts";
import { ledgerRoutes } from "./ledgers.ts";
import { messageRoutes } from "./messages.ts";
import { migrationRoutes } from "./migrations.ts";
import { modelRoutes } from "./models.ts";
import { openJobRoutes } from "./openJobs.ts";
import { partyRoutes } from "./parties.ts";
import { projectRoutes } from "./projects.ts";
import { publishingRoutes } from "./publishing.ts";
import { repairRoutes } from "./repair.ts";
import { scenarioRoutes } from "./scenarios.ts";
import { reviewRoutes } from "./reviews.ts";
import { roleRoutes } from "./roles.ts";
import { ruleFileRoutes } from "./ruleFiles.ts";
import { ruleRoutes } from "./rules.ts";
import { ruleUseRoutes } from "./ruleUses.ts";
import { sealRoutes } from "./seals.ts";
import { sellingRoutes } from "./selling.ts";
import { securityRoutes } from "./security.ts";
import { sessionRoutes } from "./session.ts";
import { setupRoutes } from "./setup.ts";
import { standingRoutes } from "./standing.ts";
import { systemRoutes } from "./system.ts";
import { purchasingRoutes } from "./purchasing.ts";
import { intakeRoutes } from "./intakes.ts";
import { timeRoutes } from "./times.ts";
import { tenantRoutes } from "./tenants.ts";
import { taskRoutes } from "./tasks.ts";
import { templateRoutes } from "./templates.ts";
import { ticketRoutes } from "./tickets.ts";
import { trailRoutes } from "./trail.ts";
import { trailSearchRoutes } from "./trailSearch.ts";
import { upstreamRoutes } from "./upstream.ts";
import { versionRoutes } from "./versions.ts";
import { waitRoutes } from "./waits.ts";
import { webhookRoutes } from "./webhooks.ts";
import { workRoutes } from "./work.ts";

/** Who is let in. */
const doorRoutes: readonly Route[] = [...sessionRoutes, ...accessRoutes, ...tenantRoutes];

/** What belongs to a case. */
const caseworkRoutes: readonly Route[] = [
  ...fileRoutes,
  ...caseRoutes,
  ...workRoutes,
  ...timeRoutes,
  ...intakeRoutes,
  ...purchasingRoutes,
];

/** What operators look at and mend. */
const operatorRoutes: readonly Route[] = [
  ...repairRoutes,
  ...migrationRoutes,
  ...batchRoutes,
  ...faultRoutes,
  ...openJobRoutes,
  ...alertAnswerRoutes,
  ...standingRoutes,
  ...waitRoutes,
];

/** What an auditor asks. */
const auditRoutes: readonly Route[] = [...trailSearchRoutes, ...trailRoutes, ...sealRoutes];

/** What the desk keeps. */
const recordRoutes: readonly Route[] = [
  ...billingRoutes,
  ...ledgerRoutes,
  ...deskRoutes,
  ...ticketRoutes,
  ...houseRoutes,
  ...setupRoutes,
  ...aroundRoutes, // before what takes any name for a key
  ...partyRoutes,
  ...choiceRoutes,
  ...contractRoutes,
  ...licenseRoutes,
  ...recordSystemRoutes,
  ...calendarRoutes,
  ...calendarFeedRoutes,
  ...absenceRoutes,
  ...assetRoutes,
  ...reviewRoutes,
  ...projectRoutes,
  ...feedbackRoutes,
  ...securityRoutes,
  ...figureRoutes,
];

/** What comes in and goes out. */
const outsideRoutes: readonly Route[] = [
  ...alertRoutes,
  ...alertHookRoutes,
  ...connectorRoutes,
  ...webhookRoutes,
  ...inboundMailRoutes,
  ...mailSenderRoutes,
  ...callRoutes,
];

/** Every address the server answers, with the document that describes them. */
export function allRoutes(version: string): readonly Route[] {
  const studio = new Studio(readFonts); // one painter draws for all
  const routes = [
    ...systemRoutes,
    ...doorRoutes,
    ...taskRoutes,
    ...caseworkRoutes,
    ...instanceRoutes,
    ...definitionRoutes,
    ...roleRoutes,
    ...ruleUseRoutes, // before what takes any name for a key
    ...ruleRoutes,
    ...ruleFileRoutes,
    ...impactRoutes,
    ...versionRoutes,
    ...upstreamRoutes,
    ...draftRoutes,
    ...publishingRoutes,
    ...forkRoutes,
    ...diffRoutes,
    ...auditRoutes,
    ...evidenceRoutes(studio),
    ...operatorRoutes,
    ...jobRoutes,
    ...modelRoutes(),
    ...exportRoutes(studio),
    ...importRoutes,
    ...scenarioRoutes,
    ...templateRoutes,
    ...elementTemplateRoutes,
    ...messageRoutes,
    ...keptMessageRoutes,
    ...outsideRoutes,
    ...recordRoutes,
    ...sellingRoutes(),
    ...portalSolutionRoutes,
  ];
  return [...routes, openApiRoute(routes, version)];
}
