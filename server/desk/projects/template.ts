import { z } from "zod";
import type { ServiceCalendar } from "../../calendar/calendar.ts";
import type { PlannedMilestone, ProjectPlan } from "./plan.ts";

const name = z.string().trim().min(1).max(200);
const day = z.int().min(0).max(1_000);

/** A plan without dates: days are working days since the start of the project, amounts are shares of its price. */
export const templatePlan = z.strictObject({
  phases: z
    .array(
      z.strictObject({
        name,
        milestones: z
          .array(
            z.strictObject({
              name,
              dueDay: day,
              percent: z.number().min(0).max(100).default(0),
              needsAcceptance: z.boolean().default(false),
              material: z.string().max(500).nullable().default(null),
              materialNetCents: z.int().min(0).default(0),
              tasks: z
                .array(
                  z.strictObject({
                    no: z.int().min(1).max(999),
                    name,
                    minutes: z.int().min(0).max(100_000),
                    skill: z.string().max(60).nullable().default(null),
                    skillLevel: z.int().min(1).max(5).default(1),
                    startDay: day,
                    endDay: day,
                    after: z.array(z.int()).max(50).default([]),
                  }),
                )
                .max(200),
            }),
          )
          .max(50),
      }),
    )
    .min(1)
    .max(50),
  risks: z.array(z.string().trim().min(1).max(500)).max(50).default([]),
});
export type TemplatePlan = z.output<typeof templatePlan>;

/** The plan that a template gives for a start and a price: dates in working days of the calendar, shares in whole cents. */
export function planFrom(
  template: TemplatePlan,
  given: { readonly startsOn: string; readonly netCents: number },
  calendar: ServiceCalendar,
): ProjectPlan {
  const dateOf = workingDays(calendar, given.startsOn);
  const amounts = shares(
    template.phases.flatMap((phase) => phase.milestones.map(({ percent }) => percent)),
    given.netCents,
  );
  let at = 0;
  const phases = template.phases.map((phase) => ({
    name: phase.name,
    milestones: phase.milestones.map((each): PlannedMilestone => {
      const { dueDay, percent: _, tasks, ...rest } = each;
      const netCents = amounts[at] ?? 0;
      at += 1;
      const dated = tasks.map(({ startDay, endDay, ...task }) => ({
        ...task,
        assignee: null,
        startsOn: dateOf(startDay),
        endsOn: dateOf(endDay),
      }));
      return { ...rest, dueOn: dateOf(dueDay), netCents, tasks: dated };
    }),
  }));
  return { phases, risks: template.risks };
}

/** Shares of an amount; what rounding leaves over falls to where it belongs, so that 100 % are the whole. */
function shares(percents: readonly number[], netCents: number): readonly number[] {
  let percent = 0;
  let given = 0;
  return percents.map((share) => {
    percent += share;
    const upTo = Math.round((netCents * percent) / 100);
    const amount = upTo - given;
    given = upTo;
    return amount;
  });
}

/** The date of the nth working day since `startsOn`, which itself is day 0 (or the first working day after it). */
export function workingDays(calendar: ServiceCalendar, startsOn: string): (n: number) => string {
  const dates: Temporal.PlainDate[] = [];
  let next = Temporal.PlainDate.from(startsOn);
  return (n) => {
    // A calendar opens on some weekday, or it would have been refused; ten years are beyond every plan.
    for (let looked = 0; dates.length <= n && looked < 3_660; looked += 1) {
      if (calendar.spansOn(next).length > 0) dates.push(next);
      next = next.add({ days: 1 });
    }
    return (dates[n] ?? next).toString();
  };
}
