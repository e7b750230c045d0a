import type { Texts } from "./scenario.ts";

/** What a log entry or a deviation fills its text with: texts that differ by language, or values. */
export type Words = Readonly<Record<string, string | number | Texts>>;

/** Puts words into a pair of texts: `{name}` stands for the word of that name. */
export function filled(texts: Texts, words: Words): Texts {
  const fill = (language: "de" | "en") =>
    texts[language].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const word = words[name] ?? "";
      return typeof word === "object" ? word[language] : String(word);
    });
  return { de: fill("de"), en: fill("en") };
}

/** How an instance can be, in words. */
export const stateTexts: Readonly<Record<string, Texts>> = {
  running: { de: "läuft", en: "running" },
  completed: { de: "abgeschlossen", en: "completed" },
  terminated: { de: "beendet", en: "terminated" },
  cancelled: { de: "abgebrochen", en: "cancelled" },
  failed: { de: "gescheitert", en: "failed" },
};

/** What happens in a run, by code. */
export const logTexts = {
  "instance.started": { de: "{process} beginnt bei {element}", en: "{process} begins at {element}" },
  "instance.ended": { de: "{process} ist zu Ende: {state}", en: "{process} has ended: {state}" },
  "task.opened": { de: "Aufgabe {element} wartet auf {who}", en: "Task {element} waits for {who}" },
  "task.completed": { de: "{who} erledigt {element}", en: "{who} completes {element}" },
  "job.completed": { de: "{element}: {type} ist erledigt", en: "{element}: {type} is done" },
  "job.error": { de: "{element}: {type} meldet den Fehler {code}", en: "{element}: {type} reports the error {code}" },
  "job.failed": { de: "{element}: {type} scheitert: {reason}", en: "{element}: {type} fails: {reason}" },
  "job.open": { de: "{element}: {type} bleibt offen", en: "{element}: {type} stays open" },
  "mail.written": { de: "{template} an {to}: {subject}", en: "{template} to {to}: {subject}" },
  "decision.made": {
    de: "{element}: {ruleSet} entscheidet, Zeile {rows}",
    en: "{element}: {ruleSet} decides, row {rows}",
  },
  "decision.fixed": { de: "{element}: {ruleSet} mit festem Ergebnis", en: "{element}: {ruleSet} with a fixed verdict" },
  "call.started": { de: "{element} ruft {called}", en: "{element} calls {called}" },
  "call.returned": { de: "{element} kehrt zurück", en: "{element} returns" },
  "message.thrown": { de: "{element} sendet {name} ({key})", en: "{element} sends {name} ({key})" },
  "message.taken": { de: "{name} ({key}) trifft auf {element}", en: "{name} ({key}) meets {element}" },
  "message.kept": { de: "{name} ({key}) wartet: niemand erwartet es", en: "{name} ({key}) waits: nobody expects it" },
  "signal.thrown": { de: "Signal {name}", en: "Signal {name}" },
  "timer.fired": { de: "Zeit {element} ist abgelaufen", en: "Timer {element} has fired" },
  "error.thrown": { de: "Fehler {code} bei {element}", en: "Error {code} at {element}" },
  "escalation.thrown": { de: "Eskalation {code} bei {element}", en: "Escalation {code} at {element}" },
  "clock.moved": { de: "Es ist {at}", en: "It is {at}" },
  "place.faulted": { de: "{element} steht: {reason}", en: "{element} has a fault: {reason}" },
} as const satisfies Readonly<Record<string, Texts>>;

/** What a log entry is about. */
export type LogCode = keyof typeof logTexts;

/** What may be otherwise than a scenario says, by code. */
export const deviationTexts = {
  "scenario.process": {
    de: "Erwartet: ein Prozess {process}; es gibt keinen",
    en: "Expected a process {process}, but there is none",
  },
  "scenario.start": {
    de: "Erwartet: ein Start durch {what}; {process} hat keinen",
    en: "Expected a start by {what}, but {process} has none",
  },
  "scenario.element": {
    de: "Erwartet: ein Element {element}; {process} hat keines",
    en: "Expected an element {element}, but {process} has none",
  },
  "scenario.wait": {
    de: "Erwartet: {what} bei {element}; gewartet wird an {waiting}",
    en: "Expected {what} at {element}, but waiting are {waiting}",
  },
  "scenario.candidate": {
    de: "Erwartet: {who} darf {element} erledigen; zuständig sind {allowed}",
    en: "Expected that {who} may complete {element}, but it is for {allowed}",
  },
  "scenario.form": {
    de: "Erwartet: ein richtig ausgefülltes Formular bei {element}; {reason}",
    en: "Expected a complete form at {element}, but {reason}",
  },
  "scenario.message": {
    de: "Erwartet: jemand wartet auf {name} ({key}); niemand wartet darauf",
    en: "Expected somebody to wait for {name} ({key}), but nobody does",
  },
  "scenario.job": {
    de: "Erwartet: eine Antwort auf {type} bei {element}; keine passt",
    en: "Expected an answer to {type} at {element}, but none fits",
  },
  "scenario.call": {
    de: "Erwartet: ein Prozess {called} oder eine Antwort für ihn; es gibt beides nicht",
    en: "Expected a process {called} or an answer for it, but there is neither",
  },
  "scenario.answer": {
    de: "Erwartet: die Antwort von {element} auswertbar; {reason}",
    en: "Expected the answer of {element} to be evaluable, but {reason}",
  },
  "scenario.template": {
    de: "Erwartet: die Vorlage {template} lässt sich füllen; {reason}",
    en: "Expected that template {template} can be rendered, but {reason}",
  },
  "scenario.gap": {
    de: "Erwartet: die Vorlage {template} bekommt alles, was sie nennt; es fehlt {missing}",
    en: "Expected template {template} to get all that it names, but {missing} is missing",
  },
  "scenario.refused": {
    de: "Erwartet: der Schritt wird ausgeführt; {reason}",
    en: "Expected the step to be carried out, but {reason}",
  },
  "scenario.endless": {
    de: "Erwartet: der Prozess kommt zur Ruhe; er läuft nach {limit} Schritten noch, zuletzt {element}",
    en: "Expected the process to come to rest, but after {limit} steps it still goes on, last at {element}",
  },
  "scenario.fault": {
    de: "Erwartet: alles läuft; {element} steht: {reason}",
    en: "Expected everything to go on, but {element} has a fault: {reason}",
  },
  "scenario.past": {
    de: "Erwartet: ein Zeitpunkt nach {now}; {to} ist früher",
    en: "Expected an instant after {now}, but {to} is earlier",
  },
  "scenario.different": {
    de: "Erwartet: {what} ist {expected}; es ist {actual}",
    en: "Expected {what} to be {expected}, but it is {actual}",
  },
  "scenario.visited": {
    de: "Erwartet: {element} wird durchlaufen; wurde es nicht",
    en: "Expected {element} to be visited, but it was not",
  },
  "scenario.notVisited": {
    de: "Erwartet: {element} wird nicht durchlaufen; wurde es {count}-mal",
    en: "Expected {element} not to be visited, but it was {count} times",
  },
  "scenario.order": {
    de: "Erwartet: {element} nach {before}; kam danach nicht mehr",
    en: "Expected {element} after {before}, but it did not come again",
  },
  "scenario.none": { de: "Erwartet: {what}; gefunden wurde {found}", en: "Expected {what}, but found {found}" },
} as const satisfies Readonly<Record<string, Texts>>;

/** The codes of deviations. */
export type DeviationCode = keyof typeof deviationTexts;
