import type { Labels } from "../../api/types.ts";

/** What a part of the house does itself: its connectors, one a line. */
export type Area = { readonly name: Labels; readonly table: string };

/**
 * Every job that the server works itself, but for the general ones. A line is: job type, German and English name, inputs
 * (a star where the job is refused without), outputs, BPMN errors. A test compares it with what the server knows.
 */
export const areas: readonly Area[] = [
  {
    name: { de: "Service Desk", en: "Service desk" },
    table: `
desk.intake.raw | Eingang aufbewahren | Keep what came in | channel* payload* | raw |
desk.intake.normalise | Eingang vereinheitlichen | Normalise what came in | channel alert mail request call phone ticketRequest | intake | parse.failed
desk.intake.deduplicate | Doppelte erkennen | Recognise duplicates | intake* contactMatch | condition |
desk.intake.settle | Eingang abschließen | Settle what came in | action* intake |  |
desk.intake.quarantine | Eingang in Quarantäne | Quarantine what came in | raw channel | quarantine |
desk.ticket.create | Ticket anlegen | Create a ticket | intake* condition triage | ticket |
desk.ticket.append | An Ticket anhängen | Append to a ticket | intake* condition | appended |
desk.ticket.update | Ticket ändern | Change a ticket | ticketId* changes* | ticket |
desk.ticket.gate | Ticket prüfen | Check a ticket | ticketId* | gate |
desk.ticket.merge | Tickets zusammenführen | Merge tickets | ticketId* intoNumber* | ticket |
desk.time.record | Zeit buchen | Record time | ticketId* technician minutes workType note cause travelMinutes report reply | timeEntry |
desk.dispatch.candidates | Geeignete Techniker finden | Find suitable technicians | ticket* excluded | candidates |
desk.dispatch.rank | Techniker reihen | Rank technicians | ticket* candidates eligibility | ranking technician acceptWithin |
desk.dispatch.assign | Ticket zuteilen | Assign a ticket | ticketId* technician* | ticket |
desk.dispatch.release | Zuteilung aufheben | Release a ticket | ticketId* technician reason | ticket |
desk.sla.start | SLA-Uhr starten | Start the SLA clock | ticket* targets* | sla ticket |
desk.sla.threshold | SLA-Schwelle melden | Tell an SLA threshold | ticketId* | sla ticket |
desk.sla.pause | SLA-Uhr anhalten | Pause the SLA clock | ticketId* reason | sla ticket |
desk.sla.resume | SLA-Uhr fortsetzen | Resume the SLA clock | ticketId* | sla ticket |
desk.sla.change | SLA-Ziele ändern | Change the SLA targets | ticketId* targets* | sla ticket |
desk.sla.stop | SLA-Uhr stoppen | Stop the SLA clock | ticketId* reason | sla ticket |
desk.sla.reason | SLA-Verletzung begründen | Explain an SLA breach | ticketId* clock cause reason measure |  |
desk.reopen.facts | Fakten zur Wiedereröffnung | Facts for reopening | ticketId* message | reopenFacts |
desk.roadmap.facts | Fakten zur Roadmap | Facts for the roadmap | ticket* | roadmapFacts |
desk.roadmap.find | Roadmap-Punkt suchen | Find a roadmap item | roadmapRequest* | roadmapItem |
desk.roadmap.create | Roadmap-Punkt anlegen | Create a roadmap item | roadmapRequest* | roadmapItem |
desk.roadmap.evidence | Beleg an Roadmap-Punkt | Evidence for a roadmap item | roadmapRequest* roadmapItem | roadmapItem |
desk.csat.allowed | Darf gefragt werden? | May we ask? | ticket* | csatAllowed survey |
desk.csat.followed | Gespräch nach einer Bewertung festhalten | Record the call after an answer | surveyId* note* |  |
desk.approval.next | Nächste Freigabestufe | Next approval step | approval* step* delegateTo expired | approver |
desk.approval.record | Freigabe festhalten | Record an approval | approval* step* decision* comment decidedBy |  |`,
  },
  {
    name: { de: "Abrechnung", en: "Billing" },
    table: `
desk.billing.collect | Leistungen sammeln | Collect what is billable | ticket* | billing |
desk.billing.draft | Rechnungsvorschlag anlegen | Draft an invoice proposal | billing* verdicts | proposal |
desk.billing.withdraw | Rechnungsvorschlag zurückziehen | Withdraw an invoice proposal | ticketId* |  |
desk.billing.open | Abrechnungslauf eröffnen | Open a billing run | kind* cutOff projectBilling | run |
desk.billing.gather | Zeiten, Verträge, Material, Projekte sammeln | Gather times, contracts, material, projects | run* | customers |
desk.billing.combine | Vorschläge und Verträge zusammenführen | Combine proposals and contracts | run* customer* | bill |
desk.billing.check | Auffälligkeiten der Rechnung suchen | Look for what is remarkable | run* customer* taxes | checks bill |
desk.billing.clear | Klärungen zur Rechnung übernehmen | Apply what was cleared | run* customer* clearings | bill |
desk.billing.decide | Entscheidungen zur Rechnung übernehmen | Apply the decisions on an invoice | run* customer* decidedBy* rejected goodwill reason | bill notBillable |
desk.billing.release | Kunden aus dem Lauf nehmen | Take a customer out of the run | run* customer* reason |  |
desk.billing.close | Lauf abschließen | Close the run | run* | totals |
desk.contract.trueDown | Vertrag: senkbare Positionen finden | Contract: find lines to reduce | trueDown* | reduction |
desk.contract.reduce | Vertrag: Positionen senken | Contract: reduce lines | reduction* lines reason decidedBy | changes |
desk.license.read | Lizenzen: Ist-Mengen lesen | Licences: read actual counts | run* customer* | licenses | connector.failed
desk.license.last | Lizenzen: letzten Stand nehmen | Licences: use the last count | run* customer* | licenses |
desk.license.compare | Lizenzen: Soll und Ist vergleichen | Licences: compare contract and actual | run* customer* licenses | drifts |
desk.license.set | Lizenzen: Menge setzen | Licences: set the quantity | run* customer* decisions | changes |
desk.invoice.finalise | Rechnung festschreiben | Finalise an invoice | run* customer* textTop requestedBy | invoice |
desk.invoice.delivered | Versand der Rechnung festhalten | Note the delivery of an invoice | invoice* state* address kind note |  |
desk.dispute.open | Beanstandung anlegen | Record the dispute | dispute* | dispute |
desk.dispute.refuse | Beanstandung ablehnen | Refuse a dispute | reason* decidedBy |  |
desk.credit.draft | Gutschrift ermitteln | Work out a credit note | dispute* outcome* lines netCents | credit |
desk.credit.finalise | Gutschrift festschreiben | Finalise a credit note | dispute* outcome* lines netCents reason decidedBy billAgain | invoice proposalId |
desk.export.plan | Fibu-Stapel planen | Plan batches for the ledger | run | batches |
desk.export.fix | Stapel berichtigen | Correct a batch | batch* action* costCentre bookedAs documents | batch |
desk.export.transferred | Übergabe des Stapels festhalten | Note the handover of a batch | batch* decidedBy | batch |
desk.export.confirm | Bestätigung des Stapels festhalten | Note the confirmation of a batch | batch* decidedBy | batch documents invoiced |
desk.export.rejected | Ablehnung des Stapels festhalten | Note the rejection of a batch | batch* message | batch |
desk.export.replace | Ersatzstapel anlegen | Create replacement batch | batch* reason* message bookedOn | batch |
invoice.check | E-Rechnung probeweise prüfen | Dry run of the e-invoice | run* customer* textTop | dryRun | einvoice.invalid
invoice.documents | Rechnung als XML und PDF | Invoice as XML and PDF | invoice* | documents |
ledger.build | Fibu-Datei bauen (DATEV, BMD) | Build the ledger file (DATEV, BMD) | batch* | batch | export.invalid
ledger.validate | Fibu-Datei prüfen | Validate the ledger file | batch* | batch | export.invalid
ledger.transfer | An die Fibu übergeben | Transfer to the ledger | batch* | batch | transfer.failed
desk.billing.invoice | Rechnung aus Vorschlag stellen | Invoice a proposal | proposalId* | invoice |`,
  },
  {
    name: { de: "Vertrieb", en: "Sales" },
    table: `
desk.opportunity.open | Verkaufschance anlegen | Open an opportunity | lead* | opportunity |
desk.opportunity.qualify | Qualifizierung der Chance festhalten | Record the qualification of an opportunity | opportunityId* qualification* points | opportunity |
desk.opportunity.note | Nachfassen zur Chance festhalten | Record a follow-up | opportunityId* outcome note nextStep nextStepOn | opportunity |
desk.opportunity.lose | Verlust der Chance festhalten | Record the loss of an opportunity | opportunityId* loss* | opportunity |
desk.opportunity.plan | Wiedervorlage der Chance planen | Plan the follow-up of an opportunity | opportunityId* followUp | plan |
desk.opportunity.revive | Antwort zur Chance festhalten | Record the answer on an opportunity | opportunityId* interested note | opportunity |
desk.quote.save | Angebotsentwurf speichern | Save the draft of a quote | opportunityId* draft* | quote |
desk.quote.facts | Preise zum Angebot nachschlagen | Look up the prices of a quote | quoteId* | prices |
desk.quote.price | Angebot durchrechnen | Work out quote | quoteId* verdicts* problems | quote |
desk.quote.accept | Annahme des Angebots festhalten | Record the acceptance of a quote | quoteId* name* positions reference by | acceptance |
desk.quote.close | Angebot schließen | Close quote | quoteId* | quote |
desk.quote.supersede | Neue Angebotsversion | New version of a quote | quoteId* reason | quote |
desk.order.create | Auftrag anlegen | Create order | quoteId* | order |
desk.contract.create | Vertrag und Preise anlegen | Create contract and prices | order* | contract |
desk.contract.renewals | Auslaufende Verträge finden | Find contracts that end | days* | renewals |
desk.document.freeze | Angaben des Dokuments einfrieren | Freeze the facts of a document | document* | document |
desk.document.store | Dokument mit Hash ablegen | Store a document with its hash | document* | document |
document.render | Dokument setzen | Render a document | document* | document | document.invalid
document.check | Dokument prüfen | Check a document | document* | document | document.invalid
quote.send | Angebot senden | Send a quote | template* quoteId* language to fileId quote opportunity | quote |`,
  },
  {
    name: { de: "Geräte und Beschaffung", en: "Devices and procurement" },
    table: `
desk.asset.facts | Fakten zum Gerät | Facts of the device | ticket* | assetFacts |
desk.procurement.hold | Liefersperre prüfen | Check the credit hold | ticketId projectId | credit |
desk.procurement.open | Bestellung anlegen | Open an order | ticketId order projectId | order |
desk.procurement.partial | Teillieferung buchen | Book a partial delivery | order* ticketId delivery | order |
desk.procurement.receive | Wareneingang buchen | Book the delivery | order* ticketId delivery | order |
desk.asset.match | Gerät abgleichen (Serie, MAC, RMM) | Match a device (serial, MAC, RMM) | order delivery device asset ticketNumber | match |
desk.asset.merge | Gerätedaten zusammenführen | Merge the data of a device | match* | asset |
desk.asset.register | Asset anlegen | Create asset | match* registration | asset | asset.unknown
desk.asset.begin | Betreuung des Geräts beginnen | Begin looking after a device | asset* | asset |
desk.asset.assign | Zuweisung des Geräts speichern | Save the assignment of a device | asset* assignment* | asset | asset.unknown
docs.asset | Gerät in der Doku festhalten | Document a device | asset* |  | connector.failed
docs.flush | Ausgangspuffer der Doku abarbeiten | Work off the documentation outbox |  | flushed |
desk.asset.queue | Gerät für die Doku vormerken | Queue a device for documentation | asset* wanted |  |
desk.asset.agent | RMM-Agent des Geräts prüfen | Check the RMM agent of a device | asset* | asset agent |
desk.asset.check | Alle Geräte prüfen | Check all devices |  | checked |
desk.asset.defect | Defekt des Geräts aufnehmen | Take up the defect of a device | asset* defect | asset ticket ownTicket |
desk.asset.returned | Ergebnis der Reparatur festhalten | Record the outcome of a repair | asset* ticketId* ownTicket swap repaired | asset repair |
desk.asset.found | Verbleib des Geräts festhalten | Record where a device is | asset* finding* | asset |
desk.asset.wiped | Löschprotokoll ausstellen | Issue wipe certificate | asset* wipe* | certificate | wipe.same
desk.asset.free | Lizenzen und Zugänge des Geräts freigeben | Release licences and access of a device | asset* | freed |
desk.asset.retire | Gerät ausmustern | Retire a device | asset* | asset |
desk.rma.open | Reklamation anlegen | Open an RMA | ticketId* path* assetId rma | rma |
desk.rma.close | Reklamation abschließen | Close an RMA | rma* ticketId swap | rma |`,
  },
  {
    name: { de: "Projekte", en: "Projects" },
    table: `
desk.project.create | Projekt anlegen | Create a project | request* order | project plan |
desk.project.plan | Projektplan übernehmen | Take over a project plan | projectId* mode* text revision | plan project |
desk.project.capacity | Kapazität des Projekts prüfen | Check the capacity of a project | projectId* acceptsOverload | capacity project |
desk.project.confirm | Antwort zum Projektplan festhalten | Record the answer to a plan | projectId* decision* name comment | project |
desk.project.milestones | Offene Meilensteine lesen | Read open milestones | projectId* | milestones |
desk.project.milestone | Meilenstein beginnen | Begin milestone | milestoneId* | milestone |
desk.project.tasks | Bereite Projektaufgaben lesen | Read the tasks that are ready | milestoneId* | tasks |
desk.project.work | Zeit und Stand der Projektaufgabe | Time and state of a project task | taskId* technician minutes note isDone workType | work |
desk.project.review | Prüfung des Meilensteins festhalten | Record the check of a milestone | milestoneId* decision* note | milestone |
desk.project.request | Abnahmefrist setzen | Set the deadline of acceptance | projectId* | project |
desk.project.accept | Abnahmeprotokoll festhalten | Record the acceptance | projectId* result* name* milestoneId defects defectsDueOn signature note isDeemed by | acceptance project milestone |
desk.project.instalment | Abschlag berechnen | Compute an instalment | milestoneId* | instalment |
desk.project.settle | Abrechnung des Projekts vorbereiten | Prepare the billing of a project | projectId* | projectBilling |
desk.project.billed | Rechnung dem Projekt zuordnen | Match an invoice with a project | projectId* invoiceNumber | isFinalInvoice |
desk.project.stop | Projekt beenden | End a project | projectId* reason performedCents note | project projectBilling |
desk.project.handover | Unterlagen zur Projektübergabe | Documents for the hand-over | projectId* | handover project |
desk.project.lessons | Projekt schließen, Lehren festhalten | Close a project, keep the lessons | projectId* good* bad* measures changesTemplate roadmapTitle roadmapTheme | project roadmapRequest |
desk.project.change.open | Nachtrag anlegen | Record change | projectId* change* | change |
desk.project.change.send | Nachtragsangebot festhalten | Record the offer of a change | changeId* | change |
desk.project.change.settle | Antwort zum Nachtrag festhalten | Record the answer to a change | changeId* isAccepted* name signature note | change project |
desk.project.measure | Projekt messen | Measure a project | projectId* | measurement |
desk.project.health | Zustand des Projekts festhalten | Record the health of a project | projectId* health* measurement* | measurementId |
desk.project.countermeasure | Gegenmaßnahme festhalten | Record a countermeasure | projectId* measure* by |  |`,
  },
  {
    name: { de: "Kundengespräche (QBR)", en: "Reviews with customers (QBR)" },
    table: `
desk.qbr.due | Kunden mit fälligem QBR suchen | Find customers whose review is due |  | due |
desk.qbr.open | QBR anlegen | Open a review | customer* from to | review | review.exists asset.unknown
desk.qbr.collect | QBR: Quelle lesen | Review: read a source | review* source* |  | source.failed
desk.qbr.gap | QBR: Datenlücke kennzeichnen | Review: mark a data gap | review* source* reason |  |
desk.qbr.kpis | QBR: Kennzahlen berechnen | Review: compute key figures | review* | review kpis |
desk.qbr.rate | QBR: Ampel festhalten | Review: keep the ratings | review* kpis* colors* | kpis |
desk.qbr.assess | QBR: Bewertung festhalten | Review: keep the assessment | review* assessment* assessedBy* | review |
desk.qbr.candidates | QBR: Vorschläge zusammenstellen | Review: gather proposals | review* | roadmapText |
desk.qbr.plan | QBR: Roadmap speichern | Review: save the roadmap | review* text* | items | roadmap.unreadable
desk.qbr.approve | QBR: Freigabe festhalten | Review: keep the approval | review* reviewedBy* | review |
desk.qbr.schedule | QBR: Termin festhalten | Review: keep the date | review* meetingAt* | review |
desk.qbr.meet | QBR: Verlauf festhalten | Review: keep how it went | review* meeting* | review |
desk.qbr.decide | QBR: Entscheidungen auswerten | Review: sort the decisions | review* decisions* | leads postponed rejected |
desk.qbr.postpone | QBR: Verschobenes neu terminieren | Review: reschedule what was postponed | review* decisions* |  |
desk.qbr.refuse | QBR: Ablehnungen festhalten | Review: record refusals | review* decisions* |  |
desk.qbr.close | QBR abschließen | Close a review | review* sentOnly | review |
qbr.deck | QBR als PowerPoint und PDF | Review as PowerPoint and PDF | review* | deck |`,
  },
  {
    name: { de: "Sicherheitsvorfälle", en: "Security incidents" },
    table: `
desk.security.correlate | Sicherheitsalarm korrelieren | Correlate a security alert | ticket* | threat match |
desk.security.join | Ticket mit Vorfall vereinen | Merge the ticket with an incident | ticket* match* | message ticket |
desk.security.log | Sicherheitsalarm nur protokollieren | Only log a security alert | ticket* rating* | ticket |
desk.security.open | Sicherheitsvorfall eröffnen | Open a security incident | ticket* rating* | incident ticket |
desk.security.page | Bereitschaft benennen | Name those on call | incident* reason* | paged |
desk.security.attach | Beleg an Vorfall hängen | Attach evidence to an incident | incident* message | incident threat |
desk.security.triage | Bewertung des Vorfalls festhalten | Keep the triage of an incident | incident* triage* | incident threat |
desk.security.rate | Stufe des Vorfalls festhalten | Keep the level of an incident | incident* rating* | incident raised relapse containment |
desk.security.plan | Maßnahmen je System anlegen | Plan actions for each system | incident* policy* preApproved* | actions requested incident |
desk.security.approve | Freigabe der Maßnahmen festhalten | Keep the approval of actions | incident* approved* by* reason | actions requested |
desk.security.authorise | Freigabe einer Maßnahme prüfen | Check the approval of an action | action* release | order | action.refused
desk.security.settle | Stand einer Maßnahme festhalten | Keep how an action stands | action* job* release | outcome |
desk.security.holding | Was an Maßnahmen noch gilt | Which actions still hold | incident* | holding |
desk.security.analyse | Analyse des Vorfalls festhalten | Keep the analysis of an incident | incident* analysis* | incident falsePositive |
desk.security.progress | Phase des Vorfalls festhalten | Keep the phase of an incident | incident* phase* note element | incident |
desk.security.tune | Unterdrückungsregel vorschlagen | Propose tuning rule | incident* | tuning incident |
desk.security.lessons | Lehren aus dem Vorfall festhalten | Keep the lessons of an incident | incident* lessons* | incident ticket |
desk.security.solve | Ticket des Vorfalls lösen | Solve the ticket of an incident | incident* | ticket incident |
desk.security.close | Vorfall schließen | Close incident | incident* | incident |
desk.security.duties | Meldepflichten sammeln | Gather the duties to report | incident* | regimes |
desk.security.deadlines | Meldefristen setzen | Set the deadlines of reports | incident* duties* | routes informs |
desk.security.followUp | Behördenmeldung vorbereiten | Prepare a report to an authority | incident* regime* stage* requestedBy | report |
desk.security.decide | Entscheidung zur Meldung festhalten | Keep the decision on a report | report* element* decision* reason content reference | report |
incident.report | Vorfallsbericht erzeugen | Generate the incident report | incident* | incident report |`,
  },
  {
    name: { de: "Archiv, PSA und Fernaktionen", en: "Archive, PSA and remote actions" },
    table: `
desk.archive.build | Archivpaket bauen | Build the archive package | subject* ticket | archive |
desk.archive.seal | Archivpaket versiegeln | Seal the archive package | archive* retention* | archive |
desk.archive.defer | Archivierung aufschieben | Defer archiving | archive* | archive |
archive.timestamp | Archivpaket stempeln | Timestamp the archive package | archive* | archive | tsa.failed
archive.write | Ins Archiv schreiben | Write to the archive | archive* | archive | archive.failed
archive.verify | Archiv rücklesen und vergleichen | Read back and compare the archive | archive* | archive | archive.failed
archive.publish | Lesekopie veröffentlichen | Publish a reading copy | archive* | archive |
psa.save | Datensatz im PSA speichern | Save a record in the PSA | entity* id* members* | psa | psa.failed connector.failed
psa.comment | Im PSA kommentieren | Comment in the PSA | id* text* | psa | psa.failed connector.failed
psa.find | Im PSA suchen | Search the PSA | entity* text* | psa | psa.failed connector.failed
remote.run | Fernaktion auslösen | Run a remote action | action* target* reason arguments | remote | action.failed connector.failed
remote.status | Fernaktion abfragen | Ask for a remote action | remote* | remote | action.failed connector.failed
alert.answer | Alarmquelle benachrichtigen | Tell the source of an alert | ticket* answer* | answered |`,
  },
];
