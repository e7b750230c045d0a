import test from "ava";
import { bpmn, ext, flow, flows, message, service } from "../../test/models.ts";
import { openStage } from "../../test/conformance/stage.ts";
import type { Guest, Stage } from "../../test/conformance/stage.ts";
import { Refused } from "../../test/conformance/client.ts";
import type { Client } from "../../test/conformance/client.ts";
import type { RecordedScenario, ScenarioSuite } from "../wireScenarios.ts";

let stage: Stage;
let client: Client;
let guest: Guest;
test.before(async () => {
  stage = await openStage();
  guest = await stage.admit();
  ({ client } = guest);
});
test.after.always(() => stage.close());

const task = (id: string): string => `<bpmn:userTask id="${id}" name="${id}"/>`;
const model = (key: string, ...ids: readonly string[]): string =>
  bpmn(
    key,
    `<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>${ids.map((id) => task(id)).join("")}${flows("s", ...ids, "e")}`,
  );
const scenario = (process: string, more: object): object => ({
  key: "one-task",
  process,
  title: { de: "Eine Aufgabe", en: "One task" },
  start: { kind: "none" },
  steps: [{ do: "complete", element: "check" }],
  expect: { state: "completed" },
  ...more,
});

test.serial("a scenario is played with what the request brings, and nothing is kept", async (t) => {
  const suite = await client.post<ScenarioSuite>("/api/scenarios/run", {
    bundle: { processes: { brought: model("brought", "check") } },
    scenarios: [scenario("brought", {})],
  });

  t.like(suite, { passed: 1, failed: 0 });
  t.like(suite.coverage[0], { process: "brought", elements: { percent: 100 }, flows: { percent: 100, missed: [] } });
  t.deepEqual(suite.reports[0]?.path, ["s", "check", "e"]);
  const { items } = await client.get<{ items: { key: string }[] }>("/api/definitions");
  t.false(items.some(({ key }) => key === "brought"));
});

test.serial("a published process is played in the version asked for", async (t) => {
  const first = await client.send<{ definitions: { id: string }[] }>(
    "/api/definitions",
    Buffer.from(model("both", "check")),
  );
  await client.send("/api/definitions", Buffer.from(model("both", "check", "second")));
  const run = (more: object) =>
    client.post<ScenarioSuite>("/api/scenarios/run", { scenarios: [scenario("both", {})], ...more });

  const newest = await run({});
  const older = await run({ definitionId: first.definitions[0]?.id });

  t.is(newest.failed, 1);
  t.like(newest.reports[0]?.deviations[0], { place: "/expect/state", expected: "completed", actual: "running" });
  t.deepEqual(newest.coverage[0]?.elements.missed, ["e"]);
  t.is(older.passed, 1);
});

test.serial("a draft is played with its own scenarios, and the published version is left alone", async (t) => {
  await client.send("/api/definitions", Buffer.from(model("drafted", "check")));
  const draft = await client.post<{ id: string }>("/api/drafts", { title: "Sign as well" });
  const put = async (kind: string, key: string, body: unknown) => {
    const answer = await fetch(`${guest.url}/api/drafts/${draft.id}/parts/${kind}/${key}`, {
      method: "PUT",
      headers: { authorization: `Bearer ${guest.token}`, "content-type": "application/json" },
      body: JSON.stringify({ revision: null, body }),
    });
    t.is(answer.status, 200, await answer.text());
  };
  const steps = ["check", "sign"].map((element) => ({ do: "complete", element }));
  await put("process", "drafted", model("drafted", "check", "sign"));
  await put("scenario", "drafted:both-tasks", scenario("drafted", { key: "both-tasks", steps }));

  const suite = await client.post<ScenarioSuite>("/api/scenarios/run", { draftId: draft.id, processes: ["drafted"] });
  const published = await client.post<ScenarioSuite>("/api/scenarios/run", { processes: ["drafted"] });

  t.like(suite, { passed: 1, failed: 0 });
  t.is(suite.reports[0]?.key, "both-tasks");
  t.deepEqual(published.reports, []);
});

test.serial("a long list tells how far it is", async (t) => {
  const response = await fetch(`${guest.url}/api/scenarios/run/stream`, {
    method: "POST",
    headers: { authorization: `Bearer ${guest.token}`, "content-type": "application/json" },
    body: JSON.stringify({
      bundle: { processes: { many: model("many", "check") } },
      scenarios: Array.from({ length: 5 }, (_, index) => scenario("many", { key: `case-${index}` })),
    }),
  });

  const events = (await response.text()).trim().split("\n\n");

  t.deepEqual(
    events.map((event) => event.split("\n")[0]),
    [...Array.from({ length: 5 }, () => "event: progress"), "event: report"],
  );
  t.true(events[2]?.includes('{"done":3,"total":5,"failed":0}'));
});

test.serial("what is no scenario yet fails alone, with each mistake at its place", async (t) => {
  const { passed, failed, reports } = await client.post<ScenarioSuite>("/api/scenarios/run", {
    bundle: { processes: { brought: model("brought", "check") } },
    scenarios: [
      scenario("brought", {}),
      scenario("brought", { key: "unfinished", steps: [{ do: "complete", elment: "check" }] }),
    ],
  });

  t.deepEqual([passed, failed], [1, 1]);
  const [unfinished] = reports.filter((report) => !report.passed);
  t.like(unfinished, { key: "unfinished", title: { de: "Eine Aufgabe", en: "One task" } });
  t.deepEqual(
    unfinished?.deviations.map(({ code, place }) => [code, place]),
    [
      ["scenario.shape", "/steps/0/element"],
      ["scenario.shape", "/steps/0"],
    ],
  );
});

