import test from "ava";
import type { ScenarioReport } from "../../processes/queries.ts";
import { completing, inheritedSteps, openTasks, openedAt } from "./openTasks.ts";

type Entry = readonly [step: number, code: string, elementId: string];

function report(key: string, waiting: readonly string[], log: readonly Entry[]): ScenarioReport {
  return {
    key,
    process: "rma",
    title: { de: key, en: key },
    passed: waiting.length === 0,
    deviations: [],
    log: log.map(([step, code, elementId]) => ({
      step,
      at: "2026-11-23T08:00:00.000Z",
      code,
      process: "rma",
      elementId,
      message: { de: code, en: code },
    })),
    covered: { elements: {}, flows: {}, rows: {} },
    path: [],
    waiting: [...waiting],
  };
}

test("a task that scenarios come to and none completes is told once, with all of them", (t) => {
  const found = openTasks(
    [
      report("one", ["call"], [[1, "task.opened", "call"]]),
      report("two", ["call"], [[3, "task.opened", "call"]]),
      report("three", [], []),
    ],
    "rma",
  );

  t.deepEqual(
    found.map(({ elementId, reports }) => [elementId, reports.map(({ key }) => key)]),
    [["call", ["one", "two"]]],
  );
});

test("what waits but is no task, or is completed elsewhere in the scenario, is left to whoever wrote it", (t) => {
  const timer = report("timer", ["wait"], [[0, "timer.started", "wait"]]);
  const again = report(
    "again",
    ["call"],
    [
      [0, "task.opened", "call"],
      [1, "task.completed", "call"],
      [1, "task.opened", "call"],
    ],
  );

  t.deepEqual(openTasks([timer, again], "rma"), []);
});

test("the step stands right behind the one that opened the task, counted without inherited ones", (t) => {
  const scenario = {
    extends: "given",
    steps: [
      { do: "publish", name: "one" },
      { do: "publish", name: "two" },
    ],
  };
  const others = new Map([["given", { steps: [{ do: "advance", by: "PT1H" }] }]]);
  const opened = openedAt(report("one", ["call"], [[1, "task.opened", "call"]]), "rma", "call") ?? 0;

  const mended = completing(scenario, "call", opened + 1 - inheritedSteps(scenario, others), { reached: "yes" });

  t.deepEqual(mended["steps"], [
    { do: "publish", name: "one" },
    { do: "complete", element: "call", variables: { reached: "yes" } },
    { do: "publish", name: "two" },
  ]);
});
