import test from "ava";
import { deployProcess } from "../runtime/commands/deployProcess.ts";
import { startInstance } from "../runtime/commands/startInstance.ts";
import type * as wire from "../http/wire.ts";
import { openClient } from "./client.ts";
import { bpmn, flows } from "./models.ts";
import { served } from "./served.ts";

const line = bpmn(
  "line",
  `<bpmn:startEvent id="s"/><bpmn:userTask id="work"/><bpmn:endEvent id="e"/>${flows("s", "work", "e")}`,
);

test("an operator holds a batch and ends it; who is not signed in may not", async (t) => {
  t.timeout(60_000);
  const password = "a-long-password";
  const site = await served({ WORKERS: "false", DEMO: "false", ADMIN_PASSWORD: password });
  try {
    const admin = await openClient([site.url], { login: "admin", password });
    const stranger = await openClient([site.url], undefined);
    const cause = { tenantId: "main", actor: "admin" };
    await deployProcess(site.house, cause, { xml: line });
    for (let made = 0; made < 3; made += 1)
      await startInstance(site.house, cause, { processKey: "line", variables: {} });
    const filter = { processKey: "line" };
    const { body: begun } = await admin.send<{ id: string }>("POST", "/api/batches", {
      kind: "suspend",
      reason: "tidy",
      filter,
    });
    const url = `/api/batches/${begun.id}`;
    const give = async (control: string, client = admin) =>
      (await client.send("POST", `${url}/${control}`, { reason: "asked for" })).status;

    const answers = [await give("pause", stranger), await give("pause"), await give("pause")];
    const { body: held } = await admin.send<wire.Batch>("GET", url);
    answers.push(await give("resume"), await give("stop"), await give("resume"));
    const { body: stopped } = await admin.send<wire.Batch>("GET", `${url}?state=skipped&limit=1`);

    t.deepEqual(answers, [401, 204, 409, 204, 204, 409]);
    t.like(held, { state: "paused", open: 3, finishedAt: null });
    t.like(stopped, { state: "stopped", open: 0, skipped: 3 });
    t.like(stopped.items[0], { state: "skipped", code: "batch.stopped" });
  } finally {
    await site.close();
  }
});
