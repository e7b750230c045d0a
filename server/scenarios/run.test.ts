import test from "ava";
import { bpmn, ext, flow, flows, message, service } from "../test/models.ts";
import { deviations, played } from "./testing.ts";

const task = (id: string, assignment = 'candidateGroups="dispatcher"', form = ""): string =>
  `<bpmn:userTask id="${id}" name="${id}">${ext(`${form}<zeebe:assignmentDefinition ${assignment}/>`)}</bpmn:userTask>`;
const ends = '<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>';
const timer = (duration: string): string =>
  `<bpmn:timerEventDefinition><bpmn:timeDuration>${duration}</bpmn:timeDuration></bpmn:timerEventDefinition>`;
const boundary = (id: string, host: string, definition: string, more = ""): string =>
  `<bpmn:boundaryEvent id="${id}" attachedToRef="${host}" ${more}>${definition}</bpmn:boundaryEvent><bpmn:endEvent id="${id}_end"/>${flow(id, `${id}_end`)}`;
const complete = (element: string, more: object = {}): object => ({ do: "complete", element, ...more });

const oneTask = bpmn("process", `${ends}${task("check")}${flows("s", "check", "e")}`);
const oneJob = bpmn(
  "process",
  `${ends}${service("work", "any.work")}<bpmn:error id="none"/>${flows("s", "work", "e")}`.replace(
    '<bpmn:error id="none"/>',
    "",
  ),
);

test("what is expected in the end is looked at as a whole, each deviation with both values and texts", async (t) => {
  const report = await played(oneTask, {
    expect: { state: "completed", visited: ["e"], notVisited: ["check"], counts: { s: 2 }, waiting: [] },
  });

  t.false(report.passed);
  t.deepEqual(deviations(report), [
    "/expect/state scenario.different",
    "/expect/visited/0 scenario.visited",
    "/expect/notVisited/0 scenario.notVisited",
    "/expect/counts/s scenario.different",
    "/expect/waiting scenario.different",
  ]);
  t.like(report.deviations[0], {
    expected: "completed",
    actual: "running",
    message: {
      de: 'Erwartet: der Zustand ist "completed"; es ist "running"',
      en: 'Expected the state to be "completed", but it is "running"',
    },
  });
});

test("a step that cannot be played ends the scenario and says what waits instead", async (t) => {
  const report = await played(oneTask, { steps: [{ do: "fire", element: "check" }, complete("check")] });

  t.deepEqual(deviations(report), ["/steps/0 scenario.wait"]);
  t.deepEqual(report.deviations[0]?.actual, ["check"]);
  t.deepEqual(report.waiting, ["check"]);
  t.deepEqual(deviations(await played(oneTask, { steps: [complete("chekc")] })), ["/steps/0 scenario.element"]);
});

async function by(assignment: string, as: unknown): Promise<string[]> {
  const xml = bpmn("process", `${ends}${task("check", assignment)}${flows("s", "check", "e")}`);
  return deviations(await played(xml, { steps: [complete("check", { as })] }));
}

test("only who may completes a task", async (t) => {
  t.deepEqual(await by('candidateGroups="dispatcher"', "dispatcher"), []);
  t.deepEqual(await by('candidateGroups="dispatcher"', "technician"), ["/steps/0 scenario.candidate"]);
  t.deepEqual(await by('candidateGroups="dispatcher"', { login: "ana", roles: ["dispatcher"] }), []);
  t.deepEqual(await by('candidateUsers="ana"', { login: "ana" }), []);
  t.deepEqual(await by('assignee="bo" candidateGroups="dispatcher"', { login: "ana", roles: ["dispatcher"] }), [
    "/steps/0 scenario.candidate",
  ]);
  t.deepEqual(await by('assignee="bo"', { login: "bo" }), []);
});

