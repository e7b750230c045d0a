/** What a text or an alert tells that another one may tell as well. */
export interface Indicator {
  readonly kind: "incident" | "device" | "hash" | "account";
  /** In lower case. */
  readonly value: string;
}

/** What is looked through for indicators. */
export interface Traces {
  readonly source?: string | undefined;
  readonly condition?: string | null | undefined;
  readonly device?: string | null | undefined;
  readonly texts: readonly string[];
}

const hashes = /\b(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})\b/g;
/** `name@domain` or `DOMAIN\name`. */
const accounts = /\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b|\b[a-z][\w-]{0,30}\\[\w.$-]{1,64}/g;
const most = 50;

/** The product's own incident, the device, hashes of files and accounts; each once. */
export function indicatorsOf({ source, condition, device, texts }: Traces): readonly Indicator[] {
  const text = [condition ?? "", ...texts].join("\n").toLowerCase().slice(0, 50_000);
  const incident =
    source !== undefined && condition?.startsWith("incident:") === true ? [`${source}:${condition}`] : [];
  const all = [
    ...incident.map((value) => ({ kind: "incident", value }) as const),
    ...(device ? [{ kind: "device", value: device } as const] : []),
    ...(text.match(hashes) ?? []).map((value) => ({ kind: "hash", value }) as const),
    ...(text.match(accounts) ?? []).map((value) => ({ kind: "account", value }) as const),
  ].map(({ kind, value }) => ({ kind, value: value.toLowerCase() }));
  const once = new Map(all.map((each) => [`${each.kind} ${each.value}`, each]));
  return [...once.values()].slice(0, most);
}

/** Tactics of MITRE ATT&CK that change how an incident is handled, by technique. */
const byTechnique: Readonly<Record<string, string>> = {
  T1486: "impact",
  T1485: "impact",
  T1489: "impact",
  T1490: "impact",
  T1496: "impact",
  T1041: "exfiltration",
  T1048: "exfiltration",
  T1567: "exfiltration",
  T1020: "exfiltration",
  T1021: "lateral-movement",
  T1210: "lateral-movement",
  T1550: "lateral-movement",
  T1570: "lateral-movement",
  T1566: "initial-access",
  T1190: "initial-access",
  T1078: "initial-access",
  T1059: "execution",
  T1204: "execution",
  T1003: "credential-access",
  T1110: "credential-access",
  T1071: "command-and-control",
  T1547: "persistence",
};

/** The worst first: of several tactics the one that decides. */
const worst = ["impact", "exfiltration", "lateral-movement"];

/** The tactic of an alert, from its techniques and the category that the product gives (`LateralMovement`). */
export function tacticOf(techniques: readonly string[], category: string | null | undefined): string | null {
  const named = (category ?? "")
    .replaceAll(/([a-z])([A-Z])/g, "$1-$2")
    .replaceAll(/[\s_]+/g, "-")
    .toLowerCase();
  const known = techniques.map((technique) => byTechnique[technique.split(".")[0] ?? ""]);
  const all = [...known, ...(tactics.has(named) ? [named] : [])].filter((tactic) => tactic !== undefined);
  return worst.find((tactic) => all.includes(tactic)) ?? all[0] ?? null;
}

const tactics = new Set([
  ...Object.values(byTechnique),
  "privilege-escalation",
  "defense-evasion",
  "discovery",
  "collection",
]);
