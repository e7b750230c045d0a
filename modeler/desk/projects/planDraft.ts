import { readNumber, type NumberKind } from "../../../server/base/readNumber.ts";
import type { Language } from "../../api/types.ts";
import { writeNumber } from "../../form/writeNumber.ts";
import type { Key } from "../../words/dictionary.ts";

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

/** A plan of the server as its editor has it, numbers written as the reader's language does. */
export function draftOf(plan: unknown, kind: PlanKind, language: Language): PlanDraft {
  const { phases = [], risks = [] } = (plan ?? {}) as { phases?: readonly Json[]; risks?: readonly string[] }; // wireProjects.ts
  const days =
    kind === "plan"
      ? { due: "dueOn", from: "startsOn", to: "endsOn" }
      : { due: "dueDay", from: "startDay", to: "endDay" };
  const task = (each: Json): DraftTask => ({
    no: said(each["no"]),
    name: said(each["name"]),
    hours: writeNumber(Math.round((Number(each["minutes"] ?? 0) / 60) * 100) / 100, "decimal", language),
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
    amount:
      kind === "plan"
        ? writeNumber(Number(each["netCents"] ?? 0) / 100, "money", language)
        : writeNumber(Number(each["percent"] ?? 0), "exact", language),
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

/** Where something was typed: in which line, and in which of its fields. */
export type Place = {
  readonly what: "plans.task" | "plans.milestone";
  readonly line: string;
  readonly field: Key;
};

/** A text that was typed where a number belongs, or nothing where something does. */
export class Unreadable extends Error {
  readonly text: string;
  readonly kind: NumberKind;
  readonly place: Place;

  constructor(text: string, kind: NumberKind, place: Place) {
    super(text);
    this.name = "Unreadable";
    this.text = text;
    this.kind = kind;
    this.place = place;
  }
}

/** What is sent to the server. @throws {Unreadable} */
export function planOf({ phases, risks }: PlanDraft, kind: PlanKind): object {
  return {
    phases: phases.map(({ name, milestones }) => ({
      name: name.trim(),
      milestones: milestones.map((each) => milestoneOf(each, kind)),
    })),
    risks,
  };
}

function milestoneOf({ tasks, due, amount, ...each }: DraftMilestone, kind: PlanKind): object {
  const at = (field: Key): Place => ({ what: "plans.milestone", line: each.name.trim(), field });
  return {
    ...each,
    name: each.name.trim(),
    ...(kind === "plan"
      ? {
          dueOn: filled(due, at("plans.dueOn")),
          netCents: Math.round(numberOf(amount, "money", at("plans.price")) * 100),
        }
      : {
          dueDay: numberOf(due, "int", at("plans.dueDay")),
          percent: numberOf(amount, "exact", at("plans.percent")),
        }),
    tasks: tasks.map((task) => taskOf(task, kind)),
  };
}

function taskOf(each: DraftTask, kind: PlanKind): object {
  const at = (field: Key): Place => ({ what: "plans.task", line: each.name.trim() || each.no.trim(), field });
  return {
    no: numberOf(each.no, "int", at("plans.number")),
    name: each.name.trim(),
    minutes: Math.round(numberOf(each.hours, "decimal", at("plans.hours")) * 60),
    skill: orNull(each.skill),
    skillLevel: each.skillLevel,
    after: each.after
      .split(/[,\s]+/)
      .filter((part) => part !== "")
      .map((part) => numberOf(part, "int", at("plans.after"))),
    ...(kind === "plan"
      ? {
          assignee: orNull(each.assignee),
          startsOn: filled(each.from, at("plans.from")),
          endsOn: filled(each.to, at("plans.to")),
        }
      : {
          startDay: numberOf(each.from, "int", at("plans.dayFrom")),
          endDay: numberOf(each.to, "int", at("plans.dayTo")),
        }),
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

function orNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}

/** @throws {Unreadable} */
function filled(text: string, place: Place): string {
  if (text.trim() === "") throw new Unreadable("", "int", place);
  return text;
}

/** @throws {Unreadable} */
function numberOf(text: string, kind: NumberKind, place: Place): number {
  const number = readNumber(filled(text, place), kind);
  if (typeof number === "string") throw new Unreadable(text.trim(), kind, place);
  return number;
}