test("what is entered goes through the form of the task", async (t) => {
  const label = { de: "x", en: "x" };
  const bundle = {
    processes: {
      process: bpmn(
        "process",
        `${ends}${task("check", 'candidateGroups="dispatcher"', '<zeebe:formDefinition formId="sign"/>')}${flows("s", "check", "e")}`,
      ),
    },
    forms: {
      sign: { key: "sign", version: 1, title: label, fields: [{ key: "minutes", type: "int", label, required: true }] },
    },
  };
  const entered = (variables: object) => played(bundle, { steps: [complete("check", { variables })] });

  t.deepEqual(deviations(await entered({ minutes: 5 })), []);
  const refused = await entered({ minutes: "5", more: 1 });
  t.deepEqual(deviations(refused), ["/steps/0 scenario.form"]);
  t.regex(refused.deviations[0]?.message.en ?? "", /more: .*minutes: /);
});

test("a job without a fitting answer is a deviation; answers fit by element, condition and number", async (t) => {
  const xml = bpmn(
    "process",
    `${ends}${service("one", "any.work")}${service("two", "any.work")}${service("three", "any.work")}${flows("s", "one", "two", "three", "e")}`,
  );
  const given = (jobs: object) => played(xml, { start: { kind: "none", variables: { n: 1 } }, jobs });

  t.deepEqual(deviations(await given({})), ["/start scenario.job"]);
  const report = await given({
    "any.*": [
      { element: "two", variables: { n: 20 } },
      { when: "=input.n = 1", times: 1, variables: { n: "=input.n + variables.n + 1" } },
      { variables: { n: 300 } },
    ],
  });
  t.deepEqual(
    report.log.filter(({ code }) => code === "job.completed").map(({ detail }) => detail?.["variables"]),
    [{ n: 3 }, { n: 20 }, { n: 300 }],
  );
  t.deepEqual(deviations(await given({ "any.work": { times: 2, variables: {} } })), ["/start scenario.job"]);
});

test("an answer may be a BPMN error, a technical failure, or none yet", async (t) => {
  const xml = bpmn(
    "process",
    `${ends}${service("work", "any.work")}${boundary("caught", "work", '<bpmn:errorEventDefinition errorRef="E"/>')}${flows("s", "work", "e")}`,
    '<bpmn:error id="E" errorCode="parts.missing"/>',
  );
  const open = { jobs: { "any.work": { open: true } } };
  const failure = { jobs: { "any.work": { failure: "time out" } } };

  t.true(
    (
      await played(xml, {
        jobs: { "any.work": { error: { code: "parts.missing" } } },
        expect: { ends: ["caught_end"], state: "completed" },
      })
    ).passed,
  );
  t.true(
    (await played(xml, { jobs: { "any.work": { error: { code: "other" } } }, expect: { error: "other" } })).passed,
  );
  t.deepEqual(deviations(await played(xml, failure)), ["/expect/faults scenario.fault"]);
  t.true((await played(xml, { ...failure, expect: { faults: [{ element: "work" }], waiting: ["work"] } })).passed);
  t.true(
    (
      await played(xml, {
        ...open,
        steps: [{ do: "job", element: "work", answer: { variables: { done: true } } }],
        expect: { variables: { done: true }, ends: ["e"] },
      })
    ).passed,
  );
});

test("the clock fires what is due on its way, each at its own time and the earliest first", async (t) => {
  const xml = bpmn(
    "process",
    `${ends}${task("check")}${boundary("late", "check", timer("PT2H"), 'cancelActivity="false"')}${boundary("soon", "check", timer("PT1H"), 'cancelActivity="false"')}${boundary("over", "check", timer("PT4H"))}${flows("s", "check", "e")}`,
  );
  const report = await played(xml, {
    clock: { now: "2026-11-23T09:00:00+01:00" },
    steps: [
      { do: "advance", by: "PT3H" },
      { do: "expect", expect: { inOrder: ["soon", "late"], waiting: ["check", "over"] } },
      { do: "fire", element: "over" },
    ],
    expect: { ends: ["soon_end", "late_end", "over_end"], state: "completed" },
  });

  t.deepEqual(deviations(report), []);
  t.deepEqual(
    report.log.filter(({ code }) => code === "timer.fired").map(({ at, elementId }) => `${at} ${elementId}`),
    ["2026-11-23T09:00:00.000Z soon", "2026-11-23T10:00:00.000Z late", "2026-11-23T12:00:00.000Z over"],
  );
  t.deepEqual(deviations(await played(xml, { steps: [{ do: "until", to: "2026-01-01T00:00:00Z" }] })), [
    "/steps/0 scenario.past",
  ]);
});

