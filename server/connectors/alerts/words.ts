import type { AlertDomain, AlertSeverity } from "./alert.ts";

/** Words that give a domain away, the telling ones first. `_` counts as a blank. */
const domains: readonly (readonly [AlertDomain, RegExp])[] = [
  [
    "security",
    /\b(malware|virus found|ransom\w*|threat|intrusion|phishing|brute.?force|suspicious|compromised|schadsoftware|angriff)/,
  ],
  ["backup", /\b(backup|back-up|sicherung|datensicherung|veeam|restore|replication|replica)/],
  ["patch", /\b(patch\w*|windows update|updates?|hotfix|kb\d{6,7}|definitions? out of date)\b/],
  [
    "hardware",
    /\b(hardware|raid|s\.?m\.?a\.?r\.?t\.? (status|error|failure)|(drive|disk) (errors?|failure)|fan|temperature|power supply|psu|battery|lüfter|netzteil)\b/,
  ],
  ["capacity", /\b(disk|drive|volume|space|memory|cpu|ram|capacity|quota|storage|speicher|festplatte|auslastung)\b/],
  [
    "availability",
    /\b(offline|down|unreachable|not reachable|no response|status unknown|ping|heartbeat|connectivity|service|dienst|uptime|http|nicht erreichbar)\b/,
  ],
  ["script", /\b(script|skript|component|automation|task)\b/],
];

/** What an alert is about, from the words of a product that does not say. */
export function domainOf(...texts: readonly (string | undefined)[]): AlertDomain {
  const words = texts.join(" ").toLowerCase().replaceAll("_", " ").slice(0, 5_000);
  return domains.find(([, pattern]) => pattern.test(words))?.[0] ?? "other";
}

/** Words for severities, as mails and small products use them. */
const severities: Readonly<Record<string, AlertSeverity>> = {
  critical: "critical",
  emergency: "critical",
  fatal: "critical",
  kritisch: "critical",
  error: "major",
  major: "major",
  high: "major",
  failed: "major",
  failure: "major",
  fehler: "major",
  hoch: "major",
  warning: "moderate",
  moderate: "moderate",
  medium: "moderate",
  warnung: "moderate",
  mittel: "moderate",
  minor: "minor",
  low: "minor",
  niedrig: "minor",
  info: "info",
  information: "info",
  informational: "info",
  none: "info",
  ok: "info",
  success: "info",
};

/** The severity that a word stands for; an unknown one is moderate, since somebody should look at it. */
export function severityOf(word: string | undefined, own: Readonly<Record<string, AlertSeverity>> = {}): AlertSeverity {
  const key = word?.trim().toLowerCase() ?? "";
  return lookUp(own, key) ?? lookUp(severities, key) ?? "moderate";
}

/** A member of a table by a word from outside, which may be `constructor`. */
export function lookUp<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

/** The same for words whose case does not matter and that may be missing. The table is in lower case. */
export function meaningOf<T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined {
  return word === undefined ? undefined : lookUp(table, word.toLowerCase());
}
