import { finding, projectPlan } from "./plan.ts";
import type { Finding, PlannedMilestone, PlannedTask, ProjectPlan } from "./plan.ts";

/**
 * A plan as text that people edit in a form, one thing a line:
 *
 *     Phase: Vorbereitung
 *     Meilenstein: Konzept; bis 2026-12-04; 4500,00 EUR; Teilabnahme; Material: Firewall = 2400,00 EUR
 *     1: Bestand aufnehmen; 240 min; #network:3; @ahuber; 2026-12-01..2026-12-02; nach 4, 5
 *     Risiko: Leitung kommt zu spät
 *
 * `Milestone`, `by`, `acceptance`, `after` and `Risk` are understood as well.
 */
export function planAsText(plan: ProjectPlan): string {
  const lines = plan.phases.flatMap((phase) => [
    `Phase: ${phase.name}`,
    ...phase.milestones.flatMap((milestone) => [milestoneLine(milestone), ...milestone.tasks.map(taskLine)]),
  ]);
  return [...lines, ...plan.risks.map((risk) => `Risiko: ${risk}`)].join("\n");
}

function milestoneLine({
  name,
  dueOn,
  netCents,
  needsAcceptance,
  material,
  materialNetCents,
}: PlannedMilestone): string {
  const parts = [`Meilenstein: ${clean(name)}`, `bis ${dueOn}`];
  if (netCents > 0) parts.push(euros(netCents));
  if (needsAcceptance) parts.push("Teilabnahme");
  if (material !== null) parts.push(`Material: ${clean(material)} = ${euros(materialNetCents)}`);
  return parts.join("; ");
}

function taskLine({ no, name, minutes, skill, skillLevel, assignee, startsOn, endsOn, after }: PlannedTask): string {
  const parts = [`${no}: ${clean(name)}`, `${minutes} min`];
  if (skill !== null) parts.push(`#${skill}:${skillLevel}`);
  if (assignee !== null) parts.push(`@${assignee}`);
  parts.push(`${startsOn}..${endsOn}`);
  if (after.length > 0) parts.push(`nach ${after.join(", ")}`);
  return parts.join("; ");
}

/** A semicolon parts what a line says. */
function clean(text: string): string {
  return text.replaceAll(/\s*;\s*/g, ", ");
}

function euros(cents: number): string {
  return `${Math.trunc(cents / 100)},${String(cents % 100).padStart(2, "0")} EUR`;
}

/** What was read, or what is wrong with each line. */
export type Read =
  | { readonly kind: "plan"; readonly plan: ProjectPlan }
  | { readonly kind: "flaws"; readonly flaws: readonly Finding[] };

/** Reads a plan from text. */
export function planFromText(text: string): Read {
  const draft: Draft = { phases: [], risks: [] };
  const flaws: Finding[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const problem = line.trim() === "" ? undefined : readLine(draft, line.trim());
    if (problem !== undefined)
      flaws.push(finding("plan.line", `Zeile ${index + 1}: ${problem[0]}`, `line ${index + 1}: ${problem[1]}`));
  }
  if (flaws.length > 0) return { kind: "flaws", flaws };
  const parsed = projectPlan.safeParse(draft);
  if (parsed.success) return { kind: "plan", plan: parsed.data };
  const told = parsed.error.issues.map((issue) => `${issue.path.join("/")}: ${issue.message}`);
  return { kind: "flaws", flaws: told.map((each) => finding("plan.shape", each, each)) };
}

interface Draft {
  readonly phases: { name: string; milestones: Record<string, unknown>[] }[];
  readonly risks: string[];
}
type Problem = readonly [de: string, en: string];

function readLine(draft: Draft, line: string): Problem | undefined {
  const [, head = "", rest = ""] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
  const phase = draft.phases.at(-1);
  switch (head.trim().toLowerCase()) {
    case "phase":
      draft.phases.push({ name: rest, milestones: [] });
      return undefined;
    case "risiko":
    case "risk":
      draft.risks.push(rest);
      return undefined;
    case "meilenstein":
    case "milestone":
      if (phase === undefined) return ["Meilenstein vor der ersten Phase", "milestone before the first phase"];
      return readMilestone(phase.milestones, rest);
    default:
      return readTask(phase?.milestones.at(-1), head, rest);
  }
}

