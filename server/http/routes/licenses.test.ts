import test from "ava";
import { z } from "zod";
import { deskOf } from "../../test/desks.ts";
import type { Refused } from "../../test/desks.ts";
import { gather } from "../../test/story.ts";
import type { Cast } from "../../test/story.ts";
import { openReceiver } from "../../test/receiver.ts";
import { served } from "../../test/served.ts";
import type { Served } from "../../test/served.ts";
import { license, licensePage } from "../wireLicenses.ts";

let site: Served;
let cast: Cast;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  site = await served({ HTTP_ALLOWED_HOSTS: "127.0.0.1" });
  cast = await gather([site.url]);
});
test.after.always(() => site?.close());

type Row = z.output<typeof license>;
const manager = () => cast.as("gpohl");

async function licenseOf(customer: string): Promise<Row> {
  const client = await manager();
  const list = await client.send<z.output<typeof licensePage>>("GET", `/api/licenses?search=${encodeURIComponent(customer)}`); // prettier-ignore
  const row = list.body.items.find((each) => each.customer === customer);
  return (await client.send<Row>("GET", `/api/licenses/${row?.id}`)).body;
}

test.serial(
  "the demo's licences say what is agreed, bought, assigned and in use, and which of them drift",
  async (t) => {
    const client = await manager();
    const { body } = await client.send("GET", "/api/licenses?sort=customer");
    const { items } = licensePage.parse(body);

    t.deepEqual(
      items.map(({ customer, quantity, purchased, assigned, active, drift, state }) => [customer, quantity, purchased, assigned, active, drift, state]), // prettier-ignore
      [
        ["Alpen-IT Kunde GmbH", 12, 14, 14, 14, 2, "over"],
        ["Bäcker Müller KG", 9, 9, 9, 9, 0, "even"],
        ["Muster GmbH", 62, 62, 57, 50, -12, "under"],
      ],
    );
    const over = await client.send<{ items: unknown[] }>("GET", "/api/licenses?state=over");
    t.is(over.body.items.length, 1);
    const whole = license.parse(await licenseOf("Muster GmbH"));
    t.like(whole, { monthlyCents: 62 * 2_290, monthlyCostCents: 62 * 1_870, given: 1, contract: "V-2026-L01" });
    t.deepEqual(
      whole.assignments.map(({ contact }) => contact),
      ["Erika Muster"],
    );
  },
);

test.serial("a licence is changed by whoever has read it, and its quantity with a reason that is kept", async (t) => {
  const client = await manager();
  const before = await licenseOf("Alpen-IT Kunde GmbH");
  const path = `/api/licenses/${before.id}`;
  const { revision } = before;

  t.is((await client.send("PATCH", path, { revision, costCents: 1_900, driftPercent: 10 })).status, 204);
  t.is((await client.send("PATCH", path, { revision, costCents: 1 })).status, 409);
  const change = { effectiveOn: new Date().toISOString().slice(0, 10), reason: "Zwei neue Leute" };
  t.is((await client.send("POST", `${path}/quantity`, { quantity: 14, ...change })).status, 204);
  const less = await client.send<Refused>("POST", `${path}/quantity`, { quantity: 10, ...change });

  t.is(less.body.code, "license.committed");
  t.like(await licenseOf("Alpen-IT Kunde GmbH"), { quantity: 14, drift: 0, state: "even", costCents: 1_900 });
  const [kept] = (await licenseOf("Alpen-IT Kunde GmbH")).changes;
  t.like(kept, { kind: "true_up", from: 12, to: 14, reason: "Zwei neue Leute", decidedBy: "gpohl", run: null });
  const dispatcher = await cast.as("ahuber");
  t.is((await dispatcher.send("POST", `${path}/quantity`, { quantity: 99, ...change })).status, 403);
});

