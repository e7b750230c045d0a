import { join } from "node:path";
import test from "ava";
import { readProject } from "../cli/project/read.ts";
import { projectBundle } from "../cli/project/surroundings.ts";
import { prepare } from "../scenarios/repertoire.ts";
import { playScenario } from "../scenarios/run.ts";
import { parseScenario, planOf } from "../scenarios/scenario.ts";
import { runSuite } from "../scenarios/suite.ts";

const project = await readProject(join(import.meta.dirname, "../.."));
const bundle = projectBundle(project);
const files = project.parts.filter(({ kind }) => kind === "scenario");
const scenarios = files.map(({ body }) => parseScenario(body));
const repertoire = await prepare(bundle);
const suite = await runSuite(repertoire, scenarios);

for (const report of suite.reports) {
  test(`${report.process}: ${report.title.en}`, (t) => {
    t.deepEqual(
      report.deviations.map(({ place, message }) => `${place} ${message.en}`),
      [],
    );
  });
}

test("every process has scenarios, and they leave little out", (t) => {
  t.deepEqual(
    suite.coverage.map((coverage) => coverage.process),
    Object.keys(bundle.processes).toSorted(),
  );
  for (const { process, elements, flows, rules, rows } of suite.coverage) {
    t.true(elements.percent >= 90, `${process} leaves out ${elements.missed.join(", ")}`);
    t.true(flows.percent >= 90, `${process} leaves out ${flows.missed.join(", ")}`);
    t.true(rows.percent >= 90, `${process} leaves out ${JSON.stringify(rules)}`);
  }
});

test("a scenario lies with its process, in a file of its name", (t) => {
  t.deepEqual(
    files.flatMap(({ files: [file = ""] }) => file.split("/").slice(-3).join("/")),
    scenarios.map(({ process, key }) => `${process}/scenarios/${key}.scenario.json`),
  );
});

test("a scenario says in both languages what it is about, and no two say the same", (t) => {
  const playable = scenarios.filter((scenario) => scenario.abstract !== true);
  for (const language of ["de", "en"] as const) {
    const titles = playable.map((scenario) => `${scenario.process} ${scenario.title[language]}`);
    t.deepEqual(
      titles.filter((title, index) => titles.indexOf(title) !== index),
      [],
    );
  }
});

test("every scenario expects something", (t) => {
  const silent = scenarios.filter(
    (scenario) =>
      scenario.abstract !== true &&
      Object.keys(scenario.expect ?? {}).length === 0 &&
      !scenario.steps.some((step) => step.do === "expect"),
  );

  t.deepEqual(
    silent.map((scenario) => `${scenario.process}/${scenario.key}`),
    [],
  );
});

test("the same scenario gives the same report, to the last character", async (t) => {
  for (const scenario of scenarios.filter((each) => each.abstract !== true)) {
    const plan = planOf(scenario, scenarios);
    t.is(JSON.stringify(await playScenario(repertoire, plan)), JSON.stringify(await playScenario(repertoire, plan)));
  }
});
