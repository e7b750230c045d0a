import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { businessDay } from "../businessDay.ts";
import { expectInput } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { loadOf, mondayOf } from "./load.ts";
import type { BookedPart, WeekLoad } from "./load.ts";
import { finding, flawsOf, milestonesOf, told } from "./plan.ts";
import type { Finding, PlannedTask } from "./plan.ts";
import { lockProject, projectVariable, refuseUnless, remember } from "./project.ts";
import type { ProjectRow } from "./project.ts";
import { readBookings, readResources } from "./resources.ts";
import type { Skilled } from "./resources.ts";
import { readPlan } from "./store.ts";

type Context = Pick<OperationContext, "tx" | "now" | "calendarOf">;

const input = z.object({ projectId: z.uuid(), acceptsOverload: z.boolean().nullish() });

/**
 * `desk.project.capacity`: whether the plan can be carried out by the people in it, week by week, beside their other
 * projects and absences. Too much in a week may be accepted; a plan that has flaws, not. Without conflict the plan is settled.
 */
export const checkCapacity: Operation = async (context, given) => {
  const { projectId, acceptsOverload } = expectInput(input, given);
  const project = await lockProject(context.tx, projectId);
  refuseUnless(project, ["draft", "planned"]);
  const { flaws, overloads } = await conflictsOf(context, project);
  const hasConflict = flaws.length > 0 || (overloads.length > 0 && acceptsOverload !== true);
  const findings = [...flaws, ...overloads];
  if (!hasConflict) {
    await context.tx.query("update projects set state = 'planned' where tenant_id = $1 and id = $2", [
      context.tx.tenantId,
      projectId,
    ]);
    await remember(context, projectId, { kind: "planned", overloads: overloads.length });
  }
  const capacity: JsonObject = { hasConflict, text: told(findings), codes: findings.map(({ code }) => code) };
  return { variables: { capacity, project: await projectVariable(context.tx, projectId) } };
};

/** What keeps a project's plan from being carried out, and where people have more to do in a week than they have time. */
export async function conflictsOf(
  context: Context,
  project: ProjectRow,
): Promise<{ readonly flaws: readonly Finding[]; readonly overloads: readonly Finding[] }> {
  const { tx } = context;
  const plan = await readPlan(tx, project.id);
  const tasks = milestonesOf(plan).flatMap((milestone) => milestone.tasks);
  const resources = await readResources(context, project.startsOn);
  const flaws = [...flawsOf(plan, project.startsOn), ...tasks.flatMap((task) => flawsOfPerson(task, resources))];
  const loads = await loadsOf(context, project, resources);
  return { flaws, overloads: loads.filter(({ isOverbooked }) => isOverbooked).map(overload) };
}

function flawsOfPerson({ no, assignee, skill, skillLevel }: PlannedTask, resources: readonly Skilled[]): Finding[] {
  if (assignee === null) return [finding("plan.nobody", `Aufgabe ${no} hat niemanden`, `Task ${no} has nobody`)];
  const person = resources.find(({ login }) => login === assignee);
  const has = person?.skills[skill ?? ""] ?? 0;
  if (person === undefined)
    return [finding("plan.person", `${assignee} (Aufgabe ${no}) ist kein aktiver Techniker`, `${assignee} (task ${no}) is no active technician`)]; // prettier-ignore
  return skill !== null && has < skillLevel
    ? [finding("plan.skill", `${assignee} hat ${skill} Stufe ${has}, Aufgabe ${no} verlangt ${skillLevel}`, `${assignee} has ${skill} level ${has}, task ${no} asks for ${skillLevel}`)] // prettier-ignore
    : [];
}

/** The weeks of the people in the project in which the project itself books them, from this week on. */
async function loadsOf(
  context: Context,
  project: ProjectRow,
  resources: readonly Skilled[],
): Promise<readonly WeekLoad[]> {
  const from = mondayOf([await businessDay(context), project.startsOn].toSorted().at(-1) ?? project.startsOn);
  const bookings = await readBookings(context, from, project.id);
  const own = bookings.filter(({ projectId }) => projectId === project.id);
  const last =
    own
      .map(({ endsOn }) => endsOn)
      .toSorted()
      .at(-1) ?? from;
  const weeks =
    Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(mondayOf(last)), { largestUnit: "weeks" }).weeks + 1;
  const people = resources.filter(({ login }) => own.some((each) => each.login === login));
  return loadOf(people, bookings, { from, weeks: Math.max(1, weeks) }).filter(({ parts }) =>
    parts.some(({ projectId }) => projectId === project.id),
  );
}

function overload({ login, weekOf, bookedMinutes, availableMinutes, parts }: WeekLoad): Finding {
  const numbers = [...new Set(parts.map((part: BookedPart) => part.projectNumber))].join(", ");
  const sums = `${hours(bookedMinutes)} h > ${hours(availableMinutes)} h`;
  return finding(
    "plan.overload",
    `${login} ist in der Woche ab ${weekOf} überbucht (${sums}): ${numbers}`,
    `${login} is overbooked in the week of ${weekOf} (${sums}): ${numbers}`,
  );
}

function hours(minutes: number): string {
  return (minutes / 60).toFixed(1);
}
