import type { Entry } from "./translate.ts";

/** What surrounds a task: what is said, attached and worked, and how tasks are handed over. */
export const caseWords = {
  "delegate.how": { de: "Auf welche Weise?", en: "In which way?" },
  "delegate.assign": { de: "Zuweisen", en: "Assign" },
  "delegate.assignText": { de: "Die Aufgabe geht ganz an die Person.", en: "The task becomes the person's." },
  "delegate.over": { de: "Vorübergehend übergeben", en: "Hand over for a while" },
  "delegate.overText": {
    de: "Die Person arbeitet zu, danach kommt die Aufgabe zurück.",
    en: "The person helps, then the task comes back.",
  },
  "delegate.done": { de: "Übergeben", en: "Handed over" },
  "delegate.away": { de: "abwesend bis {until}", en: "away until {until}" },
  "delegate.awayFor": { de: "{name} ist bis {until} abwesend.", en: "{name} is away until {until}." },
  "delegate.substitute": { de: "Vertretung wählen: {name}", en: "Choose the substitute: {name}" },
  "delegate.handBack": { de: "Zurück an {name}", en: "Back to {name}" },
  "delegate.takeBack": { de: "Zurückholen", en: "Take back" },
  "delegate.yours": {
    de: "{name} hat Ihnen die Aufgabe vorübergehend übergeben. Füllen Sie aus, was Sie können, und geben Sie sie zurück.",
    en: "{name} handed the task over to you for a while. Fill in what you can, then hand it back.",
  },
  "delegate.theirs": {
    de: "Liegt gerade bei {name} und kommt zu Ihnen zurück.",
    en: "With {name} now; it comes back to you.",
  },
  "delegate.between": {
    de: "Liegt gerade bei {name} und kommt zurück zu {owner}.",
    en: "With {name} now; it comes back to {owner}.",
  },
  "delegate.for": { de: "{name} für {owner}", en: "{name} for {owner}" },

  "views.saved": { de: "Gespeicherte Sichten", en: "Saved views" },
  "views.save": { de: "Sicht speichern", en: "Save view" },
  "views.name": { de: "Name der Sicht", en: "Name of the view" },
  "views.nameMissing": { de: "Geben Sie der Sicht einen Namen.", en: "Give the view a name." },
  "views.share": { de: "Für wen?", en: "For whom?" },
  "views.onlyMe": { de: "Nur für mich", en: "Only me" },
  "views.role": { de: "Alle mit der Rolle {role}", en: "Everybody with the role {role}" },
  "views.done": { de: "Sicht „{name}“ gespeichert", en: "View “{name}” saved" },
  "views.forget": { de: "Sicht „{name}“ löschen", en: "Delete view “{name}”" },
  "views.shared": { de: "geteilt", en: "shared" },

  "sort.by": { de: "Sortiert: {name}", en: "Sorted: {name}" },
  "sort.title": { de: "Sortieren", en: "Sort" },
  "sort.due": { de: "SLA und Fälligkeit", en: "SLA and due time" },
  "sort.dueDown": { de: "Späteste Fälligkeit zuerst", en: "Latest due first" },
  "sort.created": { de: "Älteste zuerst", en: "Oldest first" },
  "sort.createdDown": { de: "Neueste zuerst", en: "Newest first" },
  "sort.priority": { de: "Priorität", en: "Priority" },
  "sort.priorityDown": { de: "Niedrigste Priorität zuerst", en: "Lowest priority first" },
  "sort.customer": { de: "Kunde A–Z", en: "Customer A–Z" },
  "sort.customerDown": { de: "Kunde Z–A", en: "Customer Z–A" },

  "filter.holder": { de: "Bei", en: "With" },
  "filter.priority": { de: "Priorität", en: "Priority" },

  "undo.do": { de: "Rückgängig", en: "Undo" },
  "undo.claimed": { de: "Übernommen", en: "Claimed" },
  "undo.released": { de: "Zurückgegeben", en: "Released" },

  "keys.comment": { de: "Kommentieren", en: "Comment" },
  "keys.work": { de: "Zeit erfassen", en: "Record time" },
  "keys.delegate": { de: "Übergeben", en: "Hand over" },
  "keys.handBack": { de: "Zurück an den Besitzer geben", en: "Hand back to the owner" },
  "keys.sort": { de: "Sortieren", en: "Sort" },
} as const satisfies Record<string, Entry>;
