import test from "ava";
import { deployProcess } from "../../runtime/commands/deployProcess.ts";
import { openClient } from "../../test/client.ts";
import type { Client } from "../../test/client.ts";
import { bpmn, flows } from "../../test/models.ts";
import { served } from "../../test/served.ts";
import type { Served } from "../../test/served.ts";
import { completeJob, deployOrdering, failJob, startOrder } from "../../test/troubled.ts";
import type { InstancePage } from "../wire.ts";
import type { ElementStanding, Standing } from "../wireOperations.ts";

let site: Served;
let admin: Client;
test.before(async () => {
  site = await served({ DEMO: "false", ADMIN_PASSWORD: "a long password" });
  admin = await openClient([site.url], { login: "admin", password: "a long password" });
  await deployOrdering(site);
});
test.after.always(() => site.close());

async function standing(): Promise<Standing[]> {
  return (await admin.send<{ items: Standing[] }>("GET", "/api/standing?processKey=ordering")).body.items;
}

test.serial(
  "versions in use tell how many run, rest and have faults; each element how many tokens stand there",
  async (t) => {
    await startOrder(admin, "S-1");
    await failJob(admin, "closed");
    const resting = await startOrder(admin, "S-2");
    await completeJob(admin);
    await admin.send("POST", `/api/instances/${resting}/suspend`, { reason: "holidays" });
    await startOrder(admin, "S-3");

    const [version] = await standing();
    const { body } = await admin.send<{ items: ElementStanding[] }>("GET", `/api/standing/${version?.definitionId}`);

    t.like(version, { processName: "Bestellung", version: 1, running: 3, suspended: 1, faults: 1 });
    t.deepEqual(
      body.items.map(({ elementId, name, tokens, faults }) => [elementId, name, tokens, faults]),
      [
        ["order", "Bestellung senden", 2, 1],
        ["delivered", "Lieferung abwarten", 1, 0],
        ["late", "überfällig", 1, 0],
      ],
    );
  },
);

test.serial("the instances that wait at an element are listed, of one version and called ones too", async (t) => {
  const caller = `<bpmn:startEvent id="s"/><bpmn:callActivity id="call" calledElement="ordering"/><bpmn:endEvent id="e"/>${flows("s", "call", "e")}`;
  await deployProcess(site.house, { tenantId: "main", actor: "tester" }, { xml: bpmn("caller", caller) });
  const { body } = await admin.send<{ id: string }>("POST", "/api/instances", {
    processKey: "caller",
    businessKey: "S-4",
    variables: { number: "S-4" },
  });
  const at = async (query: string) =>
    (await admin.send<InstancePage>("GET", `/api/instances?${query}`)).body.items.map((row) => row.businessKey);

  t.deepEqual(await at("processKey=ordering&version=1&elementId=order&withCalled=true"), ["S-4", "S-3", "S-1"]);
  t.deepEqual(await at("processKey=ordering&version=1&elementId=order"), ["S-3", "S-1"]);
  t.deepEqual(await at("processKey=ordering&version=2&withCalled=true"), []);
  t.deepEqual(await at("processKey=caller&elementId=call"), ["S-4"]);
  t.is((await admin.send("GET", "/api/instances?version=last")).status, 400);

  await admin.send("POST", `/api/instances/${body.id}/cancel`, { reason: "enough" });
  t.deepEqual(await at("processKey=caller&elementId=call"), []);
});

async function found(search: string): Promise<InstancePage["items"]> {
  return (await admin.send<InstancePage>("GET", `/api/instances?search=${encodeURIComponent(search)}`)).body.items;
}

function startWith(variables: object): Promise<{ body: { id: string } }> {
  return admin.send<{ id: string }>("POST", "/api/instances", { processKey: "ordering", variables });
}

test.serial("instances are found by what their variables say, at any depth", async (t) => {
  const { body } = await startWith({ number: "V-1", supplier: { name: "Müller & Co", rank: 2 }, isUrgent: true });
  await startWith({ number: "V-2", supplier: { name: "Müller", rank: 20 }, isUrgent: false });
  const all = await Promise.all(
    ["supplier.name=Müller & Co", "supplier.rank = 2", "isUrgent=true", "number=V-1"].map((search) => found(search)),
  );

  for (const items of all)
    t.deepEqual(
      items.map(({ id }) => id),
      [body.id],
    );
  t.deepEqual(await found("supplier.name=' or 1=1"), []);
  t.deepEqual(await found("supplier.name="), []);
});

test.serial(
  "what somebody else's customer has does not count, and a version that is not there is missing",
  async (t) => {
    const { body } = await admin.send<{ items: Standing[] }>("GET", "/api/standing?customer=Nobody");

    t.deepEqual(body.items, []);
    t.is((await admin.send("GET", "/api/standing/00000000-0000-7000-8000-000000000000")).status, 404);
  },
);
