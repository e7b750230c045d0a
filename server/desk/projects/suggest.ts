import { loadOf } from "./load.ts";
import type { Booking } from "./load.ts";
import { milestonesOf } from "./plan.ts";
import type { PlannedTask, ProjectPlan } from "./plan.ts";
import type { Skilled } from "./resources.ts";

/** Whom a plan is for, and what else books those who could do it. */
export interface Around {
  readonly resources: readonly Skilled[];
  readonly bookings: readonly Booking[];
}

/** The plan with a person for each task that has none: of those who have the skill, the one with most time left in its weeks. */
export function suggestPeople(plan: ProjectPlan, { resources, bookings }: Around): ProjectPlan {
  const taken: Booking[] = [...bookings];
  const chosen = new Map<number, string | null>();
  for (const task of milestonesOf(plan).flatMap((milestone) => milestone.tasks)) {
    const assignee = task.assignee ?? freest(task, { resources, bookings: taken });
    chosen.set(task.no, assignee);
    if (assignee !== null) taken.push(bookingOf(task, assignee));
  }
  const phases = plan.phases.map((phase) => ({
    ...phase,
    milestones: phase.milestones.map((milestone) => ({
      ...milestone,
      tasks: milestone.tasks.map((task) => ({ ...task, assignee: chosen.get(task.no) ?? null })),
    })),
  }));
  return { ...plan, phases };
}

function freest(task: PlannedTask, { resources, bookings }: Around): string | null {
  const able = resources.filter(({ skills }) => task.skill === null || (skills[task.skill] ?? 0) >= task.skillLevel);
  const rated = able.map((resource) => {
    const theirs = [...bookings.filter(({ login }) => login === resource.login), bookingOf(task, resource.login)];
    const loads = loadOf([resource], theirs, { from: task.startsOn, weeks: weeksOf(task) });
    return {
      login: resource.login,
      left: Math.min(...loads.map((load) => load.availableMinutes - load.bookedMinutes)),
    };
  });
  return rated.toSorted((a, b) => b.left - a.left || a.login.localeCompare(b.login))[0]?.login ?? null;
}

function weeksOf({ startsOn, endsOn }: PlannedTask): number {
  const { days } = Temporal.PlainDate.from(startsOn).until(Temporal.PlainDate.from(endsOn), { largestUnit: "days" });
  return Math.max(1, Math.ceil((days + 1) / 7));
}

function bookingOf({ no, name, minutes, startsOn, endsOn }: PlannedTask, login: string): Booking {
  return {
    login,
    projectId: "",
    projectNumber: "",
    projectName: "",
    taskNo: no,
    taskName: name,
    minutes,
    startsOn,
    endsOn,
  };
}
