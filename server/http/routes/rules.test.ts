import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "ava";
import type { JsonObject } from "../../base/json.ts";
import { transact } from "../../db/transact.ts";
import { parseRuleSet } from "../../decisions/ruleSet.ts";
import { publish } from "../../definitions/publish.ts";
import { cancelImpact, startImpact } from "../../runtime/commands/impact.ts";
import { workImpact } from "../../runtime/commands/impactWork.ts";
import { bpmn, flows } from "../../test/models.ts";
import { Refused } from "../../test/conformance/client.ts";
import type { Client } from "../../test/conformance/client.ts";
import { openStage } from "../../test/conformance/stage.ts";
import type { Stage } from "../../test/conformance/stage.ts";
import { startCrew } from "../../workers/crew.ts";
import type {
  Impact,
  ImpactFindings,
  ReadDmn,
  RuleExplanation,
  RuleFinding,
  RuleSetMerged,
  RuleTestRun,
} from "../wireRules.ts";

let stage: Stage;
let client: Client;
let tenantId: string;
let matrix: { rows: { id: string; when: JsonObject; then: JsonObject }[]; inputs: JsonObject[] } & JsonObject;

const actor = "owner";
const read = async (key: string) =>
  JSON.parse(await readFile(join(import.meta.dirname, `../../../rules/${key}.json`), "utf8")) as typeof matrix; // a rule set

test.before(async () => {
  stage = await openStage();
  client = (await stage.admit()).client;
  matrix = await read("priority_matrix");
  tenantId = (await client.get<{ tenant: { id: string } }>("/api/session")).tenant.id;
  const parts = [{ kind: "ruleSet", key: "priority_matrix", body: matrix } as const];
  await transact(stage.house.database, tenantId, (tx) =>
    publish(tx, { title: "Rules", author: actor, parts }, stage.house.now()),
  );
  const rule = `<bpmn:businessRuleTask id="rate"><bpmn:extensionElements><zeebe:calledDecision decisionId="priority_matrix" resultVariable="rated"/></bpmn:extensionElements></bpmn:businessRuleTask>`;
  await client.send(
    "/api/definitions",
    Buffer.from(bpmn("rating", `<bpmn:startEvent id="s"/>${rule}<bpmn:endEvent id="e"/>${flows("s", "rate", "e")}`)),
  );
  for (const impact of ["low", "medium", "high"]) {
    for (const urgency of ["low", "medium", "high"]) {
      const variables = { impact, urgency, vip: false };
      stage.clock.now = new Date(stage.clock.now.getTime() + 1_000);
      await client.post("/api/instances", { processKey: "rating", variables, businessKey: `${impact}-${urgency}` });
    }
  }
});
test.after.always(() => stage.close());

const path = "/api/rule-sets/priority_matrix";
/** The matrix with other outcomes for some rows. */
const changed = (outcomes: Readonly<Record<string, string>>): JsonObject => ({
  ...matrix,
  rows: matrix.rows.map((row) => ({ ...row, then: { priority: outcomes[row.id] ?? row.then["priority"] ?? null } })),
});

test.serial("a rule set is told with its versions, checked and tested as published", async (t) => {
  const { items } = await client.get<{ items: JsonObject[] }>("/api/rule-sets");
  const run = await client.post<RuleTestRun>(`${path}/test`, {});
  const found = await client.post<{ items: RuleFinding[] }>(`${path}/check`, {});

  t.like(items[0], { key: "priority_matrix", version: 1, rows: 14, tests: 15 });
  t.like(run, { failed: 0, coverage: { covered: 14, total: 14 } });
  t.deepEqual([...new Set(found.items.map(({ code }) => code))], ["rules.gap.unforeseen"]);
  t.like(await client.get<JsonObject>(`${path}?version=1`), { version: 1 });
});

test.serial("a body that is given is checked and tested instead: what breaks is told", async (t) => {
  const broken = changed({ r3: "P9" });

  const run = await client.post<RuleTestRun>(`${path}/test`, { body: broken });
  const found = await client.post<{ items: RuleFinding[] }>(`${path}/check`, { body: broken });
  const none = await client.post<{ items: RuleFinding[] }>(`${path}/check`, { body: { key: 1 } });

  t.is(run.failed, 1);
  t.deepEqual(run.results.find(({ passed }) => !passed)?.verdict, { priority: "P9" });
  t.true(found.items.some(({ code, place }) => code === "rules.value" && place.row === "r3"));
  t.true(none.items.every(({ severity }) => severity === "error"));
  t.is(
    (await t.throwsAsync(client.post(`${path}/test`, { body: { key: 1 } }), { instanceOf: Refused }))?.code,
    "rules.shape",
  );
});

