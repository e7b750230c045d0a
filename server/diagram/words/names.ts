/** The languages that everything is said in. */
export type Language = "de" | "en";

type Named = Readonly<Record<string, readonly [de: string, en: string]>>;

const types: Named = {
  Task: ["Aufgabe", "task"],
  UserTask: ["Benutzeraufgabe", "user task"],
  ManualTask: ["manuelle Aufgabe", "manual task"],
  ServiceTask: ["Service-Aufgabe", "service task"],
  SendTask: ["Sendeaufgabe", "send task"],
  ReceiveTask: ["Empfangsaufgabe", "receive task"],
  ScriptTask: ["Skript-Aufgabe", "script task"],
  BusinessRuleTask: ["Geschäftsregel-Aufgabe", "business rule task"],
  CallActivity: ["Aufruf-Aktivität", "call activity"],
  SubProcess: ["Teilprozess", "sub-process"],
  AdHocSubProcess: ["Ad-hoc-Teilprozess", "ad-hoc sub-process"],
  Transaction: ["Transaktion", "transaction"],
  StartEvent: ["Startereignis", "start event"],
  EndEvent: ["Endereignis", "end event"],
  BoundaryEvent: ["angeheftetes Ereignis", "boundary event"],
  IntermediateCatchEvent: ["eingetretenes Zwischenereignis", "intermediate catch event"],
  IntermediateThrowEvent: ["ausgelöstes Zwischenereignis", "intermediate throw event"],
  ExclusiveGateway: ["exklusives Gateway", "exclusive gateway"],
  ParallelGateway: ["paralleles Gateway", "parallel gateway"],
  InclusiveGateway: ["inklusives Gateway", "inclusive gateway"],
  EventBasedGateway: ["ereignisbasiertes Gateway", "event-based gateway"],
  ComplexGateway: ["komplexes Gateway", "complex gateway"],
  SequenceFlow: ["Sequenzfluss", "sequence flow"],
  MessageFlow: ["Nachrichtenfluss", "message flow"],
  Association: ["Assoziation", "association"],
  TextAnnotation: ["Anmerkung", "text annotation"],
  Group: ["Gruppe", "group"],
  DataObject: ["Datenobjekt", "data object"],
  DataObjectReference: ["Datenobjekt-Referenz", "data object reference"],
  DataStore: ["Datenspeicher", "data store"],
  DataStoreReference: ["Datenspeicher-Referenz", "data store reference"],
  Process: ["Prozess", "process"],
  Collaboration: ["Kollaboration", "collaboration"],
  Participant: ["Pool", "pool"],
  Lane: ["Lane", "lane"],
  Message: ["Nachricht", "message"],
  Signal: ["Signal", "signal"],
  Error: ["Fehler", "error"],
  Escalation: ["Eskalation", "escalation"],
  Definitions: ["Datei", "file"],
};

const properties: Named = {
  type: ["Typ", "type"],
  container: ["Ort", "container"],
  lane: ["Lane", "lane"],
  name: ["Name", "name"],
  id: ["Id", "id"],
  text: ["Text", "text"],
  executable: ["ausführbar", "executable"],
  source: ["Anfang", "source"],
  target: ["Ziel", "target"],
  default: ["Standardfluss", "default flow"],
  attachedTo: ["angeheftet an", "attached to"],
  interrupting: ["unterbrechend", "interrupting"],
  process: ["Prozess", "process"],
  called: ["aufgerufener Prozess", "called process"],
  script: ["Skript", "script"],
  scriptFormat: ["Skriptsprache", "script language"],
  eventSubProcess: ["Ereignis-Teilprozess", "event sub-process"],
  compensation: ["Kompensation", "compensation"],
  condition: ["Bedingung", "condition"],
  documentation: ["Beschreibung", "documentation"],
  "timer.date": ["Zeitpunkt", "date"],
  "timer.duration": ["Dauer", "duration"],
  "timer.cycle": ["Zyklus", "cycle"],
  message: ["Nachricht", "message"],
  signal: ["Signal", "signal"],
  error: ["Fehler", "error"],
  escalation: ["Eskalation", "escalation"],
  compensates: ["kompensiert", "compensates"],
  link: ["Link", "link"],
  event: ["Ereignis", "event"],
  loop: ["Wiederholung", "loop"],
  data: ["Daten", "data"],
  performer: ["Bearbeiter", "performer"],
  laneOrder: ["Reihenfolge der Lanes", "order of lanes"],
  order: ["Reihenfolge", "order"],
  input: ["Eingabe", "input"],
  output: ["Ausgabe", "output"],
  header: ["Kopfzeile", "header"],
  listener: ["Listener", "listener"],
  job: ["Job-Typ", "job type"],
  retries: ["Versuche", "retries"],
  form: ["Formular", "form"],
  decision: ["Entscheidung", "decision"],
  assignment: ["Zuweisung", "assignment"],
  translation: ["Übersetzung", "translation"],
  extension: ["Erweiterung", "extension"],
  attribute: ["Attribut", "attribute"],
  property: ["Eigenschaft", "property"],
};

/** What a type of BPMN is called. Types without a word go by their own name. */
export function typeName(type: string, language: Language): string {
  const local = type.slice(type.indexOf(":") + 1);
  return nameIn(types, local, language) ?? local;
}

/** What a property is called, by its code. */
export function propertyName(code: string, language: Language): string {
  return nameIn(properties, code, language) ?? code;
}

function nameIn(names: Named, key: string, language: Language): string | undefined {
  return Object.hasOwn(names, key) ? names[key]?.[language === "de" ? 0 : 1] : undefined;
}
