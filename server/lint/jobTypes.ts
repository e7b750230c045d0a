/** What lint knows of a type of job: who works it is not its business. */
export interface JobType {
  readonly type: string;
  /** Input without which the job is refused. */
  readonly required: readonly string[];
  /** Variables that it brings; undefined: nobody knows. */
  readonly outputs?: readonly string[];
  /** BPMN errors that it may end with. */
  readonly errors: readonly string[];
}

/**
 * The job types that this server works itself: operations of the desk and the connectors. A test compares the list with
 * what the workers really refuse.
 */
export const standardJobTypes: readonly JobType[] = [
  job("desk.intake.raw", "channel payload", "raw"),
  job("desk.intake.normalise", "", "intake", "parse.failed"),
  job("desk.intake.deduplicate", "intake", "condition"),
  job("desk.intake.settle", "action", ""),
  job("desk.intake.quarantine", "", "quarantine"),
  job("desk.ticket.create", "intake", "ticket"),
  job("desk.ticket.append", "intake", "appended"),
  job("desk.ticket.update", "ticketId changes", "ticket"),
  job("desk.ticket.gate", "ticketId", "gate"),
  job("desk.ticket.merge", "ticketId intoNumber", "ticket"),
  job("desk.time.record", "ticketId", "timeEntry"),
  job("desk.dispatch.candidates", "ticket", "candidates"),
  job("desk.dispatch.rank", "ticket", "ranking technician acceptWithin"),
  job("desk.dispatch.assign", "ticketId technician", "ticket"),
  job("desk.dispatch.release", "ticketId", "ticket"),
  job("desk.sla.start", "ticket targets", "sla ticket"),
  job("desk.sla.threshold", "ticketId", "sla ticket"),
  job("desk.sla.pause", "ticketId", "sla ticket"),
  job("desk.sla.resume", "ticketId", "sla ticket"),
  job("desk.sla.change", "ticketId targets", "sla ticket"),
  job("desk.sla.stop", "ticketId", "sla ticket"),
  job("desk.sla.reason", "ticketId", ""),
  job("desk.billing.collect", "ticket", "billing"),
  job("desk.billing.draft", "billing", "proposal"),
  job("desk.billing.withdraw", "ticketId", ""),
  job("desk.reopen.facts", "ticketId", "reopenFacts"),
  job("desk.roadmap.facts", "ticket", "roadmapFacts"),
  job("desk.roadmap.find", "roadmapRequest", "roadmapItem"),
  job("desk.roadmap.create", "roadmapRequest", "roadmapItem"),
  job("desk.roadmap.evidence", "roadmapRequest", "roadmapItem"),
  job("desk.csat.allowed", "ticket", "csatAllowed"),
  job("desk.archive.build", "subject", "archive"),
  job("desk.archive.seal", "archive retention", "archive"),
  job("desk.archive.timestamp", "", "archive", "tsa.failed"),
  job("desk.archive.defer", "archive", "archive"),
  job("desk.archive.write", "archive", "archive", "archive.failed"),
  job("desk.archive.verify", "archive", "archive", "archive.failed"),
  job("desk.archive.publish", "archive", "archive"),
  job("desk.approval.next", "approval step", "approver"),
  job("desk.approval.record", "approval step decision", ""),
  job("desk.asset.facts", "ticket", "assetFacts"),
  job("desk.procurement.open", "", "order"),
  job("desk.procurement.partial", "order", "order"),
  job("desk.procurement.receive", "order", "order"),
  job("desk.asset.match", "", "match"),
  job("desk.asset.merge", "match", "asset"),
  job("desk.asset.register", "match", "asset", "asset.unknown"),
  job("desk.asset.begin", "asset", "asset"),
  job("desk.asset.assign", "asset assignment", "asset", "asset.unknown"),
  job("docs.asset", "asset", "", "connector.failed"),
  job("docs.flush", "", "flushed"),
  job("desk.asset.queue", "asset", ""),
  job("desk.asset.agent", "asset", "asset agent"),
  job("desk.asset.check", "", "checked"),
  job("desk.asset.defect", "asset", "asset ticket ownTicket"),
  job("desk.asset.returned", "asset ticketId", "asset repair"),
  job("desk.asset.found", "asset finding", "asset"),
  job("desk.asset.wiped", "asset wipe", "certificate", "wipe.same"),
  job("desk.asset.free", "asset", "freed"),
  job("desk.asset.retire", "asset", "asset"),
  job("desk.rma.open", "ticketId path", "rma"),
  job("desk.rma.close", "rma", "rma"),
  job("desk.opportunity.open", "lead", "opportunity"),
  job("desk.opportunity.qualify", "opportunityId qualification", "opportunity"),
  job("desk.opportunity.note", "opportunityId", "opportunity"),
  job("desk.opportunity.lose", "opportunityId loss", "opportunity"),
  job("desk.opportunity.plan", "opportunityId", "plan"),
  job("desk.opportunity.revive", "opportunityId", "opportunity"),
  job("desk.quote.save", "opportunityId draft", "quote"),
  job("desk.quote.facts", "quoteId", "prices"),
  job("desk.quote.price", "quoteId verdicts", "quote"),
  job("desk.quote.accept", "quoteId name", "acceptance"),
  job("desk.quote.close", "quoteId", "quote"),
  job("desk.quote.supersede", "quoteId", "quote"),
  job("desk.order.create", "quoteId", "order"),
  job("desk.contract.create", "order", "contract"),
  job("desk.project.create", "request", "project plan"),
  job("desk.project.plan", "projectId mode", "plan project"),
  job("desk.project.capacity", "projectId", "capacity project"),
  job("desk.project.confirm", "projectId decision", "project"),
  job("desk.project.milestones", "projectId", "milestones"),
  job("desk.project.milestone", "milestoneId", "milestone"),
  job("desk.project.tasks", "milestoneId", "tasks"),
  job("desk.project.work", "taskId", "work"),
  job("desk.project.review", "milestoneId decision", "milestone"),
  job("desk.project.request", "projectId", "project"),
  job("desk.project.accept", "projectId result name", "acceptance project milestone"),
  job("desk.project.instalment", "milestoneId", "instalment"),
  job("desk.project.settle", "projectId", "projectBilling"),
  job("desk.project.stop", "projectId", "project projectBilling"),
  job("desk.project.handover", "projectId", "handover project"),
  job("desk.project.lessons", "projectId good bad", "project roadmapRequest"),
  job("desk.project.change.open", "projectId change", "change"),
  job("desk.project.change.send", "changeId", "change"),
  job("desk.project.change.settle", "changeId isAccepted", "change project"),
  job("desk.project.measure", "projectId", "measurement"),
  job("desk.project.health", "projectId health measurement", "measurementId"),
  job("desk.project.countermeasure", "projectId measure", ""),
  job("mail.send", "template", ""),
  job("notify.users", "", ""),
  job("remote.run", "action target", "remote", "action.failed connector.failed"),
  job("remote.status", "remote", "remote", "action.failed connector.failed"),
  job("desk.billing.invoice", "proposalId", "invoice"),
  { type: "http.request", required: ["url"], outputs: ["response"], errors: ["http.*"] },
];

function job(type: string, required: string, outputs: string, errors = ""): JobType {
  return { type, required: list(required), outputs: list(outputs), errors: list(errors) };
}

function list(names: string): readonly string[] {
  return names === "" ? [] : names.split(" ");
}
