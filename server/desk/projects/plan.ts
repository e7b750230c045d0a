import { z } from "zod";

const name = z.string().trim().min(1).max(200);
const cents = z.int().min(0).max(1_000_000_000);

const taskShape = z.strictObject({
  /** Unique in the project; tasks name each other by it. */
  no: z.int().min(1).max(999),
  name,
  minutes: z.int().min(0).max(100_000),
  skill: z.string().max(60).nullable().default(null),
  skillLevel: z.int().min(1).max(5).default(1),
  assignee: z.string().max(200).nullable().default(null),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  /** The numbers of tasks that have to be done before. */
  after: z.array(z.int()).max(50).default([]),
});
const milestoneShape = z.strictObject({
  name,
  dueOn: z.iso.date(),
  netCents: cents.default(0),
  /** Whether the customer accepts it as a part, which makes its amount an instalment. */
  needsAcceptance: z.boolean().default(false),
  material: z.string().max(500).nullable().default(null),
  materialNetCents: cents.default(0),
  tasks: z.array(taskShape).max(200),
});

/** A project's plan: phases with milestones with tasks, in order. Money in cents, time in minutes. */
export const projectPlan = z.strictObject({
  phases: z.array(z.strictObject({ name, milestones: z.array(milestoneShape).max(50) })).max(50),
  risks: z.array(z.string().trim().min(1).max(500)).max(50).default([]),
});
export type ProjectPlan = z.output<typeof projectPlan>;
export type PlannedMilestone = z.output<typeof milestoneShape>;
export type PlannedTask = z.output<typeof taskShape>;

/** Something that keeps a plan from being carried out. */
export interface Finding {
  readonly code: string;
  readonly de: string;
  readonly en: string;
}

/** All milestones in order. */
export function milestonesOf(plan: ProjectPlan): readonly PlannedMilestone[] {
  return plan.phases.flatMap((phase) => phase.milestones);
}

/** What is wrong with a plan in itself, whoever works on it: parts that are missing, dates and dependencies that cannot be. */
export function flawsOf(plan: ProjectPlan, startsOn: string): readonly Finding[] {
  const milestones = milestonesOf(plan);
  const tasks = milestones.flatMap((each) => each.tasks);
  return [
    ...(milestones.length === 0 ? [finding("plan.empty", "Kein Meilenstein", "No milestone")] : []),
    ...milestones.flatMap((each) => flawsOfMilestone(each, startsOn)),
    ...doubles(tasks).map((no) => finding("plan.double", `Aufgabe ${no} gibt es zweimal`, `There are two tasks ${no}`)),
    ...flawsOfOrder(milestones),
  ];
}

function flawsOfMilestone(milestone: PlannedMilestone, startsOn: string): readonly Finding[] {
  const { name: title, tasks, dueOn } = milestone;
  const empty = finding("plan.noTasks", `Meilenstein „${title}“ hat keine Aufgabe`, `Milestone "${title}" has no task`);
  return [
    ...(tasks.length === 0 ? [empty] : []),
    ...tasks.flatMap(({ no, startsOn: from, endsOn: to }) => [
      ...(from > to ? [finding("plan.dates", `Aufgabe ${no} endet vor ihrem Beginn`, `Task ${no} ends before it begins`)] : []), // prettier-ignore
      ...(from < startsOn ? [finding("plan.early", `Aufgabe ${no} beginnt vor dem Projekt`, `Task ${no} begins before the project`)] : []), // prettier-ignore
      ...(to > dueOn ? [finding("plan.late", `Aufgabe ${no} endet nach „${title}“ (${dueOn})`, `Task ${no} ends after "${title}" (${dueOn})`)] : []), // prettier-ignore
    ]),
  ];
}

function doubles(tasks: readonly PlannedTask[]): readonly number[] {
  return [...new Set(tasks.map(({ no }) => no).filter((no, index, all) => all.indexOf(no) !== index))];
}

/** A task waits only for tasks of its own or an earlier milestone, and not in a circle: else a milestone never ends. */
function flawsOfOrder(milestones: readonly PlannedMilestone[]): readonly Finding[] {
  const place = new Map(milestones.flatMap((each, index) => each.tasks.map((one) => [one.no, index] as const)));
  const ends = new Map(milestones.flatMap((each) => each.tasks.map((one) => [one.no, one.endsOn] as const)));
  const tasks = milestones.flatMap((each) => each.tasks);
  const flaws = tasks.flatMap(({ no, after, startsOn }) =>
    after.flatMap((before) => {
      const end = ends.get(before);
      if (end === undefined)
        return [finding("plan.unknown", `Aufgabe ${no} wartet auf ${before}, die es nicht gibt`, `Task ${no} waits for ${before}, which does not exist`)]; // prettier-ignore
      if ((place.get(before) ?? 0) > (place.get(no) ?? 0))
        return [finding("plan.order", `Aufgabe ${no} wartet auf ${before} aus einem späteren Meilenstein`, `Task ${no} waits for ${before} of a later milestone`)]; // prettier-ignore
      return startsOn < end
        ? [finding("plan.overlap", `Aufgabe ${no} beginnt, bevor ${before} endet (${end})`, `Task ${no} begins before ${before} ends (${end})`)] // prettier-ignore
        : [];
    }),
  );
  const circle = circleIn(tasks);
  return circle === undefined
    ? flaws
    : [...flaws, finding("plan.circle", `Aufgabe ${circle} wartet auf sich selbst`, `Task ${circle} waits for itself`)];
}

function circleIn(tasks: readonly PlannedTask[]): number | undefined {
  const after = new Map(tasks.map((each) => [each.no, each.after]));
  const reaches = (from: number, wanted: number, seen: Set<number>): boolean =>
    (after.get(from) ?? []).some((next) => {
      if (next === wanted) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, wanted, seen);
    });
  return tasks.find(({ no }) => reaches(no, no, new Set()))?.no;
}

export function finding(code: string, de: string, en: string): Finding {
  return { code, de, en };
}

/** Findings as a form shows them: one a line, in both languages. */
export function told(findings: readonly Finding[]): string {
  return findings.map(({ de, en }) => (de === en ? de : `${de} / ${en}`)).join("\n");
}
