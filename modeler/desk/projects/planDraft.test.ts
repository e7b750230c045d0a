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
  t.deepEqual(planOf(draftOf(plan, "plan"), "plan"), plan);
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

  t.deepEqual(planOf(draftOf(template, "template"), "template"), template);
});

test("hours are typed as people write them, and what is no number is told", (t) => {
  const draft = draftOf(plan, "plan");
  const typed = (hours: string) => {
    const [phase] = draft.phases;
    const [first] = phase?.milestones ?? [];
    const tasks = (first?.tasks ?? []).map((each) => ({ ...each, hours }));
    return { ...draft, phases: [{ name: "Phase", milestones: first === undefined ? [] : [{ ...first, tasks }] }] };
  };

  t.true(JSON.stringify(planOf(typed("1,25"), "plan")).includes('"minutes":75'));
  t.throws(() => planOf(typed("viel"), "plan"), { instanceOf: Unreadable });
  t.is(nextTask(draft, { from: "2026-12-01", to: "2026-12-02" }).no, "2");
});
