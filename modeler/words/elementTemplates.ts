import type { Entry } from "./translate.ts";

/** Elements that were made from a template of the house. */
export const elementTemplateWords = {
  "elementTemplate.of": { de: "Vorlage „{name}“", en: "Template “{name}”" },
  "elementTemplate.versionOf": { de: "Version {version}", en: "Version {version}" },
  "elementTemplate.gone": {
    de: "Diese Vorlage gibt es nicht mehr. Was sie eingestellt hat, gilt weiter; nach dem Lösen ist alles einzeln zu ändern.",
    en: "This template is gone. What it has set goes on; after unlinking everything can be changed by itself.",
  },
  "elementTemplate.newer": { de: "Es gibt Version {version}.", en: "There is version {version}." },
  "elementTemplate.update": { de: "Auf Version {version} aktualisieren", en: "Update to version {version}" },
  "elementTemplate.unlink": { de: "Von der Vorlage lösen", en: "Unlink from the template" },
  "elementTemplate.unlinked": {
    de: "Das Element ist jetzt ein eigenes; eingestellt bleibt alles.",
    en: "The element is now one of its own; all settings stay.",
  },
  "elementTemplate.nothing": {
    de: "Hier ist nichts auszufüllen; alles steht fest.",
    en: "There is nothing to fill in; everything is fixed.",
  },
  "unfit.unlike": { de: "Hat nicht die verlangte Form", en: "Is not written as asked for" },
  "unfit.short": { de: "Mindestens {length} Zeichen", en: "At least {length} characters" },
  "unfit.long": { de: "Höchstens {length} Zeichen", en: "At most {length} characters" },
  "bound.type": { de: "Auftragsart", en: "Job type" },
  "bound.retries": { de: "Versuche", en: "Retries" },
  "bound.decisionId": { de: "Regelwerk", en: "Rule set" },
  "bound.resultVariable": { de: "Ergebnis in Variable", en: "Result in variable" },
  "bound.bindingType": { de: "Welche Version", en: "Which version" },
  "bound.processId": { de: "Aufgerufener Prozess", en: "Called process" },
  "bound.expression": { de: "Ausdruck", en: "Expression" },
  "bound.formId": { de: "Formular", en: "Form" },
  "bound.candidateGroups": { de: "Rollen", en: "Roles" },
  "bound.candidateUsers": { de: "Personen", en: "People" },
  "bound.assignee": { de: "Bestimmte Person", en: "A certain person" },
  "bound.priority": { de: "Vorrang", en: "Priority" },
  "bound.dueDate": { de: "Fällig nach", en: "Due after" },
  "bound.followUpDate": { de: "Wiedervorlage", en: "Follow up" },
  "bound.calendar": { de: "Servicezeit", en: "Service time" },
  "bound.name": { de: "Name des Elements", en: "Name of the element" },
  "bound.nameEn": { de: "Name des Elements (Englisch)", en: "Name of the element (English)" },
  "bound.documentationEn": { de: "Wozu? (Englisch)", en: "What for? (English)" },
  "bound.output": { de: "Variable für {source}", en: "Variable for {source}" },
} as const satisfies Record<string, Entry>;
