import * as archive from "./archive/archive.ts";
import { assignAsset } from "./assets/assign.ts";
import { checkAssets } from "./assets/check.ts";
import { certifyWipe, freeAsset, retireAsset } from "./assets/dispose.ts";
import { checkAgent, queueDocumentation } from "./assets/documentation.ts";
import { matchAsset, mergeAsset } from "./assets/match.ts";
import { beginAsset, registerAsset } from "./assets/register.ts";
import { reportDefect, settleRepair, settleUnseen } from "./assets/repair.ts";
import { billingOperations } from "./billing/operations.ts";
import { collectTime } from "./billing/collect.ts";
import { draftProposal } from "./billing/draft.ts";
import { invoiceOperation } from "./billing/invoice.ts";
import { withdrawProposal } from "./billing/withdraw.ts";
import { assignTicket, releaseTicket } from "./dispatch/assign.ts";
import { findCandidates } from "./dispatch/candidates.ts";
import { rankCandidates } from "./dispatch/rank.ts";
import { freezeDocument, storeDocument } from "./documents/documents.ts";
import { deduplicate } from "./intake/deduplicate.ts";
import { normalise } from "./intake/normalise.ts";
import { keepRaw, quarantine, settleIntake } from "./intake/raw.ts";
import type { Operation } from "./operation.ts";
import { nextApprover, recordApproval } from "./orders/approval.ts";
import { assetFacts } from "./orders/asset.ts";
import { checkHold, openOrder, receiveOrder, receivePart } from "./orders/procurement.ts";
import { closeRma, openRma } from "./orders/rma.ts";
import { followUpSurvey, mayAskCsat } from "./people/csat.ts";
import { projectOperations } from "./projects/operations.ts";
import { approveReview, assessReview, closeReview, meetReview, scheduleReview } from "./qbr/assess.ts";
import { collectSource, recordGap } from "./qbr/collect.ts";
import { computeKpis, rateKpis } from "./qbr/kpis.ts";
import { dueReviews, openReview } from "./qbr/open.ts";
import { decideRoadmap, planRoadmap, postponeItems, refuseItems, roadmapCandidates } from "./qbr/roadmap.ts";
import { addEvidence, createRoadmapItem, findRoadmapItem, roadmapFacts } from "./roadmap/items.ts";
import { contractOfOrder } from "./sales/contract.ts";
import { closeQuote, recordAcceptance, supersedeQuote } from "./sales/decide.ts";
import { openOpportunity } from "./sales/open.ts";
import { createOrder } from "./sales/order.ts";
import { priceFacts, priceQuote } from "./sales/prices.ts";
import { renewContracts } from "./sales/renewals.ts";
import { saveQuote } from "./sales/save.ts";
import { loseOpportunity, noteFollowUp, planFollowUp, qualifyOpportunity, reviveOpportunity } from "./sales/stages.ts";
import * as containment from "./security/containment.ts";
import { attachEvidence, correlate, joinIncident } from "./security/correlate.ts";
import { logOnly, openIncident, pageOnCall } from "./security/open.ts";
import { decideReport, openFollowUp, reportingFacts, setDeadlines } from "./security/reporting.ts";
import { settleAction } from "./security/settle.ts";
import { rateIncident, triageIncident } from "./security/triage.ts";
import * as security from "./security/work.ts";
import { explainBreach, passThreshold, pauseSla, resumeSla, stopSla } from "./sla/run.ts";
import { changeSla, startSla } from "./sla/start.ts";
import { appendToTicket } from "./tickets/append.ts";
import { createTicket } from "./tickets/create.ts";
import { gateTicket } from "./tickets/gate.ts";
import { mergeTicket } from "./tickets/merge.ts";
import { reopenFacts } from "./tickets/reopen.ts";
import { recordTime } from "./tickets/time.ts";
import { updateTicket } from "./tickets/update.ts";

