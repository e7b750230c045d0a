import test from "ava";
import { Refusal } from "../base/refusal.ts";
import { parseScenario, planOf } from "./scenario.ts";
import { file } from "./testing.ts";

for (const [what, more, place] of [
  ["an unknown member", { stepz: [] }, "/"],
  ["a title in one language", { title: { de: "Nur" } }, "/title/en"],
  ["a start that there is not", { start: { kind: "magic" } }, "/start/kind"],
  ["an instant without an offset", { clock: { now: "2026-11-23 09:00" } }, "/clock/now"],
  ["a step that there is not", { steps: [{ do: "fly" }] }, "/steps/0/do"],
  ["a step without its element", { steps: [{ do: "complete" }] }, "/steps/0/element"],
  ["a duration that is none", { steps: [{ do: "advance", by: "4 hours" }] }, "/steps/0/by"],
  ["an element that is none", { expect: { visited: ["a b"] } }, "/expect/visited/0"],
  ["an answer that is none", { jobs: { work: { error: { codee: "x" } } } }, "/jobs/work/error/code"],
  ["a state that there is not", { expect: { state: "done" } }, "/expect/state"],
] as const) {
  test(`${what} is refused at its place, with what was expected`, (t) => {
    const refusal = t.throws(() => parseScenario(file(more)), { instanceOf: Refusal });

    t.is(refusal.code, "scenario.shape");
    t.is(refusal.complaints[0]?.place, place);
    t.regex(refusal.complaints[0]?.message ?? "", /^Expected /);
  });
}

const base = parseScenario(
  file({
    key: "base",
    abstract: true,
    jobs: { a: { variables: { of: "base" } }, b: { variables: {} } },
    steps: [{ do: "fire", element: "first" }],
    participants: ["one"],
  }),
);
const special = parseScenario({
  key: "special",
  process: "process",
  title: { de: "Besonders", en: "Special" },
  extends: "base",
  jobs: { a: { variables: { of: "special" } } },
  steps: [{ do: "fire", element: "second" }],
  participants: ["two"],
});

test("a scenario that extends another goes on where that one ends, its answers first", (t) => {
  const plan = planOf(special, [base, special]);

  t.deepEqual(
    plan.steps.map((step) => ("element" in step ? step.element : "")),
    ["first", "second"],
  );
  t.is(plan.inherited, 1);
  t.deepEqual(plan.jobs["a"], [{ variables: { of: "special" } }]);
  t.deepEqual(Object.keys(plan.jobs), ["a", "b"]);
  t.deepEqual(plan.participants, ["one", "two"]);
  t.deepEqual(plan.start, { kind: "none", variables: {} });
});

test("a base that is missing, belongs to another process or goes in a circle is refused", (t) => {
  const circle = { ...base, extends: "special" };

  t.throws(() => planOf(special, []), { instanceOf: Refusal, code: "scenario.extends" });
  t.throws(() => planOf(special, [{ ...base, process: "other" }]), { code: "scenario.extends" });
  t.throws(() => planOf(special, [circle, special]), { code: "scenario.extends" });
});

test("somebody has to say how the process starts", (t) => {
  const { start: _, ...without } = base;

  t.throws(() => planOf(without, []), { instanceOf: Refusal, code: "scenario.start" });
});
