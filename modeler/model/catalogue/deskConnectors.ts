import type { Connector } from "./connectors.ts";

/** What the desk does: job type, German and English name, inputs, outputs, BPMN errors. The table of `processes/README.md`. */
const table: readonly (readonly [string, string, string, string, string, string])[] = [
  ["desk.intake.raw", "Eingang aufbewahren", "Keep what came in", "channel payload", "raw", ""],
  ["desk.intake.normalise", "Eingang vereinheitlichen", "Normalise what came in", "channel alert mail request call phone ticketRequest", "intake", "parse.failed"],
  ["desk.intake.deduplicate", "Doppelte erkennen", "Recognise duplicates", "intake contactMatch", "condition", ""],
  ["desk.intake.settle", "Eingang abschließen", "Settle what came in", "intake action", "", ""],
  ["desk.intake.quarantine", "Eingang in Quarantäne", "Quarantine what came in", "raw channel", "quarantine", ""],
  ["desk.ticket.create", "Ticket anlegen", "Create a ticket", "intake condition triage", "ticket", ""],
  ["desk.ticket.append", "An Ticket anhängen", "Append to a ticket", "intake condition", "appended", ""],
  ["desk.ticket.update", "Ticket ändern", "Change a ticket", "ticketId changes", "ticket", ""],
  ["desk.ticket.gate", "Ticket prüfen", "Check a ticket", "ticketId", "gate", ""],
  ["desk.ticket.merge", "Tickets zusammenführen", "Merge tickets", "ticketId intoNumber", "ticket", ""],
  ["desk.time.record", "Zeit buchen", "Record time", "ticketId technician minutes workType note cause travelMinutes report reply", "timeEntry", ""],
  ["desk.dispatch.candidates", "Geeignete Techniker finden", "Find suitable technicians", "ticket excluded", "candidates", ""],
  ["desk.dispatch.rank", "Techniker reihen", "Rank technicians", "ticket candidates eligibility", "ranking technician acceptWithin", ""],
  ["desk.dispatch.assign", "Ticket zuteilen", "Assign a ticket", "ticketId technician", "ticket", ""],
  ["desk.dispatch.release", "Zuteilung aufheben", "Release a ticket", "ticketId technician reason", "ticket", ""],
  ["desk.sla.start", "SLA-Uhr starten", "Start the SLA clock", "ticket targets", "sla ticket", ""],
  ["desk.sla.threshold", "SLA-Schwelle melden", "Tell an SLA threshold", "ticketId", "sla ticket", ""],
  ["desk.sla.pause", "SLA-Uhr anhalten", "Pause the SLA clock", "ticketId reason", "sla ticket", ""],
  ["desk.sla.resume", "SLA-Uhr fortsetzen", "Resume the SLA clock", "ticketId", "sla ticket", ""],
  ["desk.sla.change", "SLA-Ziele ändern", "Change the SLA targets", "ticketId targets", "sla ticket", ""],
  ["desk.sla.stop", "SLA-Uhr stoppen", "Stop the SLA clock", "ticketId reason", "sla ticket", ""],
  ["desk.sla.reason", "SLA-Verletzung begründen", "Explain an SLA breach", "ticketId clock cause reason measure", "", ""],
  ["desk.billing.collect", "Leistungen sammeln", "Collect what is billable", "ticket", "billing", ""],
  ["desk.billing.draft", "Rechnungsvorschlag anlegen", "Draft an invoice proposal", "billing verdicts", "proposal", ""],
  ["desk.billing.withdraw", "Rechnungsvorschlag zurückziehen", "Withdraw an invoice proposal", "ticketId", "", ""],
  ["desk.reopen.facts", "Fakten zur Wiedereröffnung", "Facts for reopening", "ticketId message", "reopenFacts", ""],
  ["desk.roadmap.facts", "Fakten zur Roadmap", "Facts for the roadmap", "ticket", "roadmapFacts", ""],
  ["desk.roadmap.find", "Roadmap-Punkt suchen", "Find a roadmap item", "roadmapRequest", "roadmapItem", ""],
  ["desk.roadmap.create", "Roadmap-Punkt anlegen", "Create a roadmap item", "roadmapRequest", "roadmapItem", ""],
  ["desk.roadmap.evidence", "Beleg an Roadmap-Punkt", "Evidence for a roadmap item", "roadmapRequest roadmapItem", "roadmapItem", ""],
  ["desk.csat.allowed", "Darf gefragt werden?", "May we ask?", "ticket", "csatAllowed", ""],
  ["desk.archive.build", "Archivpaket bauen", "Build the archive package", "subject ticket", "archive", ""],
  ["desk.archive.seal", "Archivpaket versiegeln", "Seal the archive package", "archive retention", "archive", ""],
  ["desk.archive.timestamp", "Archivpaket stempeln", "Timestamp the archive package", "archive", "archive", "tsa.failed"],
  ["desk.archive.defer", "Archivierung aufschieben", "Defer archiving", "archive", "archive", ""],
  ["desk.archive.write", "Archivpaket schreiben", "Write the archive package", "archive", "archive", "archive.failed"],
  ["desk.archive.verify", "Archivpaket prüfen", "Verify the archive package", "archive", "archive", "archive.failed"],
  ["desk.archive.publish", "Archivierung bekannt geben", "Announce the archiving", "archive", "archive", ""],
  ["desk.approval.next", "Nächste Freigabestufe", "Next approval step", "approval step delegateTo expired", "approver", ""],
  ["desk.approval.record", "Freigabe festhalten", "Record an approval", "approval step decision comment", "", ""],
  ["desk.asset.facts", "Fakten zum Gerät", "Facts of the device", "ticket", "assetFacts", ""],
  ["desk.procurement.open", "Bestellung anlegen", "Open an order", "ticketId order", "order", ""],
  ["desk.procurement.partial", "Teillieferung buchen", "Book a partial delivery", "ticketId order delivery", "order", ""],
  ["desk.procurement.receive", "Wareneingang buchen", "Book the delivery", "ticketId order delivery", "order", ""],
  ["desk.rma.open", "Reklamation anlegen", "Open an RMA", "ticketId assetId path rma", "rma", ""],
  ["desk.rma.close", "Reklamation abschließen", "Close an RMA", "ticketId rma swap", "rma", ""],
];

/** The connectors to the records of the service desk. */
export const deskConnectors: readonly Connector[] = table.map(([type, de, en, inputs, outputs, errors]) => ({
  type,
  name: { de, en },
  text: { de: "Arbeitet mit den Daten des Service Desks.", en: "Works on the records of the service desk." },
  element: "bpmn:ServiceTask",
  inputs: split(inputs).map((name) => ({ name, label: { de: name, en: name } })),
  outputs: split(outputs),
  errors: split(errors),
}));

function split(names: string): readonly string[] {
  return names === "" ? [] : names.split(" ");
}