/** Every job type the desk does itself, in the transaction that completes the job. */
export const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["desk.intake.raw", keepRaw],
  ["desk.intake.normalise", normalise],
  ["desk.intake.deduplicate", deduplicate],
  ["desk.intake.quarantine", quarantine],
  ["desk.intake.settle", settleIntake],
  ["desk.ticket.create", createTicket],
  ["desk.ticket.append", appendToTicket],
  ["desk.ticket.update", updateTicket],
  ["desk.ticket.gate", gateTicket],
  ["desk.ticket.merge", mergeTicket],
  ["desk.reopen.facts", reopenFacts],
  ["desk.time.record", recordTime],
  ["desk.dispatch.candidates", findCandidates],
  ["desk.dispatch.rank", rankCandidates],
  ["desk.dispatch.assign", assignTicket],
  ["desk.dispatch.release", releaseTicket],
  ["desk.sla.start", startSla],
  ["desk.sla.change", changeSla],
  ["desk.sla.threshold", passThreshold],
  ["desk.sla.pause", pauseSla],
  ["desk.sla.resume", resumeSla],
  ["desk.sla.stop", stopSla],
  ["desk.sla.reason", explainBreach],
  ["desk.billing.collect", collectTime],
  ["desk.billing.draft", draftProposal],
  ["desk.billing.withdraw", withdrawProposal],
  ["desk.billing.invoice", invoiceOperation],
  ...billingOperations,
  ["desk.roadmap.facts", roadmapFacts],
  ["desk.roadmap.find", findRoadmapItem],
  ["desk.roadmap.create", createRoadmapItem],
  ["desk.roadmap.evidence", addEvidence],
  ["desk.security.correlate", correlate],
  ["desk.security.join", joinIncident],
  ["desk.security.log", logOnly],
  ["desk.security.open", openIncident],
  ["desk.security.page", pageOnCall],
  ["desk.security.attach", attachEvidence],
  ["desk.security.triage", triageIncident],
  ["desk.security.rate", rateIncident],
  ["desk.security.plan", containment.planContainment],
  ["desk.security.approve", containment.approveContainment],
  ["desk.security.authorise", containment.authoriseAction],
  ["desk.security.settle", settleAction],
  ["desk.security.holding", containment.holdingActions],
  ["desk.security.analyse", security.analyseIncident],
  ["desk.security.progress", security.progressIncident],
  ["desk.security.tune", security.proposeTuning],
  ["desk.security.lessons", security.keepLessons],
  ["desk.security.solve", security.solveIncident],
  ["desk.security.close", security.closeIncident],
  ["desk.security.duties", reportingFacts],
  ["desk.security.deadlines", setDeadlines],
  ["desk.security.followUp", openFollowUp],
  ["desk.security.decide", decideReport],
  ["desk.asset.facts", assetFacts],
  ["desk.asset.match", matchAsset],
  ["desk.asset.merge", mergeAsset],
  ["desk.asset.register", registerAsset],
  ["desk.asset.begin", beginAsset],
  ["desk.asset.assign", assignAsset],
  ["desk.asset.queue", queueDocumentation],
  ["desk.asset.agent", checkAgent],
  ["desk.asset.check", checkAssets],
  ["desk.asset.defect", reportDefect],
  ["desk.asset.returned", settleRepair],
  ["desk.asset.found", settleUnseen],
  ["desk.asset.wiped", certifyWipe],
  ["desk.asset.free", freeAsset],
  ["desk.asset.retire", retireAsset],
  ["desk.qbr.due", dueReviews],
  ["desk.qbr.open", openReview],
  ["desk.qbr.collect", collectSource],
  ["desk.qbr.gap", recordGap],
  ["desk.qbr.kpis", computeKpis],
  ["desk.qbr.rate", rateKpis],
  ["desk.qbr.assess", assessReview],
  ["desk.qbr.candidates", roadmapCandidates],
  ["desk.qbr.plan", planRoadmap],
  ["desk.qbr.approve", approveReview],
  ["desk.qbr.schedule", scheduleReview],
  ["desk.qbr.meet", meetReview],
  ["desk.qbr.decide", decideRoadmap],
  ["desk.qbr.postpone", postponeItems],
  ["desk.qbr.refuse", refuseItems],
  ["desk.qbr.close", closeReview],
  ["desk.rma.open", openRma],
  ["desk.rma.close", closeRma],
  ["desk.procurement.hold", checkHold],
  ["desk.procurement.open", openOrder],
  ["desk.procurement.partial", receivePart],
  ["desk.procurement.receive", receiveOrder],
  ["desk.approval.next", nextApprover],
  ["desk.approval.record", recordApproval],
  ["desk.csat.allowed", mayAskCsat],
  ["desk.csat.followed", followUpSurvey],
  ["desk.opportunity.open", openOpportunity],
  ["desk.opportunity.qualify", qualifyOpportunity],
  ["desk.opportunity.note", noteFollowUp],
  ["desk.opportunity.lose", loseOpportunity],
  ["desk.opportunity.plan", planFollowUp],
  ["desk.opportunity.revive", reviveOpportunity],
  ["desk.quote.save", saveQuote],
  ["desk.quote.facts", priceFacts],
  ["desk.quote.price", priceQuote],
  ["desk.quote.accept", recordAcceptance],
  ["desk.quote.close", closeQuote],
  ["desk.quote.supersede", supersedeQuote],
  ["desk.order.create", createOrder],
  ["desk.document.freeze", freezeDocument],
  ["desk.document.store", storeDocument],
  ["desk.contract.create", contractOfOrder],
  ["desk.contract.renewals", renewContracts],
  ...projectOperations,
  ["desk.archive.build", archive.buildArchive],
  ["desk.archive.seal", archive.sealArchive],
  ["desk.archive.defer", archive.deferTimestamp],
]);
