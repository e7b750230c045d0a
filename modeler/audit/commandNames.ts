import type { Labels } from "../api/types.ts";

/** The commands that people look for, by the names that they have in the trail. */
export const commandNames: Readonly<Record<string, Labels>> = {
  start: { de: "Gestartet", en: "Started" },
  claimTask: { de: "Aufgabe übernommen", en: "Task claimed" },
  completeTask: { de: "Aufgabe abgeschlossen", en: "Task completed" },
  assignTask: { de: "Aufgabe zugewiesen", en: "Task assigned" },
  decide: { de: "Regel entschied", en: "Rule decided" },
  message: { de: "Nachricht angekommen", en: "Message arrived" },
  timer: { de: "Zeit abgelaufen", en: "Timer fired" },
  setVariables: { de: "Variablen geändert", en: "Variables changed" },
  modify: { de: "Token bewegt", en: "Tokens moved" },
  cancel: { de: "Abgebrochen", en: "Cancelled" },
  suspend: { de: "Angehalten", en: "Suspended" },
  resume: { de: "Fortgesetzt", en: "Resumed" },
  migrate: { de: "Auf andere Version gebracht", en: "Migrated" },
  retry: { de: "Erneut versucht", en: "Tried again" },
  publish: { de: "Veröffentlicht", en: "Published" },
  approveDraft: { de: "Freigegeben", en: "Approved" },
  retire: { de: "Außer Dienst gestellt", en: "Retired" },
  fork: { de: "Geforkt", en: "Forked" },
  comment: { de: "Kommentiert", en: "Commented" },
  recordTime: { de: "Zeit gebucht", en: "Time recorded" },
  changeTime: { de: "Zeit berichtigt", en: "Time corrected" },
  cancelTime: { de: "Zeit gestrichen", en: "Time taken away" },
  exportEvidence: { de: "Nachweispaket erstellt", en: "Evidence taken" },
};
