import test from "ava";
import { bpmn, ext, flow, flows } from "../test/models.ts";
import { runInThread } from "./inThread.ts";
import { prepare } from "./repertoire.ts";
import { parseScenario } from "./scenario.ts";
import { runSuite } from "./suite.ts";
import type { Progress } from "./suite.ts";
import { file } from "./testing.ts";

const branching = bpmn(
  "process",
  `<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/><bpmn:endEvent id="no"/><bpmn:exclusiveGateway id="x" default="x_e"/>${flows("s", "x", "e")}${flow("x", "no", "isBad = true")}`,
);
const good = parseScenario(file({ key: "good" }));
const bad = parseScenario(file({ key: "bad", start: { kind: "none", variables: { isBad: true } } }));

test("coverage counts over all reports and lists what none came by", async (t) => {
  const repertoire = await prepare({ processes: { process: branching } });

  const [one] = (await runSuite(repertoire, [good])).coverage;
  const [both] = (await runSuite(repertoire, [good, bad])).coverage;

  t.like(one, { elements: { total: 4, covered: 3, percent: 75, missed: ["no"] }, flows: { missed: ["x_no"] } });
  t.like(both, {
    elements: { percent: 100, counts: { s: 2, x: 2, e: 1, no: 1 } },
    flows: { percent: 100, missed: [] },
  });
});

test("an abstract scenario is not played, and one that cannot be put together fails alone", async (t) => {
  const repertoire = await prepare({ processes: { process: branching } });
  const lost = parseScenario(file({ key: "lost", extends: "nobody" }));

  const suite = await runSuite(repertoire, [{ ...good, abstract: true }, lost, bad]);

  t.like(suite, { passed: 1, failed: 1 });
  t.is(suite.reports[0]?.deviations[0]?.code, "scenario.extends");
});

test("a thread tells its progress and the same report", async (t) => {
  const bundle = { processes: { process: branching } };
  const told: Progress[] = [];

  const report = await runInThread({ bundle, scenarios: [file({ key: "good" }), file({ key: "bad" })] }, (each) =>
    told.push(each),
  );

  t.deepEqual(told, [
    { done: 1, total: 2, failed: 0 },
    { done: 2, total: 2, failed: 0 },
  ]);
  t.deepEqual(report.reports[0], (await runSuite(await prepare(bundle), [good])).reports[0]);
});

test("a thread that takes too long is ended and refused", async (t) => {
  const refusal = await t.throwsAsync(
    runInThread({ bundle: { processes: { process: branching } }, scenarios: [] }, () => undefined, 1),
  );

  t.like(refusal, { code: "scenario.time" });
});

test("what the thread refuses comes back as it was", async (t) => {
  const scenarios = [file({ key: "good" })];

  const refusal = await t.throwsAsync(runInThread({ bundle: { processes: { process: "<nothing" } }, scenarios }));

  t.like(refusal, { code: "bpmn.xml" });
});

test("what no scenario comes near need not be right", async (t) => {
  const caller = bpmn(
    "process",
    `<bpmn:startEvent id="s"/><bpmn:callActivity id="call">${ext('<zeebe:calledElement processId="inner"/>')}</bpmn:callActivity><bpmn:endEvent id="e"/>${flows("s", "call", "e")}`,
  );
  const bundle = {
    processes: { process: caller, inner: branching.replaceAll('"process"', '"inner"'), broken: "<nothing" },
  };

  const report = await runInThread({ bundle, scenarios: [file({ expect: { visited: ["inner/e"] } })] });

  t.is(report.passed, 1);
});