test.serial("a draft's part is tested by the draft's id", async (t) => {
  const draft = await client.post<{ id: string }>("/api/drafts", {
    title: "Other priorities",
    from: { kind: "ruleSet", key: "priority_matrix" },
  });

  const run = await client.post<RuleTestRun>(`${path}/test`, { draftId: draft.id });
  const missing = client.post("/api/rule-sets/other/test", { draftId: draft.id });

  t.is(run.failed, 0);
  t.is((await t.throwsAsync(missing, { instanceOf: Refused }))?.code, "draft.part");
});

test.serial("facts are explained row by row, with the smallest change that leads elsewhere", async (t) => {
  const facts = { impact: "medium", urgency: "medium", vip: false, securityLevel: "S4" };

  const told = await client.post<RuleExplanation>(`${path}/explain`, { facts });
  const wanted = await client.post<RuleExplanation>(`${path}/explain`, { facts, wanted: { priority: "P1" } });

  t.deepEqual(told.verdict, { priority: "P3" });
  t.is(told.rows.find(({ hit }) => hit)?.id, "r9");
  t.is(told.rows[2]?.reason.en.startsWith("Row r3 does not apply: Impact is medium, expected was high"), true);
  t.deepEqual(told.smallestChange?.changes, [{ input: "impact", from: "medium", to: "high" }]);
  t.deepEqual(wanted.smallestChange?.verdict, { priority: "P1" });
});

test.serial("a recorded decision is told with reasons and the smallest change", async (t) => {
  const [instance] = (await client.get<{ items: { id: string }[] }>("/api/instances?status=completed")).items;
  const { items } = await client.get<{ items: { id: string }[] }>(`/api/instances/${instance?.id}/decisions`);

  const one = await client.get<JsonObject>(`/api/decisions/${items[0]?.id}`);

  t.like(one, { ruleSetKey: "priority_matrix" });
  t.is((one["rows"] as { reason: { de: string } }[])[0]?.reason.de.startsWith("Zeile r1 trifft nicht zu"), true);
  t.truthy(one["smallestChange"]);
});

test.serial("an impact run lists the decisions that would come out differently, and counts verdicts", async (t) => {
  const started = await client.post<{ id: string; total: number }>(`${path}/impact`, {
    body: changed({ r3: "P2", r14: "P3" }),
    last: 100,
  });
  await stage.drain();

  const impact = await client.get<Impact>(`/api/impacts/${started.id}`);
  const { items } = await client.get<ImpactFindings>(`/api/impacts/${started.id}/findings`);

  t.is(started.total, 9);
  t.like(impact, { state: "done", done: 9, counts: { same: 7, changed: 2, unreplayable: 0 } });
  t.deepEqual(
    impact.counts.verdicts.find(({ verdict }) => (verdict as JsonObject)["priority"] === "P2"),
    { verdict: { priority: "P2" }, before: 2, after: 3 },
  );
  t.deepEqual(
    items.map(({ businessKey, before, after }) => [businessKey, before.verdict, after?.verdict]),
    [
      ["high-high", { priority: "P1" }, { priority: "P2" }],
      ["low-low", { priority: "P4" }, { priority: "P3" }],
    ],
  );
  t.truthy(items[0]?.instanceId);
});

test.serial("only the last decisions are replayed when so asked", async (t) => {
  stage.clock.now = new Date(stage.clock.now.getTime() + 1_000);
  const started = await client.post<{ id: string; total: number }>(`${path}/impact`, {
    body: changed({ r3: "P2" }),
    last: 4,
  });
  await stage.drain();

  t.is(started.total, 4);
  t.like(await client.get<Impact>(`/api/impacts/${started.id}`), { state: "done", done: 4 });
  t.is((await client.get<{ items: Impact[] }>(`${path}/impacts`)).items[0]?.id, started.id);
});

