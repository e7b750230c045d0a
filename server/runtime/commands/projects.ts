import { appendTrail } from "../../audit/trail.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { createProject, planVariable } from "../../desk/projects/create.ts";
import type { NewProject } from "../../desk/projects/create.ts";
import * as edit from "../../desk/projects/edit.ts";
import type { ProjectPlan } from "../../desk/projects/plan.ts";
import { projectIdOf, projectVariable, readProjectRow, refuseUnless } from "../../desk/projects/project.ts";
import { keepTemplate } from "../../desk/projects/templates.ts";
import type { ProjectTemplate } from "../../desk/projects/templates.ts";
import { recordWork } from "../../desk/projects/work.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import type { Unit } from "../unit.ts";
import { deliver } from "./publishMessage.ts";
import { start } from "./startInstance.ts";

/** What the desk's projects see of a unit of work. */
function contextOf({ tx, now, house, cause }: Unit) {
  return { tx, now, actor: cause.actor, calendarOf: (key?: string | null) => house.calendars.of(tx, key) };
}

/**
 * Creates a project by hand or from a template and starts its process, which goes on with planning. Gives its number.
 *
 * @throws {Refusal} `project.order`, `template.missing`, `desk.reference`, `definition.missing` no process `project` is published
 */
export function openProject(
  house: House,
  cause: Cause,
  wanted: NewProject,
): Promise<{ number: string; instanceId: string }> {
  return commit(house, cause, async (unit) => {
    const id = await createProject(contextOf(unit), wanted, cause.actor);
    const { number } = await readProjectRow(unit.tx, id);
    const variables = { project: await projectVariable(unit.tx, id), plan: await planVariable(unit.tx, id) };
    return { number, instanceId: await start(unit, { processKey: "project", businessKey: number, variables }) };
  });
}

/** @throws {Refusal} `project.missing`, `project.state`, `project.confirmed`, `desk.reference` */
export function editProject(house: House, cause: Cause, number: string, changes: edit.ProjectChange): Promise<void> {
  return commit(house, cause, (unit) => edit.editProject(contextOf(unit), number, changes));
}

/** @throws {Refusal} `project.confirmed`, `plan.flaws`, `plan.stale`, `plan.reference` */
export function editPlan(
  house: House,
  cause: Cause,
  number: string,
  wanted: { plan: ProjectPlan; revision: number; reason?: string | null | undefined },
): Promise<void> {
  return commit(house, cause, (unit) =>
    edit.editPlan(contextOf(unit), number, { ...wanted, reason: wanted.reason ?? null }),
  );
}

/** A task by its project's number and its own. */
export interface TaskAt {
  readonly number: string;
  readonly no: number;
}

/** @throws {Refusal} `task.missing`, `task.done`, `plan.flaws`, `desk.reference` */
export function moveTask(
  house: House,
  cause: Cause,
  at: TaskAt,
  changes: Parameters<typeof edit.moveTask>[2],
): Promise<void> {
  return commit(house, cause, (unit) => edit.moveTask(contextOf(unit), at, changes));
}

/** Records one's own time on a task, beside the process. @throws {Refusal} `task.missing`, `project.state` */
export function bookTime(
  house: House,
  cause: Cause,
  { number, no }: TaskAt,
  work: Pick<Parameters<typeof recordWork>[1], "minutes" | "workType" | "note">,
): Promise<void> {
  return commit(house, cause, async (unit) => {
    const { tx } = unit;
    const task = await edit.taskOf(tx, { id: await projectIdOf(tx, number), number }, no);
    await recordWork(contextOf(unit), { ...work, taskId: task.id, technician: cause.actor, isDone: false });
  });
}

/** @throws {Refusal} `project.state`, `desk.reference` */
export function useMaterial(
  house: House,
  cause: Cause,
  number: string,
  material: Parameters<typeof edit.useMaterial>[2],
): Promise<void> {
  return commit(house, cause, (unit) => edit.useMaterial(contextOf(unit), number, material));
}

/** Keeps a template; `revision` is the one that was read, null for a new one. @throws {Refusal} what `keepTemplate` does */
export function saveTemplate(
  house: House,
  cause: Cause,
  { revision, ...template }: ProjectTemplate & { readonly revision: string | null },
): Promise<void> {
  return commit(house, cause, async ({ tx, now }) => {
    const { before, after } = await keepTemplate(tx, template, revision);
    const { key, name, isActive } = template;
    const data = { key, name: name.de, isActive, before, after };
    const { actor, requestId = null } = cause;
    await appendTrail(tx, {
      streamId: `projectTemplate:${key}`,
      at: now,
      type: "saveTemplate",
      actor,
      requestId,
      data,
    });
  });
}

/** Asks for a change of a running project: its process goes on with estimating. @throws {Refusal} `project.state`, `project.process` */
export function requestChange(house: House, cause: Cause, number: string, change: JsonObject): Promise<void> {
  return tellProject(house, cause, number, {
    name: "project.change",
    states: ["active"],
    variables: { change: { ...change, requestedBy: cause.actor } },
  });
}

/** Calls a project off, whatever it waits for. @throws {Refusal} `project.state`, `project.process` */
export function cancelProject(house: House, cause: Cause, number: string, reason: string): Promise<void> {
  return tellProject(house, cause, number, {
    name: "project.cancelled",
    states: ["draft", "planned", "active", "acceptance"],
    variables: { reason },
  });
}

interface Told {
  readonly name: string;
  readonly states: Parameters<typeof refuseUnless>[1];
  readonly variables: JsonObject;
}

function tellProject(house: House, cause: Cause, number: string, { name, states, variables }: Told): Promise<void> {
  return commit(house, cause, async (unit) => {
    // Read, not locked: the instance is locked first, here as in every step.
    refuseUnless(await readProjectRow(unit.tx, await projectIdOf(unit.tx, number)), states);
    const { state } = await deliver(unit, { name, correlationKey: number, variables }, 0);
    if (state === "untaken")
      throw new Refusal(
        "conflict",
        "project.process",
        `Expected a running process of ${number}, but none takes ${name}`,
      );
  });
}