test.serial("what does not even say what it is about is refused", async (t) => {
  const refused = await t.throwsAsync<Refused>(client.post("/api/scenarios/run", { scenarios: [{ title: "?" }] }), {
    instanceOf: Refused,
  });

  t.is(refused?.code, "scenario.shape");
});

test.serial("a model that never rests does not hold the server up", async (t) => {
  const loop = bpmn(
    "endless",
    `<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/><bpmn:exclusiveGateway id="x"/>${service("work", "any.work")}<bpmn:exclusiveGateway id="again" default="again_x"/>` +
      flows("s", "x", "work", "again", "x") +
      flow("again", "e", "false"),
  );
  const running = client.post<ScenarioSuite>("/api/scenarios/run", {
    bundle: { processes: { endless: loop } },
    scenarios: [scenario("endless", { steps: [], jobs: { "any.work": { variables: {} } } })],
  });

  const order: string[] = [];
  const suite = running.then((answer) => {
    order.push("suite");
    return answer;
  });
  await client.get("/api/definitions");
  order.push("list");

  t.is((await suite).reports[0]?.deviations[0]?.code, "scenario.endless");
  t.deepEqual(order, ["list", "suite"]);
});

test.serial("a run becomes a scenario that passes and fails on another version", async (t) => {
  await client.send("/api/definitions", Buffer.from(model("recorded", "check", "sign")));
  const { id } = await client.post<{ id: string }>("/api/instances", {
    processKey: "recorded",
    variables: { order: 7 },
  });
  for (const element of ["check", "sign"]) {
    const { items } = await client.get<{ items: { id: string; elementId: string }[] }>(
      "/api/tasks?view=all&processKey=recorded",
    );
    t.is(items[0]?.elementId, element);
    await client.post(`/api/tasks/${items[0]?.id}/complete`, { variables: { [element]: "=done" } });
  }

  const draft = await client.post<RecordedScenario>(`/api/instances/${id}/scenario`, { key: "order-seven" });

  t.deepEqual(draft.gaps, []);
  t.true(draft.report.passed);
  t.like(draft.scenario, { key: "order-seven", process: "recorded", start: { kind: "none", variables: { order: 7 } } });
  const shorter = await client.post<ScenarioSuite>("/api/scenarios/run", {
    bundle: { processes: { recorded: model("recorded", "check") } },
    scenarios: [draft.scenario],
  });
  t.like(shorter.reports[0]?.deviations[0], { code: "scenario.element", place: "/steps/1" });
});

const inner = bpmn(
  "signed",
  `<bpmn:startEvent id="s"/>${task("sign")}<bpmn:endEvent id="e"/>${flows("s", "sign", "e")}`,
);
const eventful = bpmn(
  "eventful",
  `<bpmn:startEvent id="s"/><bpmn:callActivity id="call">${ext('<zeebe:calledElement processId="signed"/>')}</bpmn:callActivity>` +
    service("work", "eventful.work") +
    '<bpmn:boundaryEvent id="soldOut" attachedToRef="work"><bpmn:errorEventDefinition errorRef="E"/></bpmn:boundaryEvent>' +
    `${task("repair")}<bpmn:intermediateCatchEvent id="ready"><bpmn:messageEventDefinition messageRef="M"/></bpmn:intermediateCatchEvent>` +
    '<bpmn:intermediateCatchEvent id="pause"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>' +
    `${service("open", "eventful.open")}<bpmn:endEvent id="e"/>` +
    flows("s", "call", "work", "ready") +
    flows("soldOut", "repair", "ready", "pause", "open", "e"),
  message("M", "order.ready", "order") + '<bpmn:error id="E" errorCode="SOLD_OUT"/>',
);

async function doTask(element: string, variables: object): Promise<void> {
  const { items } = await client.get<{ items: { id: string; elementId: string }[] }>("/api/tasks?view=all");
  await client.post(`/api/tasks/${items.find((each) => each.elementId === element)?.id}/complete`, { variables });
}

test.serial("calls, errors of workers, messages, late timers and open jobs are taken over from a run", async (t) => {
  for (const xml of [inner, eventful]) await client.send("/api/definitions", Buffer.from(xml));
  const variables = { order: "o1" };
  const { id } = await client.post<{ id: string }>("/api/instances", { processKey: "eventful", variables });
  await doTask("sign", { signed: true });
  const { items } = await client.post<{ items: { id: string; token: string }[] }>("/api/jobs/lease", {
    worker: "test",
    types: ["eventful.work"],
    duration: 60_000,
  });
  await client.post(`/api/jobs/${items[0]?.id}/error`, { token: items[0]?.token, errorCode: "SOLD_OUT" });
  stage.clock.now = new Date(stage.clock.now.getTime() + 600_000);
  await doTask("repair", { repaired: "yes" });
  await client.post("/api/messages", { name: "order.ready", correlationKey: "o1", variables: { boxes: 2 } });
  stage.clock.now = new Date(stage.clock.now.getTime() + 2 * 3_600_000);
  await stage.drain();

  const draft = await client.post<RecordedScenario>(`/api/instances/${id}/scenario`, {});

  t.deepEqual(draft.gaps, []);
  t.deepEqual(draft.report.deviations, []);
  t.like(draft.scenario, {
    jobs: { "eventful.work": { error: { code: "SOLD_OUT" } }, "eventful.open": { open: true } },
    expect: {
      state: "running",
      waiting: ["open"],
      inOrder: ["s", "call", "work", "soldOut", "repair", "ready", "pause", "open"],
    },
  });
  const { steps } = draft.scenario as { steps: { do: string; element?: string; name?: string; key?: string }[] }; // see the schema
  t.deepEqual(
    steps.map((step) => [step.do, step.element ?? step.name, step.key ?? ""].join(" ").trim()),
    ["complete signed/sign", "complete repair", "publish order.ready o1", "fire pause"],
  );
});
