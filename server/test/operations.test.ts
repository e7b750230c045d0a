import test from "ava";
import type * as wire from "../http/wire.ts";
import { deployProcess } from "../runtime/commands/deployProcess.ts";
import { eventually, openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { bpmn, flows, message } from "./models.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";

let site: Served;
let admin: Client;
test.before(async () => {
  site = await served({ DEMO: "false", ADMIN_PASSWORD: "a long password" });
  admin = await openClient([site.url], { login: "admin", password: "a long password" });
});
test.after.always(() => site.close());

const caught = `<bpmn:intermediateCatchEvent id="paid"><bpmn:messageEventDefinition messageRef="Paid"/></bpmn:intermediateCatchEvent>`;
const late = `<bpmn:boundaryEvent id="late" attachedToRef="first"><bpmn:timerEventDefinition><bpmn:timeDuration>P9D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:endEvent id="tooLate"/>${flows("late", "tooLate")}`;

function line(key: string, ...middle: readonly string[]): string {
  const tasks = middle.filter((id) => id !== "paid").map((id) => `<bpmn:userTask id="${id}" name="${id}"/>`);
  const events = `${middle.includes("paid") ? caught : ""}${middle.includes("first") ? late : ""}`;
  const body = `<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>${tasks.join("")}${events}${flows("s", ...middle, "e")}`;
  return bpmn(key, body, message("Paid", "paid", "key"));
}

async function deploy(xml: string): Promise<void> {
  await deployProcess(site.house, { tenantId: "main", actor: "tester" }, { xml });
}

async function start(processKey: string, variables: Record<string, unknown> = {}): Promise<string> {
  const { body } = await admin.send<{ id: string }>("POST", "/api/instances", { processKey, variables });
  return body.id;
}

function show(id: string): Promise<{ body: wire.Instance }> {
  return admin.send("GET", `/api/instances/${id}`);
}

const reason = "asked for";

test.serial(
  "an operator plans, tries out and carries out a migration, and sees what became of each instance",
  async (t) => {
    await deploy(line("trade", "first", "old"));
    const ids = [await start("trade"), await start("trade")];
    await admin.send("POST", `/api/instances/${ids[1]}/modify`, {
      instructions: [
        { kind: "cancelElement", elementId: "first" },
        { kind: "startBefore", elementId: "old" },
      ],
      reason,
    });
    await deploy(line("trade", "first", "new"));

    const plan = await admin.send<wire.MigrationPlan>("POST", "/api/migrations/plan", {
      processKey: "trade",
      fromVersion: 1,
      toVersion: 2,
    });
    const { body: tried } = await admin.send<{ items: wire.MigrationDryRun[] }>("POST", "/api/migrations/dry-run", {
      filter: { processKey: "trade", version: 1 },
      version: 2,
    });
    const request = { kind: "migrate", version: 2, instanceIds: ids, reason };
    const { body: started } = await admin.send<{ id: string; total: number }>("POST", "/api/batches", request);
    const batch = await eventually("the batch to end", async () => {
      const { body } = await admin.send<wire.Batch>("GET", `/api/batches/${started.id}?limit=1`);
      return body.finishedAt === null ? undefined : body;
    });
    const next = await admin.send<wire.Batch>("GET", `/api/batches/${started.id}?limit=1&cursor=${batch.nextCursor}`);

    t.deepEqual(
      plan.body.unmapped.map((each) => [each.elementId, each.code]),
      [["old", "migration.removed"]],
    );
    t.deepEqual(
      tried.items.map((each) => [each.instanceId, each.isPossible, each.obstacles.map(({ place }) => place)]),
      [
        [ids[0], true, []],
        [ids[1], false, ["old"]],
      ],
    );
    t.like(batch, { kind: "migrate", actor: "admin", total: 2, open: 0, done: 1, refused: 1, failed: 0 });
    t.like(batch.items[0], { instanceId: ids[0], state: "done" });
    t.like(next.body.items[0], { instanceId: ids[1], state: "refused", code: "migration.impossible" });
    t.deepEqual([(await show(ids[0]!)).body.version, (await show(ids[1]!)).body.version], [2, 1]);
    const listed = await admin.send<{ items: wire.BatchRow[] }>("GET", "/api/batches");
    t.is(listed.body.items[0]?.id, started.id);
  },
);

test.serial("a mapping that cannot be, a batch without choice and one that is not there are refused", async (t) => {
  const mapping = [{ from: "first", to: "late" }];
  const plan = { processKey: "trade", fromVersion: 1, toVersion: 2, mapping };

  const answers = [
    await admin.send("POST", "/api/migrations/plan", plan),
    await admin.send("POST", "/api/batches", { kind: "cancel", reason }),
    await admin.send("POST", "/api/batches", { kind: "cancel", reason, filter: { processKey: "nowhere" } }),
    await admin.send("GET", "/api/batches/00000000-0000-7000-8000-000000000000"),
  ];

  t.deepEqual(
    answers.map(({ status, body }) => [status, body["code"]]),
    [
      [422, "migration.mapping"],
      [400, "body.shape"],
      [422, "batch.size"],
      [404, "batch.missing"],
    ],
  );
});

test.serial("a timer is moved, and an ended instance started again before an element", async (t) => {
  const id = await start("trade", { customer: "Meier" });
  const timer = (await show(id)).body.waits.find((wait) => wait.kind === "timer");
  const dueAt = "2031-01-01T08:00:00.000Z";

  const moved = await admin.send("PATCH", `/api/instances/${id}/timers/${timer?.waitId}`, { dueAt, reason });
  const after = (await show(id)).body.waits.find((wait) => wait.kind === "timer");
  await admin.send("POST", `/api/instances/${id}/cancel`, { reason });
  const again = await admin.send<{ id: string }>("POST", `/api/instances/${id}/restart`, { before: "new", reason });

  t.is(moved.status, 204);
  t.is(after?.dueAt, dueAt);
  const { body } = await show(again.body.id);
  t.deepEqual([body.waits.map((wait) => wait.elementId), body.variables], [["new"], { customer: "Meier" }]);
});

test.serial("kept messages are listed, handed over and given up", async (t) => {
  await deploy(line("sale", "paid"));
  const publish = async (correlationKey: string): Promise<string> => {
    const given = { name: "paid", correlationKey, timeToLive: 3_600_000 };
    return (await admin.send<{ id: string }>("POST", "/api/messages", given)).body.id;
  };
  const [wrong, unwanted] = [await publish("wrong"), await publish("unwanted")];
  const id = await start("sale", { key: "right" });

  const answers = [
    await admin.send("POST", `/api/messages/${wrong}/correlate`, { instanceId: id, reason }),
    await admin.send("DELETE", `/api/messages/${unwanted}`),
    await admin.send("DELETE", `/api/messages/${unwanted}?reason=duplicate`),
  ];

  t.deepEqual(
    answers.map(({ status }) => status),
    [204, 400, 204],
  );
  t.is((await show(id)).body.status, "completed");
  const { body: untaken } = await admin.send<{ items: wire.KeptMessage[] }>("GET", "/api/messages?state=untaken");
  t.deepEqual(
    untaken.items.map((each) => [each.id, each.state]),
    [[unwanted, "expired"]],
  );
  const first = await admin.send<{ items: wire.KeptMessage[]; nextCursor: string }>(
    "GET",
    "/api/messages?name=paid&limit=1",
  );
  const second = await admin.send<{ items: wire.KeptMessage[] }>(
    "GET",
    `/api/messages?name=paid&limit=1&cursor=${first.body.nextCursor}`,
  );
  t.deepEqual([first.body.items[0]?.id, second.body.items[0]?.id], [unwanted, wrong]);
  t.is(second.body.items[0]?.takenBy, id);
});
