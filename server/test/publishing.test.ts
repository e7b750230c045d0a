import test from "ava";
import { transact } from "../db/transact.ts";
import { createToken } from "../identity/users.ts";
import type * as wire from "../http/wireDrafts.ts";
import { openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { deskOf, given, personOf } from "./desks.ts";
import type { Refused } from "./desks.ts";
import { bpmn, flows } from "./models.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";

let site: Served;
let ana: Client;
let bo: Client;

test.before(async () => {
  site = await served({ DEMO: "false", WORKERS: "false" }, { withStandard: false });
  ana = await personOf(site, "ana", ["process-owner"]);
  bo = await personOf(site, "bo", ["process-owner"]);
});
test.after.always(() => site.close());

const linear = (key: string, name = "Work") =>
  bpmn(
    key,
    `<bpmn:startEvent id="s"/><bpmn:userTask id="u" name="${name}"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="technician"/></bpmn:extensionElements></bpmn:userTask><bpmn:endEvent id="e"/>${flows("s", "u", "e")}`,
  );

async function drafted(key: string, xml: string): Promise<string> {
  const existing = await ana.send<{ items: { key: string }[] }>("GET", "/api/processes");
  const isKnown = existing.body.items.some((row) => row.key === key);
  const start = isKnown ? { from: { kind: "process", key } } : { empty: { kind: "process", key, name: key } };
  const { id } = await given(ana.send<wire.Draft>("POST", "/api/drafts", start));
  await given(ana.send("PUT", `/api/drafts/${id}/parts/process/${key}`, { revision: 1, body: xml }));
  return id;
}

async function published(key: string, xml: string): Promise<wire.Published> {
  const id = await drafted(key, xml);
  await given(ana.send("POST", `/api/drafts/${id}/check`));
  await given(bo.send("POST", `/api/drafts/${id}/approve`, { reason: "Looks right" }));
  return given(ana.send<wire.Published>("POST", `/api/drafts/${id}/publish`, { reason: "Wanted" }));
}

test("a draft becomes a version by check, approval of a second person and publication, each in the trail", async (t) => {
  const id = await drafted("onward", linear("onward"));

  const report = await given(ana.send<wire.CheckReport>("POST", `/api/drafts/${id}/check`));
  await given(bo.send("POST", `/api/drafts/${id}/approve`, { reason: "Looks right" }));
  const made = await given(ana.send<wire.Published>("POST", `/api/drafts/${id}/publish`, { reason: "Wanted" }));

  const version = await given(ana.send<wire.VersionBody>("GET", "/api/processes/onward/versions/1"));
  const trail = await transact(site.house.database, "main", (tx) =>
    tx.query("select type, actor, data ->> 'reason' as reason from trail where stream_id = $1 order by seq", [id]),
  );
  t.true(report.isGreen, JSON.stringify(report.findings));
  t.deepEqual(
    made.versions.map(({ key, version: number }) => [key, number]),
    [["onward", 1]],
  );
  t.like(version, { author: "ana", approver: "bo", reason: "Wanted", draftId: id, releaseId: made.releaseId });
  t.deepEqual(trail, [
    { type: "createDraft", actor: "ana", reason: null },
    { type: "checkDraft", actor: "ana", reason: null },
    { type: "approveDraft", actor: "bo", reason: "Looks right" },
    { type: "publishDraft", actor: "ana", reason: "Wanted" },
  ]);
});

test("nobody approves what they have worked on, and nobody without the right", async (t) => {
  const id = await drafted("own", linear("own"));
  await given(ana.send("POST", `/api/drafts/${id}/check`));
  const clerk = await deskOf(site, "clerk", ["definitions.read", "definitions.edit"]);

  const own = await ana.send<Refused>("POST", `/api/drafts/${id}/approve`, { reason: "Mine" });
  const other = await clerk.send<Refused>("POST", `/api/drafts/${id}/approve`, { reason: "Me too" });
  const shown = await given(bo.send<wire.Draft>("GET", `/api/drafts/${id}`));

  t.is(own.status, 403);
  t.is(own.body.code, "draft.ownApproval");
  t.is(other.status, 403);
  t.deepEqual(shown.actions, ["edit", "check", "approve", "reject", "discard"]);
});

test("an API token approves nothing, and whoever made the token that edited has worked on the draft", async (t) => {
  const approver = await deskOf(site, "machine", ["definitions.read", "definitions.approve"]);
  const secret = await transact(site.house.database, "main", (tx) =>
    createToken(tx, { name: "bo's tool", permissions: ["definitions.edit"], createdBy: "bo" }, new Date()),
  );
  const tool = await openClient([site.url], { token: secret });
  const id = await drafted("tooled", linear("tooled"));
  await given(
    tool.send("PUT", `/api/drafts/${id}/parts/process/tooled`, { revision: 2, body: linear("tooled", "Tool") }),
  );
  await given(ana.send("POST", `/api/drafts/${id}/check`));

  const machine = await approver.send<Refused>("POST", `/api/drafts/${id}/approve`, { reason: "Beep" });
  const behind = await bo.send<Refused>("POST", `/api/drafts/${id}/approve`, { reason: "My tool did it" });

  t.is(machine.body.code, "draft.person");
  t.is(behind.body.code, "draft.ownApproval");
});

test("of two drafts of one process that are published at once, one goes live and the other is told to merge", async (t) => {
  await published("twins", linear("twins"));
  const [one, other] = [
    await drafted("twins", linear("twins", "One")),
    await drafted("twins", linear("twins", "Other")),
  ];
  for (const id of [one, other]) {
    await given(ana.send("POST", `/api/drafts/${id}/check`));
    await given(bo.send("POST", `/api/drafts/${id}/approve`, { reason: "Good" }));
  }

  const answers = await Promise.all(
    [one, other].map((id) => ana.send<Partial<Refused>>("POST", `/api/drafts/${id}/publish`, { reason: "Now" })),
  );

  t.deepEqual(answers.map(({ body }) => body.code ?? "published").toSorted(), ["draft.outdated", "published"]);
});

test("an edit after the approval voids it: what is published is what was approved", async (t) => {
  const id = await drafted("voided", linear("voided"));
  await given(ana.send("POST", `/api/drafts/${id}/check`));
  await given(bo.send("POST", `/api/drafts/${id}/approve`, { reason: "Good" }));

  await given(
    ana.send("PUT", `/api/drafts/${id}/parts/process/voided`, { revision: 2, body: linear("voided", "Other") }),
  );
  const refused = await ana.send<Refused>("POST", `/api/drafts/${id}/publish`, { reason: "Wanted" });
  const unchecked = await bo.send<Refused>("POST", `/api/drafts/${id}/approve`, { reason: "Good" });

  t.is(refused.body.code, "draft.unapproved");
  t.is(unchecked.body.code, "draft.unchecked");
});

test("a draft with an error is not checked, whatever else is fine; it tells the element in both languages", async (t) => {
  const lost = '<bpmn:sequenceFlow id="lost" sourceRef="u" targetRef="nowhere"/><bpmn:endEvent';
  const broken = linear("broken").replace("<bpmn:endEvent", lost);
  const id = await drafted("broken", broken);

  const report = await given(ana.send<wire.CheckReport>("POST", `/api/drafts/${id}/check`));
  const refused = await bo.send<Refused>("POST", `/api/drafts/${id}/approve`, { reason: "Good" });

  const error = report.findings.find(({ severity }) => severity === "error");
  t.false(report.isGreen);
  t.truthy(error?.message.de);
  t.truthy(error?.message.en);
  t.is(refused.body.code, "draft.unchecked");
});

const scenario = (element: string) => ({
  key: "plain",
  process: "proven",
  title: { de: "Gerade durch", en: "Straight through" },
  start: { kind: "none" },
  steps: [{ do: "complete", element }],
  expect: { state: "completed" },
});

test("a scenario that fails keeps a draft from being approved; the same one green lets it through", async (t) => {
  const id = await drafted("proven", linear("proven"));
  const path = `/api/drafts/${id}/parts/scenario/${encodeURIComponent("proven:plain")}`;
  await given(ana.send("PUT", path, { body: scenario("nowhere") }));
  const red = await given(ana.send<wire.CheckReport>("POST", `/api/drafts/${id}/check`));
  await given(ana.send("PUT", path, { revision: 1, body: scenario("u") }));
  const green = await given(ana.send<wire.CheckReport>("POST", `/api/drafts/${id}/check`));

  t.deepEqual(
    red.tests.map(({ key, isGreen }) => [key, isGreen]),
    [["proven:plain", false]],
  );
  t.truthy(red.tests[0]?.failures[0]?.message.de);
  t.false(red.isGreen);
  t.true(green.isGreen, JSON.stringify(green));
  t.deepEqual(
    green.coverage.find(({ of }) => of === "elements"),
    { kind: "process", key: "proven", of: "elements", covered: 3, total: 3, uncovered: [] },
  );
});

test("a draft based on an older version than the newest is refused until it is merged", async (t) => {
  await published("overtaken", linear("overtaken"));
  const late = await drafted("overtaken", linear("overtaken", "Late"));
  await published("overtaken", linear("overtaken", "Early"));

  const report = await given(ana.send<wire.CheckReport>("POST", `/api/drafts/${late}/check`));

  const body = { kind: "process", key: "overtaken", source: "own" };
  const asked = await given(ana.send<wire.Merged>("POST", `/api/drafts/${late}/merge`, body));
  const resolutions = Object.fromEntries(asked.open.map((id) => [id, "ours"]));
  const merged = await given(ana.send<wire.Merged>("POST", `/api/drafts/${late}/merge`, { ...body, resolutions }));
  const after = await given(ana.send<wire.CheckReport>("POST", `/api/drafts/${late}/check`));

  t.true(report.findings.some(({ code, severity }) => code === "draft.outdated" && severity === "error"));
  t.is(asked.open.length, 1);
  t.like(merged.part, { baseVersion: 2, mergedVersion: null });
  t.true(String(merged.body).includes('name="Late"'));
  t.true(after.isGreen, JSON.stringify(after.findings));
});

test("rejection brings a draft back to its editors with a reason, discarding closes it for good", async (t) => {
  const id = await drafted("unwanted", linear("unwanted"));
  await given(ana.send("POST", `/api/drafts/${id}/check`));

  await given(bo.send("POST", `/api/drafts/${id}/reject`, { reason: "Name the task" }));
  const rejected = await given(ana.send<wire.Draft>("GET", `/api/drafts/${id}`));
  await given(ana.send("POST", `/api/drafts/${id}/discard`, { reason: "Never mind" }));
  const closed = await ana.send<Refused>("PUT", `/api/drafts/${id}/parts/process/unwanted`, { revision: 2, body: "x" });

  t.is(rejected.state, "draft");
  t.like(rejected.rejection, { by: "bo", reason: "Name the task" });
  t.is(closed.body.code, "draft.closed");
});

const started = (name: string) =>
  bpmn(
    "leaving",
    `<bpmn:startEvent id="s"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent><bpmn:userTask id="u" name="${name}"/><bpmn:endEvent id="e"/>${flows("s", "u", "e")}`,
    '<bpmn:message id="m" name="leave"/>',
  );

test("a retired version starts nothing new; what runs on it goes on, and the one before takes over", async (t) => {
  await published("leaving", started("One"));
  await published("leaving", started("Two"));
  const running = await given(ana.send<{ id: string }>("POST", "/api/instances", { processKey: "leaving" }));
  const subscribed = () =>
    transact(site.house.database, "main", (tx) =>
      tx.query(
        "select d.version from start_subscriptions s join definitions d on d.id = s.definition_id where s.name = 'leave'",
      ),
    );

  await given(ana.send("POST", "/api/processes/leaving/versions/2/retire", { reason: "Too slow" }));
  const one = await subscribed();
  const refused = await ana.send<Refused>("POST", "/api/instances", { processKey: "leaving", version: 2 });
  await given(ana.send("POST", "/api/processes/leaving/versions/1/retire", { reason: "Not needed" }));
  const none = await subscribed();
  const again = await ana.send<Refused>("POST", "/api/processes/leaving/versions/1/retire", { reason: "Twice" });

  t.truthy(running.id);
  t.deepEqual(one, [{ version: 1 }]);
  t.is(refused.body.code, "definition.retired");
  t.deepEqual(none, []);
  t.is(again.body.code, "version.retired");
  const [row] = await transact(site.house.database, "main", (tx) =>
    tx.query("select status from instances where id = $1", [running.id]),
  );
  t.deepEqual(row, { status: "running" });
});

test("a direct deployment stays possible for automation, and the trail says that nobody approved it", async (t) => {
  const secret = await transact(site.house.database, "main", (tx) =>
    createToken(tx, { name: "robot", permissions: ["definitions.deploy"], createdBy: "test" }, new Date()),
  );
  const answer = await fetch(`${site.url}/api/definitions`, {
    method: "POST",
    headers: { "content-type": "application/xml", authorization: `Bearer ${secret}` },
    body: linear("automatic"),
  });

  const { definitions } = (await answer.json()) as { definitions: readonly { id: string }[] }; // what the route answers
  const trail = await transact(site.house.database, "main", (tx) =>
    tx.query("select type, actor, data -> 'approver' as approver from trail where stream_id = $1", [
      definitions[0]?.id,
    ]),
  );
  const version = await given(ana.send<wire.VersionBody>("GET", "/api/processes/automatic/versions/1"));
  t.deepEqual(trail, [{ type: "deploy", actor: "robot", approver: null }]);
  t.like(version, { author: "robot", approver: null, draftId: null });
});