test.serial(
  "a run that is cut off goes on where it was, when its lease has run out, and counts nothing twice",
  async (t) => {
    const { house, clock } = stage;
    await transact(house.database, tenantId, (tx) =>
      tx.query(
        `insert into decisions select tenant_id, gen_random_uuid(), instance_id, wait_id, element_id, business_key,
         rule_set_key, rule_set_version, facts, verdict, explanation, decided_at - interval '1 minute' * n
       from decisions, generate_series(1, 200) as n where tenant_id = $1`,
        [tenantId],
      ),
    );
    const changedTo = { kind: "body", body: changed({ r3: "P2" }) } as const;
    const { id, total } = await startImpact(
      house,
      { tenantId, actor },
      { ruleSetKey: "priority_matrix", changed: changedTo, last: 1_500 },
    );
    let looks = 0;
    const cut = {
      ...house,
      now: () => {
        looks += 1;
        if (looks > 3) throw new Error("cut");
        return clock.now;
      },
    };

    await t.throwsAsync(workImpact(cut), { message: "cut" });
    const stopped = await client.get<Impact>(`/api/impacts/${id}`);
    await stage.drain();
    const leased = await client.get<Impact>(`/api/impacts/${id}`);
    clock.now = new Date(clock.now.getTime() + house.lease + 1);
    await stage.drain();
    const ended = await client.get<Impact>(`/api/impacts/${id}`);
    const { items } = await client.get<ImpactFindings>(`/api/impacts/${id}/findings?limit=200`);

    t.is(total, 1_500);
    t.like(stopped, { state: "running", done: 500 });
    t.like(leased, { state: "running", done: 500 });
    t.like(ended, { state: "done", done: 1_500 });
    t.is(ended.counts.same + ended.counts.changed, 1_500);
    t.is(ended.counts.changed, items.length);
    t.is(new Set(items.map(({ decisionId }) => decisionId)).size, items.length);
    await transact(house.database, tenantId, (tx) =>
      tx.query("delete from decisions where tenant_id = $1 and decided_at < $2", [
        tenantId,
        new Date("2026-11-23T09:00:00Z"),
      ]),
    );
  },
);

test.serial("a fact that was not recorded is told for the decisions where it would matter", async (t) => {
  const column = { name: "weekend", type: "boolean", label: { de: "Wochenende", en: "Weekend" } };
  const first = { id: "w", when: { impact: "high", weekend: true }, then: { priority: "P1" } };
  const body = { ...matrix, inputs: [...matrix.inputs, column], rows: [first, ...matrix.rows] };

  const { id } = await client.post<{ id: string }>(`${path}/impact`, { body });
  await stage.drain();
  const { items } = await client.get<ImpactFindings>(`/api/impacts/${id}/findings?kind=unreplayable`);

  t.like(await client.get<Impact>(`/api/impacts/${id}`), { counts: { unreplayable: 3, same: 6 } });
  t.is(items[0]?.message?.de, "Damals nicht festgehalten: Wochenende");
});

test.serial("a run that is cancelled stays where it was, and cannot be cancelled twice", async (t) => {
  const { id } = await startImpact(
    stage.house,
    { tenantId, actor },
    { ruleSetKey: "priority_matrix", changed: { kind: "body", body: matrix }, last: 9 },
  );

  await client.post(`/api/impacts/${id}/cancel`, {});
  await stage.drain();

  t.like(await client.get<Impact>(`/api/impacts/${id}`), { state: "cancelled", done: 0 });
  t.is((await t.throwsAsync(cancelImpact(stage.house, { tenantId, actor }, id)))?.message.includes("cancelled"), true);
});

test.serial("a crew of workers takes a run up by itself", async (t) => {
  const crew = startCrew(stage.house, [], { worker: "w", interval: 20, concurrency: 1 });
  const { id } = await client.post<{ id: string }>(`${path}/impact`, { body: matrix });

  let impact = await client.get<Impact>(`/api/impacts/${id}`);
  for (let round = 0; round < 200 && impact.state === "running"; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    impact = await client.get<Impact>(`/api/impacts/${id}`);
  }
  await crew.stop();

  t.like(impact, { state: "done", counts: { same: 9, changed: 0 } });
});

test.serial("a rule set leaves as DMN and comes back the same, checked", async (t) => {
  const xml = await client.text(`${path}/dmn?language=de`);
  const { ruleSets, findings } = await client.send<ReadDmn>("/api/rule-sets/read-dmn", Buffer.from(xml));

  t.deepEqual(findings, []);
  t.deepEqual(parseRuleSet(ruleSets[0]?.body), parseRuleSet(matrix));
  t.deepEqual([...new Set(ruleSets[0]?.checks.map(({ code }) => code))], ["rules.gap.unforeseen"]);
});

test.serial("versions are compared and merged over HTTP", async (t) => {
  const ours = changed({ r3: "P2" });
  const theirs = changed({ r3: "P3" });

  const difference = await client.post<{ changes: { id: string }[] }>("/api/rule-sets/compare", {
    before: matrix,
    after: ours,
  });
  const asked = await client.post<RuleSetMerged>("/api/rule-sets/merge", { base: matrix, ours, theirs });

  t.deepEqual(
    difference.changes.map(({ id }) => id),
    ["rows/r3/then/priority"],
  );
  t.deepEqual(asked.open, ["rows/r3/then/priority"]);
});
