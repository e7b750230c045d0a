import test from "ava";
import { flawsOf } from "./plan.ts";
import type { ProjectPlan } from "./plan.ts";
import { planAsText, planFromText } from "./planText.ts";

const task = { skill: null, skillLevel: 1, assignee: null, startsOn: "2026-12-01", endsOn: "2026-12-02", after: [] };
const plan: ProjectPlan = {
  phases: [
    {
      name: "Vorbereitung",
      milestones: [
        {
          name: "Konzept",
          dueOn: "2026-12-04",
          netCents: 450_000,
          needsAcceptance: true,
          material: "Firewall",
          materialNetCents: 240_050,
          tasks: [
            { ...task, no: 1, name: "Bestand", minutes: 240, skill: "network", skillLevel: 3, assignee: "ahuber" },
            { ...task, no: 2, name: "Konzept", minutes: 60, startsOn: "2026-12-03", endsOn: "2026-12-03", after: [1] },
          ],
        },
      ],
    },
  ],
  risks: ["Leitung kommt zu spät"],
};

function read(text: string): ProjectPlan {
  const found = planFromText(text);
  if (found.kind === "flaws") throw new Error(found.flaws.map(({ en }) => en).join("; "));
  return found.plan;
}

function flaws(text: string): readonly string[] {
  const found = planFromText(text);
  return found.kind === "flaws" ? found.flaws.map(({ en }) => en) : [];
}

test("a plan written as text reads as the same plan", (t) => {
  t.deepEqual(read(planAsText(plan)), plan);
});

test("English words, hours, amounts with dots and a single day are understood", (t) => {
  const found = read("Phase: A\nMilestone: B; by 2026-12-04; acceptance; 4.500 EUR\n7: C; 1,5 h; 2026-12-01\nRisk: D");

  t.like(found.phases[0]?.milestones[0], { netCents: 450_000, needsAcceptance: true });
  t.like(found.phases[0]?.milestones[0]?.tasks[0], { no: 7, minutes: 90, endsOn: "2026-12-01" });
  t.deepEqual(found.risks, ["D"]);
});

for (const [name, text, flaw] of [
  ["a line that is nothing", "Hello", /line 1: neither phase/],
  ["a milestone without a phase", "Meilenstein: X; bis 2026-12-01", /before the first phase/],
  ["a task without a milestone", "Phase: A\n1: X; 10 min; 2026-12-01", /before the first milestone/],
  ["a task without effort", "Phase: A\nMilestone: B; by 2026-12-01\n1: X; 2026-12-01", /line 3: no effort/],
  ["a task without dates", "Phase: A\nMilestone: B; by 2026-12-01\n1: X; 5 min", /no dates/],
  ["a milestone without a date", "Phase: A\nMilestone: B", /line 2: no date/],
  ["a part that says nothing known", "Phase: A\nMilestone: B; by 2026-12-01; soon", /"soon" is not understood/],
  ["a date that does not exist", "Phase: A\nMilestone: B; by 2026-13-01", /dueOn/],
] as const) {
  test(`${name} is told with its place`, (t) => {
    t.regex(flaws(text)[0] ?? "", flaw);
  });
}

const codes = (text: string) => flawsOf(read(text), "2026-12-01").map(({ code }) => code);
const head = "Phase: A\nMilestone: B; by 2026-12-04\n";

for (const [name, text, code] of [
  ["nothing to reach", "Phase: A", "plan.empty"],
  ["a milestone with nothing to do", head, "plan.noTasks"],
  ["two tasks of one number", `${head}1: X; 5 min; 2026-12-01\n1: Y; 5 min; 2026-12-01`, "plan.double"],
  ["a task before the project", `${head}1: X; 5 min; 2026-11-30`, "plan.early"],
  ["a task after its milestone", `${head}1: X; 5 min; 2026-12-05`, "plan.late"],
  ["a task that ends before it begins", `${head}1: X; 5 min; 2026-12-03..2026-12-01`, "plan.dates"],
  ["an unknown predecessor", `${head}1: X; 5 min; 2026-12-01; after 9`, "plan.unknown"],
  ["a task beside its predecessor", `${head}1: X; 5 min; 2026-12-03\n2: Y; 5 min; 2026-12-01; after 1`, "plan.overlap"],
  ["tasks in a circle", `${head}1: X; 5 min; 2026-12-01; after 2\n2: Y; 5 min; 2026-12-01; after 1`, "plan.circle"],
  [
    "a predecessor of a later milestone",
    `${head}1: X; 5 min; 2026-12-01; after 2\nMilestone: C; by 2026-12-09\n2: Y; 5 min; 2026-12-01`,
    "plan.order",
  ],
] as const) {
  test(`${name} is a flaw of the plan`, (t) => {
    t.true(codes(text).includes(code));
  });
}

test("a plan that can be carried out has no flaw", (t) => {
  t.deepEqual(flawsOf(plan, "2026-12-01"), []);
});
