import type { Labels } from "../../api/types.ts";

/** What the inputs of connectors are called, one a line: name, German, English. The same name means the same everywhere. */
const table = `
acceptsOverload | Überlast in Kauf nehmen | Accept overload
action | Maßnahme | Action
address | Adresse | Address
alert | Alarm | Alert
analysis | Analyse | Analysis
approval | Freigabe | Approval
approved | Freigegebene Maßnahmen | Approved actions
archive | Archivpaket | Archive package
arguments | Angaben zur Aktion | Arguments of the action
assessedBy | Bewertet von | Assessed by
assessment | Bewertung | Assessment
asset | Gerät | Device
assetId | Gerät (Kennung) | Device (id)
assignment | Zuweisung | Assignment
bad | Was schlecht lief | What went badly
batch | Stapel | Batch
billAgain | Danach neu berechnen | Bill it again afterwards
billing | Leistungen | Billable items
bookedAs | Gebucht als | Booked as
bookedOn | Buchungstag | Booked on
by | Durch wen | By whom
call | Anruf | Call
candidates | Geeignete Techniker | Suitable technicians
cause | Ursache | Cause
change | Nachtrag | Change
changeId | Nachtrag (Kennung) | Change (id)
changes | Änderungen | Changes
changesTemplate | Vorlage ändern | Change the template
channel | Kanal | Channel
clearings | Klärungen | Clearings
clock | Welche SLA-Uhr | Which SLA clock
colors | Ampelfarben | Ratings
comment | Kommentar | Comment
condition | Bedingung des Alarms | Condition of the alert
contactMatch | Erkannter Kontakt | Recognised contact
content | Inhalt | Content
costCentre | Kostenstelle | Cost centre
customer | Kunde | Customer
cutOff | Stichtag | Cut-off
decidedBy | Entschieden von | Decided by
days | Tage davor | Days before
decision | Entscheidung | Decision
decisions | Entscheidungen | Decisions
defect | Defekt | Defect
defects | Mängel | Defects
defectsDueOn | Mängel zu beheben bis | Defects due on
delegateTo | Weitergegeben an | Delegated to
delivery | Lieferung | Delivery
device | Gerät aus dem RMM | Device of the RMM
dispute | Beanstandung | Dispute
document | Dokument | Document
documents | Belege | Documents
draft | Angebotsentwurf | Draft of the quote
duties | Meldepflichten | Duties to report
element | Schritt | Step
eligibility | Eignung | Eligibility
entity | Art des Datensatzes | Kind of record
excluded | Ausgeschlossene Techniker | Excluded technicians
expired | Frist abgelaufen | Deadline expired
fileId | Datei (Kennung) | File (id)
finding | Feststellung | Finding
followUp | Wiedervorlage | Follow-up
from | Von | From
good | Was gut lief | What went well
goodwill | Kulanz | Goodwill
health | Zustand | Health
id | Kennung | Id
incident | Sicherheitsvorfall | Security incident
intake | Eingang | What came in
interested | Interesse besteht | Is interested
intoNumber | In Ticket (Nummer) | Into ticket (number)
invoice | Rechnung | Invoice
invoiceNumber | Rechnungsnummer | Invoice number
isAccepted | Angenommen | Accepted
isDeemed | Gilt als abgenommen | Deemed accepted
isDone | Erledigt | Done
job | Ergebnis der Aktion | Result of the action
kind | Art | Kind
kpis | Kennzahlen | Key figures
language | Sprache | Language
lead | Interessent | Lead
lessons | Lehren | Lessons
licenses | Lizenzen | Licences
lines | Positionen | Lines
loss | Verlust | Loss
mail | E-Mail | E-mail
match | Treffer | Match
measure | Maßnahme | Measure
measurement | Messung | Measurement
measures | Maßnahmen | Measures
meeting | Verlauf des Gesprächs | How the meeting went
meetingAt | Termin | Date of the meeting
members | Werte | Values
message | Nachricht | Message
milestoneId | Meilenstein (Kennung) | Milestone (id)
minutes | Minuten | Minutes
mode | Vorgehen | Mode
name | Name | Name
netCents | Netto (Cent) | Net (cents)
nextStep | Nächster Schritt | Next step
nextStepOn | Nächster Schritt am | Next step on
note | Notiz | Note
opportunity | Verkaufschance | Opportunity
opportunityId | Verkaufschance (Kennung) | Opportunity (id)
order | Bestellung oder Auftrag | Order
outcome | Ergebnis | Outcome
ownTicket | Eigenes Ticket | Ticket of its own
path | Weg | Path
payload | Rohdaten | Raw data
performedCents | Erbrachte Leistung (Cent) | Work performed (cents)
phase | Phase | Phase
phone | Telefonat | Phone call
points | Punkte | Points
policy | Regeln | Policy
positions | Positionen | Positions
preApproved | Vorab freigegeben | Approved beforehand
problems | Probleme | Problems
projectBilling | Projektabrechnung | Project billing
projectId | Projekt (Kennung) | Project (id)
proposalId | Rechnungsvorschlag (Kennung) | Invoice proposal (id)
qualification | Qualifizierung | Qualification
quote | Angebot | Quote
quoteId | Angebot (Kennung) | Quote (id)
rating | Einstufung | Rating
raw | Aufbewahrter Eingang | What was kept
reason | Begründung | Reason
reduction | Senkbare Positionen | Lines to reduce
reference | Bezug | Reference
regime | Rechtsgrundlage | Legal basis
registration | Erfassung | Registration
rejected | Abgelehnte Positionen | Rejected lines
release | Freigabe | Release
remote | Fernaktion | Remote action
repaired | Repariertes Gerät | Repaired device
reply | Antwort | Reply
report | Bericht | Report
request | Anfrage | Request
requestedBy | Angefordert von | Requested by
result | Ergebnis | Result
retention | Aufbewahrung | Retention
review | QBR | Review
reviewedBy | Geprüft von | Reviewed by
revision | Planstand | Revision of the plan
rma | Reklamation | RMA
roadmapItem | Roadmap-Punkt | Roadmap item
roadmapRequest | Vorschlag für die Roadmap | Proposal for the roadmap
roadmapTheme | Thema der Roadmap | Theme of the roadmap
roadmapTitle | Titel auf der Roadmap | Title on the roadmap
run | Abrechnungslauf | Billing run
sentOnly | Nur versandt | Only sent
signature | Unterschrift | Signature
source | Quelle | Source
stage | Meldestufe | Stage of the report
state | Stand | State
step | Stufe | Step
subject | Worum es geht | What it is about
surveyId | Bewertung (Kennung) | Survey (id)
swap | Austausch | Swap
target | Zielgerät | Target
targets | SLA-Ziele | SLA targets
taskId | Projektaufgabe (Kennung) | Project task (id)
taxes | Steuern | Taxes
technician | Techniker (Anmeldename) | Technician (login)
template | Vorlage | Template
text | Text | Text
textTop | Text über den Positionen | Text above the lines
ticket | Ticket | Ticket
ticketId | Ticket (Kennung) | Ticket (id)
ticketNumber | Ticketnummer | Ticket number
ticketRequest | Auftrag für ein Ticket | Request for a ticket
to | An | To
travelMinutes | Fahrzeit (Minuten) | Travel (minutes)
triage | Ersteinschätzung | Triage
trueDown | Entfallenes Gerät | Device that is gone
verdicts | Ergebnisse der Regeln | Verdicts of the rules
wanted | Gewünschte Angaben | What is wanted
wipe | Löschung | Wipe
workType | Art der Arbeit | Kind of work
`;

const words = new Map(
  table
    .trim()
    .split("\n")
    .map((line) => {
      const [name = "", de = "", en = ""] = line.split(" | ");
      return [name, { de, en }] as const;
    }),
);

/** What an input is called; undefined for one that nobody has given words. */
export function inputWords(name: string): Labels | undefined {
  return words.get(name);
}
