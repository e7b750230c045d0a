import test from "ava";
import { draftOf, nextTask, planOf, Unreadable } from "./planDraft.ts";

const task = { no: 1, name: "Aufnehmen", minutes: 90, skill: null, skillLevel: 1, after: [] };
const dated = { ...task, assignee: "ahuber", startsOn: "2026-12-01", endsOn: "2026-12-02" };
const milestone = { name: "Konzept", needsAcceptance: true, material: "Firewall", materialNetCents: 240_000 };
const plan = {
  phases: [
    { name: "Vorbereitung", milestones: [{ ...milestone, dueOn: "2026-12-04", netCents: 450_050, tasks: [dated] }] },
  ],
  risks: ["Leitung"],
};

test("a plan that is not edited is sent as it came", (t) => {
  t.deepEqual(planOf(draftOf(plan, "plan", "de"), "plan"), plan);
});

test("a template has days and shares", (t) => {
  const template = {
    phases: [
      {
        name: "Vorbereitung",
        milestones: [
          { ...milestone, dueDay: 5, percent: 30, tasks: [{ ...task, startDay: 0, endDay: 3, after: [] }] },
          { ...milestone, dueDay: 9, percent: 12.5, tasks: [{ ...task, no: 2, startDay: 6, endDay: 9, after: [1] }] },
        ],
      },
    ],
    risks: [],
  };

  t.deepEqual(planOf(draftOf(template, "template", "de"), "template"), template);
});

test("hours are typed as people write them, and what is no number is told", (t) => {
  const draft = draftOf(plan, "plan", "de");
  const typed = (hours: string) => {
    const [phase] = draft.phases;
    const [first] = phase?.milestones ?? [];
    const tasks = (first?.tasks ?? []).map((each) => ({ ...each, hours }));
    return { ...draft, phases: [{ name: "Phase", milestones: first === undefined ? [] : [{ ...first, tasks }] }] };
  };

  t.true(JSON.stringify(planOf(typed("1,25"), "plan")).includes('"minutes":75'));
  const place = { what: "plans.task", line: "Aufnehmen", field: "plans.hours" };
  t.like(
    t.throws(() => planOf(typed("viel"), "plan"), { instanceOf: Unreadable }),
    { text: "viel", kind: "decimal", place },
  );
  t.like(
    t.throws(() => planOf(typed(" "), "plan"), { instanceOf: Unreadable }),
    { text: "", place },
  );
  t.is(nextTask(draft, { from: "2026-12-01", to: "2026-12-02" }).no, "2");
});

const template = (percent: number) => ({
  phases: [{ name: "P", milestones: [{ ...milestone, dueDay: 5, percent, tasks: [] }] }],
  risks: [],
});

test("numbers are written as the reader's language does, and read again", (t) => {
  const [first] = plan.phases;
  t.is(draftOf(template(12.5), "template", "de").phases[0]?.milestones[0]?.amount, "12,5");
  t.is(draftOf(template(12.5), "template", "en").phases[0]?.milestones[0]?.amount, "12.5");
  for (const language of ["de", "en"] as const)
    t.deepEqual(planOf(draftOf(template(33.333), "template", language), "template"), template(33.333));
  t.is(draftOf({ phases: [first], risks: [] }, "plan", "de").phases[0]?.milestones[0]?.tasks[0]?.hours, "1,5");
});