test("business days rest on weekends, and a scenario may bring its own calendar", async (t) => {
  const xml = bpmn(
    "process",
    `${ends}<bpmn:intermediateCatchEvent id="wait">${timer("P1BD")}</bpmn:intermediateCatchEvent>${flows("s", "wait", "e")}`,
  );
  const clock = { now: "2026-11-27T09:00:00+01:00" };
  const saturdays = { default: { timeZone: "Europe/Vienna", hours: { all: ["08:00-17:00"] } } };

  t.true((await played(xml, { clock, expect: { timers: { wait: "2026-11-30T09:00:00+01:00" } } })).passed);
  t.true(
    (await played(xml, { clock, calendars: saturdays, expect: { timers: { wait: "2026-11-28T09:00:00+01:00" } } }))
      .passed,
  );
});

test("a message reaches the place that waits for it, or waits itself; one from outside that nobody takes deviates", async (t) => {
  const xml = bpmn(
    "process",
    `${ends}${task("check")}<bpmn:intermediateCatchEvent id="wait"><bpmn:messageEventDefinition messageRef="M"/></bpmn:intermediateCatchEvent><bpmn:intermediateThrowEvent id="tell">${ext('<ablauf:publish correlationKey="=order"/>')}<bpmn:messageEventDefinition messageRef="M"/></bpmn:intermediateThrowEvent>${flows("s", "tell", "check", "wait", "e")}`,
    message("M", "order.ready", "order"),
  );
  const start = { kind: "none", variables: { order: "o1" } };
  const early = { do: "publish", name: "order.ready", key: "o1" };

  t.deepEqual(deviations(await played(xml, { start, steps: [early] })), ["/steps/0 scenario.message"]);
  const report = await played(xml, {
    start,
    steps: [complete("check")],
    expect: { state: "completed", messages: [{ name: "order.ready", key: "o1", count: 1 }] },
  });
  t.deepEqual(deviations(report), []);
  t.true(report.log.some(({ code }) => code === "message.kept"));
});

test("a called process runs when it is there, and is answered when the scenario says so", async (t) => {
  const caller = bpmn(
    "process",
    `${ends}<bpmn:callActivity id="call">${ext('<zeebe:calledElement processId="inner"/>')}</bpmn:callActivity>${flows("s", "call", "e")}`,
  );
  const inner = bpmn("inner", `${ends}${task("sign")}${flows("s", "sign", "e")}`);
  const both = { processes: { process: caller, inner } };

  const real = await played(both, {
    steps: [complete("inner/sign", { variables: { signed: true } })],
    expect: { state: "completed", visited: ["inner/sign"], variables: { signed: true } },
  });
  t.deepEqual(deviations(real), []);
  const mocked = await played(both, {
    calls: { inner: { variables: { signed: "=input.order" } } },
    start: { kind: "none", variables: { order: 7 } },
    expect: { state: "completed", notVisited: ["inner/s"], variables: { signed: 7 } },
  });
  t.deepEqual(deviations(mocked), []);
  t.deepEqual(deviations(await played(caller, {})), ["/start scenario.call"]);
  const failed = await played(both, { calls: { inner: { error: { code: "refused" } } }, expect: { error: "refused" } });
  t.deepEqual(deviations(failed), []);
});

const label = { de: "x", en: "x" };
const tiers = {
  key: "tier",
  version: 1,
  label,
  hitPolicy: "first",
  inputs: [{ name: "net", type: "number", label }],
  outputs: [{ name: "who", type: "string", label }],
  rows: [
    { id: "small", when: { net: { "<": 100 } }, then: { who: "nobody" } },
    { id: "large", when: {}, then: { who: "boss" } },
  ],
};
const deciding = bpmn(
  "process",
  `${ends}<bpmn:businessRuleTask id="decide">${ext('<zeebe:calledDecision decisionId="tier" resultVariable="tier"/>')}</bpmn:businessRuleTask>${flows("s", "decide", "e")}`,
);