type Pattern = readonly [RegExp, (found: readonly string[]) => Readonly<Record<string, unknown>>];
const ofMilestone: readonly Pattern[] = [
  [/^(?:bis|by)\s+(\S+)$/i, ([, dueOn]) => ({ dueOn })],
  [/^(?:teilabnahme|acceptance)$/i, () => ({ needsAcceptance: true })],
  [/^material:\s*(.+?)\s*=\s*([\d.,]+)\s*(?:EUR|€)$/i, ([, material, amount = ""]) => ({ material, materialNetCents: centsOf(amount) })], // prettier-ignore
  [/^([\d.,]+)\s*(?:EUR|€)$/i, ([, amount = ""]) => ({ netCents: centsOf(amount) })],
];
const ofTask: readonly Pattern[] = [
  [/^(\d+)\s*min\.?$/i, ([, minutes]) => ({ minutes: Number(minutes) })],
  [/^(\d+(?:[.,]\d+)?)\s*(?:h|std)\.?$/i, ([, hours = ""]) => ({ minutes: Math.round(Number(hours.replace(",", ".")) * 60) })], // prettier-ignore
  [/^#([\w-]+)(?::([1-5]))?$/, ([, skill, level]) => ({ skill, skillLevel: Number(level ?? 1) })],
  [/^@(\S+)$/, ([, assignee]) => ({ assignee })],
  [/^(\d{4}-\d\d-\d\d)(?:\s*(?:\.\.|–|-)\s*(\d{4}-\d\d-\d\d))?$/, ([, startsOn, endsOn]) => ({ startsOn, endsOn: endsOn ?? startsOn })], // prettier-ignore
  [/^(?:nach|after)\s+([\d,\s]+)$/i, ([, list = ""]) => ({ after: list.split(",").map(Number) })],
];

function readMilestone(milestones: Record<string, unknown>[], rest: string): Problem | undefined {
  const [title = "", ...parts] = rest.split(";").map((part) => part.trim());
  const found = readParts(parts, ofMilestone);
  if (typeof found === "string") return [`„${found}“ verstehe ich nicht`, `"${found}" is not understood`];
  milestones.push({ ...found, name: title, tasks: [] });
  return found["dueOn"] === undefined ? ["Termin fehlt (bis JJJJ-MM-TT)", "no date (by YYYY-MM-DD)"] : undefined;
}

function readTask(milestone: Record<string, unknown> | undefined, head: string, rest: string): Problem | undefined {
  if (!/^\s*\d{1,3}\s*$/.test(head))
    return ["weder Phase, Meilenstein, Aufgabe noch Risiko", "neither phase, milestone, task nor risk"];
  const tasks = milestone?.["tasks"];
  if (!Array.isArray(tasks)) return ["Aufgabe vor dem ersten Meilenstein", "task before the first milestone"];
  const [title = "", ...parts] = rest.split(";").map((part) => part.trim());
  const found = readParts(parts, ofTask);
  if (typeof found === "string") return [`„${found}“ verstehe ich nicht`, `"${found}" is not understood`];
  tasks.push({ ...found, no: Number(head), name: title });
  if (found["minutes"] === undefined) return ["Aufwand fehlt (z. B. 240 min)", "no effort (such as 240 min)"];
  return found["startsOn"] === undefined
    ? ["Termin fehlt (JJJJ-MM-TT..JJJJ-MM-TT)", "no dates (YYYY-MM-DD..YYYY-MM-DD)"]
    : undefined;
}

/** The members that the parts of a line say, or the part that says nothing known. */
function readParts(parts: readonly string[], patterns: readonly Pattern[]): Record<string, unknown> | string {
  const members: Record<string, unknown> = {};
  for (const part of parts.filter((each) => each !== "")) {
    const match = patterns.map(([pattern, say]) => ({ found: pattern.exec(part), say })).find(({ found }) => found);
    if (!match?.found) return part;
    Object.assign(members, match.say([...match.found]));
  }
  return members;
}

/** `4.500,00`, `4500` and `4500.00` are all 450000 cents. */
function centsOf(amount: string): number {
  const [, whole = "", fraction = ""] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(amount) ?? [];
  return Number(whole.replaceAll(/[.,]/g, "")) * 100 + Number(fraction.padEnd(2, "0"));
}
