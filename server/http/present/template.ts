import type { KeptTemplate } from "../../desk/projects/templates.ts";
import type { Template } from "../wireProjects.ts";

/** A template with its milestones and tasks as lines, and what they come to. */
export function presentTemplate(template: KeptTemplate): Template {
  const milestones = template.plan.phases.flatMap((phase) =>
    phase.milestones.map((milestone) => ({ ...milestone, phase: phase.name })),
  );
  const tasks = milestones.flatMap((milestone) =>
    milestone.tasks.map((task) => ({ ...task, milestone: milestone.name })),
  );
  return {
    ...template,
    days: Math.max(0, ...milestones.map(({ dueDay }) => dueDay)),
    minutes: sum(tasks),
    milestones: milestones.map(({ phase, name, dueDay, percent, needsAcceptance, tasks: own }) => {
      return { phase, name, dueDay, percent, needsAcceptance, minutes: sum(own) };
    }),
    tasks: tasks.map(({ no, name, milestone, minutes, skill, startDay, endDay, after }) => {
      return { no, name, milestone, minutes, skill, startDay, endDay, after: after.join(", ") };
    }),
  };
}

function sum(of: readonly { readonly minutes: number }[]): number {
  return of.reduce((all, { minutes }) => all + minutes, 0);
}