test("the real rule set decides, unless the scenario fixes its verdict or a fact", async (t) => {
  const bundle = { processes: { process: deciding }, ruleSets: { tier: tiers } };
  const start = { kind: "none", variables: { net: 500 } };
  const decided = async (more: object) => {
    const report = await played(bundle, { start, ...more });
    t.deepEqual(deviations(report), []);
    return report.covered.rows;
  };

  t.deepEqual(
    await decided({ expect: { decisions: [{ ruleSet: "tier", rows: ["large"], verdict: { who: "boss" } }] } }),
    {
      tier: { large: 1 },
    },
  );
  t.deepEqual(
    await decided({ decisions: { tier: { facts: { net: 5 } } }, expect: { variables: { "tier.who": "nobody" } } }),
    {
      tier: { small: 1 },
    },
  );
  t.deepEqual(
    await decided({ decisions: { tier: { verdict: { who: "me" } } }, expect: { variables: { "tier.who": "me" } } }),
    {},
  );
});

test("a mail with an empty place is a deviation", async (t) => {
  const xml = bpmn("process", `${ends}${service("write", "mail.send")}${flows("s", "write", "e")}`);
  const templates = { hello: { de: '---\nsubject: "Hallo"\n---\n{{name}}\n', en: '---\nsubject: "Hello"\n---\nx\n' } };
  const written = (variables: object) =>
    played(
      { processes: { process: xml }, templates },
      {
        start: { kind: "none", variables: { template: "hello", to: "a@b.example", language: "de", ...variables } },
        expect: { mails: [{ template: "hello", to: "a@b.example", contains: ["Ana"] }] },
      },
    );

  t.deepEqual(deviations(await written({ name: "Ana" })), []);
  t.deepEqual(deviations(await written({})), ["/start scenario.gap"]);
});

function loop(body: string, ...way: readonly string[]): string {
  return bpmn(
    "process",
    `${ends}<bpmn:exclusiveGateway id="x"/><bpmn:exclusiveGateway id="again" default="again_x"/>${body}${flows("s", "x", ...way, "again", "x")}${flow("again", "e", "false")}`,
  );
}

test("what never comes to rest is stopped, by jobs as by the kernel's own budget", async (t) => {
  const jobs = { "any.work": { variables: {} } };
  t.deepEqual(deviations(await played(loop(service("work", "any.work"), "work"), { jobs })), [
    "/start scenario.endless",
  ]);
  t.like((await played(loop('<bpmn:task id="pass"/>', "pass"), {})).deviations[0], {
    code: "scenario.fault",
    actual: { code: "engine.budget" },
  });
});

test("a place that cannot go on is a deviation, unless it is expected and mended", async (t) => {
  const xml = bpmn(
    "process",
    `${ends}<bpmn:exclusiveGateway id="x"/>${flows("s", "x")}${flow("x", "e", "isReady = true")}`,
  );

  t.deepEqual(deviations(await played(xml, {})), ["/expect/faults scenario.fault"]);
  t.deepEqual(
    deviations(
      await played(xml, {
        steps: [
          { do: "expect", expect: { faults: [{ element: "x", code: "engine.flow" }] } },
          { do: "set", variables: { isReady: true } },
          { do: "retry", element: "x" },
        ],
        expect: { state: "completed" },
      }),
    ),
    [],
  );
});

test("the log tells in order and in both languages what happened at which step", async (t) => {
  const { log } = await played(oneJob, { jobs: { "any.work": { variables: {} } } });

  t.deepEqual(
    log.map(({ step, code, elementId = "" }) => `${step} ${code} ${elementId}`),
    ["-1 instance.started s", "-1 job.completed work", "-1 instance.ended "],
  );
  t.deepEqual(log[1]?.message, { de: "work: any.work ist erledigt", en: "work: any.work is done" });
});
