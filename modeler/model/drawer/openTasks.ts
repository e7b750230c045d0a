import type { ScenarioReport } from "../../processes/queries.ts";
import { fieldsOf, listOf, textOf, type Fields } from "../../designer/scenario/case.ts";

/** A task that scenarios came to and that none of their steps completes. */
export type OpenTask = { readonly elementId: string; readonly reports: readonly ScenarioReport[] };

/** The tasks that keep scenarios from passing because nobody completes them: what a new task does to those that were there. */
export function openTasks(reports: readonly ScenarioReport[], processKey: string): readonly OpenTask[] {
  const found = new Map<string, ScenarioReport[]>();
  for (const report of reports) {
    if (report.passed) continue;
    for (const id of new Set(report.waiting)) {
      const isTask = openedAt(report, processKey, id) !== undefined;
      const isKnown = codesAt(report, processKey, id).includes("task.completed");
      if (isTask && !isKnown) found.set(id, [...(found.get(id) ?? []), report]);
    }
  }
  return [...found].map(([elementId, those]) => ({ elementId, reports: those }));
}

/** The step (from 0, inherited ones counted; -1 is the start) during which a task was opened. */
export function openedAt({ log }: ScenarioReport, processKey: string, elementId: string): number | undefined {
  return log.findLast(
    (entry) => entry.code === "task.opened" && entry.process === processKey && entry.elementId === elementId,
  )?.step;
}

function codesAt({ log }: ScenarioReport, processKey: string, elementId: string): readonly string[] {
  return log.filter((entry) => entry.process === processKey && entry.elementId === elementId).map(({ code }) => code);
}

/** How many steps a scenario takes over from those it extends. */
export function inheritedSteps(scenario: Fields, others: ReadonlyMap<string, Fields>): number {
  let count = 0;
  const seen = new Set<string>();
  for (let base = textOf(scenario, "extends"); base !== "" && !seen.has(base);) {
    seen.add(base);
    const body = fieldsOf(others.get(base));
    count += listOf(body["steps"]).length;
    base = textOf(body, "extends");
  }
  return count;
}

/** The scenario with the task completed right after it was opened. */
export function completing(scenario: Fields, elementId: string, at: number, variables: Fields): Fields {
  const steps = listOf(scenario["steps"]);
  const step = { do: "complete", element: elementId, ...(Object.keys(variables).length === 0 ? {} : { variables }) };
  const place = Math.max(0, at);
  return { ...scenario, steps: [...steps.slice(0, place), step, ...steps.slice(place)] };
}
