import type { ValueNames } from "../register.ts";

export const severities: ValueNames = {
  critical: { de: "kritisch", en: "critical", tone: "bad" },
  major: { de: "schwer", en: "major", tone: "bad" },
  moderate: { de: "mittel", en: "moderate", tone: "warn" },
  minor: { de: "gering", en: "minor" },
  info: { de: "Hinweis", en: "info" },
};

/** What the product or an analyst thinks of it. */
export const verdicts: ValueNames = {
  malicious: { de: "bösartig", en: "malicious", tone: "bad" },
  suspicious: { de: "verdächtig", en: "suspicious", tone: "warn" },
  benign: { de: "harmlos", en: "benign", tone: "ok" },
  unknown: { de: "unklar", en: "unknown" },
};

export const affectedKinds: ValueNames = {
  device: { de: "Gerät", en: "Device" },
  account: { de: "Konto", en: "Account" },
};

/** What an affected system is used for. */
export const affectedRoles: ValueNames = {
  server: { de: "Server", en: "Server" },
  dc: { de: "Domain-Controller", en: "Domain controller" },
  firewall: { de: "Firewall", en: "Firewall" },
  workstation: { de: "Arbeitsplatz", en: "Workstation" },
  desktop: { de: "Arbeitsplatz", en: "Workstation" },
  notebook: { de: "Notebook", en: "Notebook" },
  account: { de: "Konto", en: "Account" },
  unknown: { de: "unbekannt", en: "unknown" },
};

export const containmentActions: ValueNames = {
  isolate_host: { de: "Gerät isolieren", en: "Isolate device" },
  full_scan: { de: "Vollständig prüfen", en: "Full scan" },
  disable_user: { de: "Konto sperren", en: "Disable account" },
  revoke_sessions: { de: "Sitzungen beenden", en: "Revoke sessions" },
  wipe_device: { de: "Gerät aus der Ferne löschen", en: "Wipe device remotely" },
};

export const containmentStates: ValueNames = {
  requested: { de: "verlangt", en: "requested", tone: "warn" },
  approved: { de: "freigegeben", en: "approved", tone: "info" },
  refused: { de: "abgelehnt", en: "refused" },
  sent: { de: "unterwegs", en: "sent", tone: "info" },
  done: { de: "ausgeführt", en: "done", tone: "ok" },
  failed: { de: "gescheitert", en: "failed", tone: "bad" },
  by_hand: { de: "von Hand", en: "by hand", tone: "ok" },
  releasing: { de: "wird aufgehoben", en: "releasing", tone: "info" },
  released: { de: "aufgehoben", en: "released" },
};

export const evidenceKinds: ValueNames = {
  alert: { de: "Alarm", en: "Alert" },
  ticket: { de: "Ticket", en: "Ticket" },
  file: { de: "Datei", en: "File" },
  log: { de: "Protokoll", en: "Log" },
  note: { de: "Notiz", en: "Note" },
  action: { de: "Maßnahme", en: "Action" },
};

/** What happened in its course. */
export const incidentEvents: ValueNames = {
  opened: { de: "eröffnet", en: "opened" },
  rated: { de: "eingestuft", en: "rated" },
  paged: { de: "alarmiert", en: "paged" },
  triaged: { de: "gesichtet", en: "triaged" },
  requested: { de: "verlangt", en: "requested" },
  containment: { de: "Freigabe", en: "approval" },
  sent: { de: "ausgeführt", en: "carried out" },
  analysed: { de: "analysiert", en: "analysed" },
  report: { de: "Meldung entschieden", en: "report decided" },
  authority: { de: "Behörde fragt nach", en: "authority asks" },
  aware_at: { de: "Kenntnis geändert", en: "awareness changed" },
  changed: { de: "geändert", en: "changed" },
  sight: { de: "Kreis geändert", en: "circle changed" },
  tuning: { de: "Regel angepasst", en: "rule tuned" },
  withdrawn: { de: "zurückgenommen", en: "withdrawn" },
  lessons: { de: "Lehren", en: "lessons" },
  closed: { de: "geschlossen", en: "closed" },
};

/** A verdict as the course notes it; everything else that it notes is text. */
export const notedVerdicts: ValueNames = {
  malicious: { de: "bösartig", en: "malicious" },
  suspicious: { de: "verdächtig", en: "suspicious" },
  benign: { de: "harmlos", en: "benign" },
};

/** Tactics of MITRE ATT&CK, by their names there. */
export const tactics: ValueNames = Object.fromEntries(
  [
    ["initial-access", "Erstzugriff", "Initial access"],
    ["execution", "Ausführung", "Execution"],
    ["persistence", "Festsetzen", "Persistence"],
    ["privilege-escalation", "Rechteausweitung", "Privilege escalation"],
    ["defense-evasion", "Umgehen der Abwehr", "Defense evasion"],
    ["credential-access", "Zugriff auf Anmeldedaten", "Credential access"],
    ["discovery", "Erkundung", "Discovery"],
    ["lateral-movement", "Ausbreitung im Netz", "Lateral movement"],
    ["collection", "Sammeln", "Collection"],
    ["command-and-control", "Fernsteuerung", "Command and control"],
    ["exfiltration", "Datenabfluss", "Exfiltration"],
    ["impact", "Schadwirkung", "Impact"],
  ].map(([key = "", de = "", en = ""]) => [key, { de, en }]),
);
