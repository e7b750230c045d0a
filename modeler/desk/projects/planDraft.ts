import { readNumber } from "../../../server/base/readNumber.ts";

/** Plans of projects have dates and prices, templates working days and shares. */
export type PlanKind = "plan" | "template";

/** A task as it is typed. */
export type DraftTask = {
  readonly no: string;
  readonly name: string;
  readonly hours: string;
  readonly skill: string;
  readonly skillLevel: number;
  readonly assignee: string;
  readonly from: string;
  readonly to: string;
  /** The numbers of tasks that have to be done before. */
  readonly after: string;
};

/** A milestone as it is typed; `amount` is a price in euro or a share in percent. */
export type DraftMilestone = {
  readonly name: string;
  readonly due: string;
  readonly amount: string;
  readonly needsAcceptance: boolean;
  readonly material: string | null;
  readonly materialNetCents: number;
  readonly tasks: readonly DraftTask[];
};

export type DraftPhase = { readonly name: string; readonly milestones: readonly DraftMilestone[] };

/** A plan as it is typed. */
export type PlanDraft = { readonly phases: readonly DraftPhase[]; readonly risks: readonly string[] };

type Json = Readonly<Record<string, unknown>>;

/** A plan of the server as its editor has it. */
export function draftOf(plan: unknown, kind: PlanKind): PlanDraft {
  const { phases = [], risks = [] } = (plan ?? {}) as { phases?: readonly Json[]; risks?: readonly string[] }; // wireProjects.ts
  const days =
    kind === "plan"
      ? { due: "dueOn", from: "startsOn", to: "endsOn" }
      : { due: "dueDay", from: "startDay", to: "endDay" };
  const task = (each: Json): DraftTask => ({
    no: said(each["no"]),
    name: said(each["name"]),
    hours: said(Math.round((Number(each["minutes"] ?? 0) / 60) * 100) / 100),
    skill: said(each["skill"]),
    skillLevel: Number(each["skillLevel"] ?? 1),
    assignee: said(each["assignee"]),
    from: said(each[days.from]),
    to: said(each[days.to]),
    after: Array.isArray(each["after"]) ? each["after"].join(", ") : "",
  });
  const milestone = (each: Json): DraftMilestone => ({
    name: said(each["name"]),
    due: said(each[days.due]),
    amount: said(kind === "plan" ? Number(each["netCents"] ?? 0) / 100 : each["percent"]),
    needsAcceptance: each["needsAcceptance"] === true,
    material: typeof each["material"] === "string" ? each["material"] : null,
    materialNetCents: Number(each["materialNetCents"] ?? 0),
    tasks: ((each["tasks"] ?? []) as readonly Json[]).map(task), // as above
  });
  return {
    phases: phases.map((each) => ({
      name: said(each["name"]),
      milestones: ((each["milestones"] ?? []) as readonly Json[]).map(milestone), // as above
    })),
    risks,
  };
}

/** A text that was typed where a number belongs. */
export class Unreadable extends Error {
  readonly text: string;

  constructor(text: string) {
    super(text);
    this.name = "Unreadable";
    this.text = text;
  }
}

/** What is sent to the server. @throws {Unreadable} */
export function planOf({ phases, risks }: PlanDraft, kind: PlanKind): object {
  const isPlan = kind === "plan";
  const task = (each: DraftTask) => ({
    no: count(each.no),
    name: each.name.trim(),
    minutes: Math.round(numberOf(each.hours) * 60),
    skill: each.skill.trim() === "" ? null : each.skill.trim(),
    skillLevel: each.skillLevel,
    after: each.after.split(/[,\s]+/).filter((part) => part !== "").map(count), // prettier-ignore
    ...(isPlan
      ? { assignee: each.assignee.trim() === "" ? null : each.assignee.trim(), startsOn: each.from, endsOn: each.to }
      : { startDay: count(each.from), endDay: count(each.to) }),
  });
  const milestone = ({ tasks, due, amount, ...each }: DraftMilestone) => ({
    ...each,
    name: each.name.trim(),
    ...(isPlan
      ? { dueOn: due, netCents: Math.round(numberOf(amount) * 100) }
      : { dueDay: count(due), percent: numberOf(amount) }),
    tasks: tasks.map(task),
  });
  return {
    phases: phases.map(({ name, milestones }) => ({ name: name.trim(), milestones: milestones.map(milestone) })),
    risks,
  };
}

/** A new task behind those there are. */
export function nextTask({ phases }: PlanDraft, like: Pick<DraftTask, "from" | "to">): DraftTask {
  const numbers = phases.flatMap(({ milestones }) =>
    milestones.flatMap(({ tasks }) => tasks.map(({ no }) => Number(no) || 0)),
  );
  const no = String(Math.max(0, ...numbers) + 1);
  return { no, name: "", hours: "", skill: "", skillLevel: 1, assignee: "", after: "", from: like.from, to: like.to };
}

function said(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

function numberOf(text: string): number {
  const number = text.trim() === "" ? 0 : readNumber(text, "decimal");
  if (typeof number === "string") throw new Unreadable(text);
  return number;
}

function count(text: string): number {
  if (!/^\s*\d{1,6}\s*$/.test(text)) throw new Unreadable(text);
  return Number(text);
}
