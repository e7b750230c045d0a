/** What webhooks can tell of: events of the trail, and facts that an instance came to. */
export const webhookEvents = {
  start: { de: "Vorgang gestartet", en: "Instance started" },
  "instance.completed": { de: "Vorgang abgeschlossen", en: "Instance completed" },
  "instance.failed": { de: "Vorgang gescheitert", en: "Instance failed" },
  cancel: { de: "Vorgang abgebrochen", en: "Instance cancelled" },
  jobExhausted: { de: "Auftrag gescheitert, wartet auf den Betrieb", en: "Job failed, waits for an operator" },
  claimTask: { de: "Aufgabe übernommen", en: "Task claimed" },
  assignTask: { de: "Aufgabe zugewiesen", en: "Task assigned" },
  completeTask: { de: "Aufgabe abgeschlossen", en: "Task completed" },
  recordTime: { de: "Zeit gebucht", en: "Time recorded" },
  publishDraft: { de: "Entwurf veröffentlicht", en: "Draft published" },
  createCustomer: { de: "Kunde angelegt", en: "Customer created" },
  changeCustomer: { de: "Kunde geändert", en: "Customer changed" },
  createContract: { de: "Vertrag angelegt", en: "Contract created" },
  changeContract: { de: "Vertrag geändert", en: "Contract changed" },
  recordAbsence: { de: "Abwesenheit eingetragen", en: "Absence recorded" },
} as const;

/** The name of an event. */
export type WebhookEvent = keyof typeof webhookEvents;

/** An event that a test sends; it stands for nothing. */
export const testEvent = "webhook.test";
