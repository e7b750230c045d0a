import type { ChainedEvent } from "../../audit/chain.ts";
import type { JsonObject } from "../../base/json.ts";
import { isObject } from "../../base/json.ts";
import type { Version } from "../../definitions/store.ts";
import type { TrailEvent } from "../wire.ts";

type Language = "de" | "en";

/** Sentences for commands: `{e}` element, `{a}` actor, other braces are members of the event's data. */
const sentences: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  start: { de: "Gestartet", en: "Started" },
  completeTask: { de: "„{e}“ abgeschlossen von {a}", en: "“{e}” completed by {a}" },
  claimTask: { de: "„{e}“ übernommen von {a}", en: "“{e}” claimed by {a}" },
  releaseTask: { de: "„{e}“ zurückgegeben von {a}", en: "“{e}” released by {a}" },
  assignTask: { de: "„{e}“ zugewiesen an {to} durch {a}", en: "“{e}” assigned to {to} by {a}" },
  delegateTask: { de: "„{e}“ von {a} vorübergehend an {to} übergeben", en: "“{e}” handed over to {to} by {a}" },
  handBackTask: { de: "„{e}“ von {a} zurück an {to} gegeben", en: "“{e}” handed back to {to} by {a}" },
  comment: { de: "Kommentar von {a}", en: "Comment by {a}" },
  editComment: { de: "Kommentar geändert von {a}", en: "Comment edited by {a}" },
  recordTime: { de: "{minutes} Min. gebucht von {a}", en: "{minutes} min recorded by {a}" },
  completeJob: { de: "„{e}“ ausgeführt", en: "“{e}” done" },
  jobExhausted: { de: "„{e}“ gescheitert: {message}", en: "“{e}” failed: {message}" },
  retryJob: { de: "„{e}“ erneut versucht von {a}", en: "“{e}” tried again by {a}" },
  retry: { de: "„{e}“ erneut versucht von {a}", en: "“{e}” tried again by {a}" },
  throwError: { de: "Fehler {errorCode} bei „{e}“", en: "Error {errorCode} at “{e}”" },
  throwEscalation: { de: "Eskalation {escalationCode} bei „{e}“", en: "Escalation {escalationCode} at “{e}”" },
  message: { de: "Nachricht {name} bei „{e}“ angekommen", en: "Message {name} taken by “{e}”" },
  signal: { de: "Signal {name} bei „{e}“ angekommen", en: "Signal {name} taken by “{e}”" },
  timer: { de: "Zeit abgelaufen bei „{e}“", en: "Timer fired at “{e}”" },
  decide: {
    de: "Regelwerk {ruleSet} v{version} entschied bei „{e}“ ({rows})",
    en: "Rule set {ruleSet} v{version} decided at “{e}” ({rows})",
  },
  return: { de: "Aufgerufener Prozess bei „{e}“ beendet", en: "Called process at “{e}” returned" },
  setVariables: { de: "Variablen geändert von {a}: {reason}", en: "Variables changed by {a}: {reason}" },
  cancel: { de: "Abgebrochen von {a}: {reason}", en: "Cancelled by {a}: {reason}" },
  suspend: { de: "Angehalten von {a}: {reason}", en: "Suspended by {a}: {reason}" },
  resume: { de: "Fortgesetzt von {a}: {reason}", en: "Resumed by {a}: {reason}" },
  migrate: {
    de: "Von Version {from} auf {to} gebracht von {a}: {reason}",
    en: "Migrated from version {from} to {to} by {a}: {reason}",
  },
  restart: { de: "Neu gestartet von {a}: {reason}", en: "Started again by {a}: {reason}" },
  moveTimer: {
    de: "Frist bei „{e}“ auf {to} verlegt von {a}: {reason}",
    en: "Timer at “{e}” moved to {to} by {a}: {reason}",
  },
  modify: { de: "Ablauf geändert von {a}", en: "Tokens moved by {a}" },
};

const factTexts: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  "instance.started": { de: "Instanz gestartet", en: "Instance started" },
  "instance.completed": { de: "Instanz abgeschlossen", en: "Instance completed" },
  "instance.terminated": { de: "Instanz beendet", en: "Instance terminated" },
  "instance.failed": { de: "Instanz gescheitert", en: "Instance failed" },
  "instance.cancelled": { de: "Instanz abgebrochen", en: "Instance cancelled" },
  "element.entered": { de: "{e} betreten", en: "{e} entered" },
  "element.completed": { de: "{e} erledigt", en: "{e} completed" },
  "element.cancelled": { de: "{e} abgebrochen", en: "{e} cancelled" },
  "element.faulted": { de: "{e} steht: {message}", en: "{e} cannot go on: {message}" },
  "flow.taken": { de: "Weg {e}", en: "Flow {e}" },
  "wait.opened": { de: "{e} wartet", en: "{e} waits" },
  "wait.closed": { de: "{e} wartet nicht mehr", en: "{e} no longer waits" },
  "message.thrown": { de: "Nachricht {name} gesendet", en: "Message {name} thrown" },
  "signal.thrown": { de: "Signal {name} gesendet", en: "Signal {name} thrown" },
  "escalation.thrown": { de: "Eskalation {code} ausgelöst", en: "Escalation {code} thrown" },
  "error.thrown": { de: "Fehler {code} ausgelöst", en: "Error {code} thrown" },
  "error.caught": { de: "Fehler bei {e} gefangen", en: "Error caught at {e}" },
  "escalation.caught": { de: "Eskalation bei {e} gefangen", en: "Escalation caught at {e}" },
  "compensation.started": { de: "Kompensation von {e}", en: "Compensation of {e}" },
  "variables.set": { de: "Variablen geschrieben", en: "Variables written" },
};

/** Events of an instance's trail as sentences. */
export function presentTrail(
  events: readonly ChainedEvent[],
  version: Version | undefined,
  language: Language,
): TrailEvent[] {
  const called = (id: unknown): string => {
    const element = typeof id === "string" ? version?.definition.elements.get(id) : undefined;
    return element?.names[language] ?? element?.name ?? (typeof id === "string" ? id : "");
  };
  return events.map((event) => {
    const { facts = [], ...data } = event.data;
    const list = Array.isArray(facts) ? facts.filter(isObject) : [];
    return {
      streamId: event.streamId,
      seq: event.seq,
      at: event.at.toISOString(),
      type: event.type,
      actor: event.actor,
      requestId: event.requestId,
      data: event.data,
      hash: event.hash,
      text: fill(sentences[event.type]?.[language] ?? event.type, called(data["elementId"]), {
        ...data,
        a: event.actor,
      }),
      facts: list.map((fact) => presentFact(fact, called, language)),
    };
  });
}

function presentFact(
  fact: JsonObject,
  called: (id: unknown) => string,
  language: Language,
): TrailEvent["facts"][number] {
  const { type, elementId, detail } = fact;
  const kind = typeof type === "string" ? type : "";
  const text = fill(factTexts[kind]?.[language] ?? kind, called(elementId), isObject(detail) ? detail : {});
  return { type: kind, text, ...(typeof elementId === "string" ? { elementId } : {}) };
}

function fill(sentence: string, element: string, data: JsonObject): string {
  return sentence
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === "e" ? element : textOf(data[name])))
    .replace(/[:(]?\s*\(?\)?$/, (rest) => (rest.includes("(") ? "" : rest.replace(/:\s*$/, "")));
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