test.serial("devices and people of the customer have licences, as many as there are, and give them back", async (t) => {
  const client = await manager();
  const { id, customerId } = await licenseOf("Bäcker Müller KG");
  const assets = await client.send<{ items: { id: string }[] }>("GET", `/api/assets?customerId=${customerId}`);
  const assetId = assets.body.items[0]?.id;
  const assign = (given: object) => client.send<Refused>("POST", `/api/licenses/${id}/assignments`, given);
  const stranger = (await client.send<{ items: { id: string }[] }>("GET", "/api/contacts?search=Erika")).body.items[0]
    ?.id;

  t.is((await assign({ assetId })).status, 204);
  t.is((await assign({})).body.code, "license.whom");
  t.is((await assign({ contactId: stranger })).body.code, "license.stranger");
  t.is((await assign({ assetId, seats: 8 })).body.code, "license.full");
  const held = (await licenseOf("Bäcker Müller KG")).assignments.find((each) => each.assetId === assetId);
  const end = () => client.send<Refused>("POST", `/api/licenses/${id}/assignments/end`, { assignmentId: held?.id });
  t.is((await end()).status, 204);

  t.is((await end()).body.code, "licence.released");
  t.is((await licenseOf("Bäcker Müller KG")).given, 1);
  const asset = await client.send<{ events: { kind: string }[] }>("GET", `/api/assets/${assetId}`);
  t.deepEqual(
    asset.body.events.map(({ kind }) => kind).filter((kind) => kind.includes("licensed")),
    ["licensed", "unlicensed"],
  );
});

test.serial("what Microsoft counts is asked for now; without a connector one is told where to get one", async (t) => {
  const client = await manager();
  const { id } = await licenseOf("Muster GmbH");
  const alone = await client.send<Refused>("POST", `/api/licenses/${id}/count`);
  t.is(alone.body.code, "license.source");
  t.regex(alone.body.detail, /Expected a connector that counts microsoft365/);
  const graph = await openReceiver(({ path }) =>
    path.includes("/token")
      ? { json: { access_token: "t" } }
      : { json: { value: [{ skuId: "1", skuPartNumber: "SPB", consumedUnits: 60, prepaidUnits: { enabled: 65 } }] } },
  );
  t.teardown(() => graph.close());
  const url = `http://${graph.host}`;
  const settings = { directory: "muster.onmicrosoft.com", clientId: "c", loginUrl: url, graphUrl: url };
  const admin = await cast.as("admin");
  const made = await admin.send<{ id: string }>("POST", "/api/connectors", { name: "M365 Muster", kind: "licences-microsoft", settings }); // prettier-ignore
  t.is(made.status, 200, JSON.stringify(made.body));
  await admin.send("PUT", `/api/connectors/${made.body.id}/secrets/clientSecret`, { value: "s" });
  await admin.send("PATCH", `/api/connectors/${made.body.id}`, { isEnabled: true });

  const asked = await client.send("POST", `/api/licenses/${id}/count`);
  t.deepEqual(asked, { status: 200, body: { source: "microsoft365", counted: true } }, JSON.stringify(asked.body));
  t.like(await licenseOf("Muster GmbH"), { purchased: 65, assigned: 60, active: 60, drift: -2, state: "even" });
});

test.serial("another tenant sees none of them, and a count by hand is kept with whoever made it", async (t) => {
  const { id } = await licenseOf("Bäcker Müller KG");
  const other = await deskOf(site, "other", ["desk.read", "desk.write", "catalogue.write"], "elsewhere");
  const client = await manager();

  t.is((await other.send("GET", `/api/licenses/${id}`)).status, 404);
  t.is((await other.send("POST", `/api/licenses/${id}/counts`, { assigned: 1, active: 1 })).status, 404);
  t.is(
    (await client.send("POST", `/api/licenses/${id}/counts`, { purchased: 9, assigned: 9, active: 12 })).status,
    204,
  );
  t.like(await licenseOf("Bäcker Müller KG"), { active: 12, drift: 3, state: "over" });
  const [latest] = (await licenseOf("Bäcker Müller KG")).counts;
  t.like(latest, { source: "manual", active: 12 });
});
