import test from "ava";
import { transact } from "../../db/transact.ts";
import { rawClient } from "../../test/rawClient.ts";
import { gather } from "../../test/story.ts";
import type { Cast } from "../../test/story.ts";
import { served } from "../../test/served.ts";
import type { Served } from "../../test/served.ts";
import type { LookedAt } from "../wireAssets.ts";

let site: Served;
let cast: Cast;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  site = await served();
  cast = await gather([site.url]);
});
test.after.always(() => site?.close());

const rows = (text: string) => transact(site.house.database, "main", (tx) => tx.query<{ count: number }>(text));
const csv = (bytes: string) => ({ type: "text/csv", bytes });

test.serial("a list of devices is looked at before it is taken, and looking stores nothing", async (t) => {
  const send = await rawClient(site.url, "admin");
  const known = (await cast.admin.send<{ items: { serial: string }[] }>("GET", "/api/assets?limit=50")).body.items.find(
    ({ serial }) => serial,
  );
  const file = csv(
    `Name;Seriennummer;Kunde;Farbe\nNB-NEU;SN-NEU-1;Muster GmbH;rot\nX;${known?.serial};;\nNB-2;SN-NEU-2;Niemand AG;\n`,
  );
  const before = await rows("select count(*)::int as count from assets");
  const imports = await rows("select count(*)::int as count from asset_imports");

  const seen = await send("POST", "/api/assets/import-preview?source=ninjaone", file);

  t.is(seen.status, 200, seen.text);
  const plan = seen.json<LookedAt>();
  t.like(plan, { created: 1, updated: 1, ignored: ["Farbe"] });
  t.like(plan.devices[0], { name: "NB-NEU", customer: "Muster GmbH", isNew: true });
  t.like(plan.refused[0], { line: 4, name: "NB-2" });
  t.deepEqual(await rows("select count(*)::int as count from assets"), before);
  t.deepEqual(await rows("select count(*)::int as count from asset_imports"), imports);
  const taken = await send("POST", "/api/assets/import-list?source=ninjaone", file);
  t.like(taken.json(), { created: 1, updated: 1 });
  const huber = await rawClient(site.url, "ahuber");
  t.is((await huber("POST", "/api/assets/import-preview", file)).status, 403);
});

test.serial("a measure is planned by hand, several of one theme, and the trail tells who", async (t) => {
  const [customer] = (await cast.admin.send<{ items: { id: string }[] }>("GET", "/api/customers?search=Muster")).body
    .items;
  const [item] = (await cast.admin.send<{ items: { theme: string }[] }>("GET", "/api/roadmap-items")).body.items;
  const planned = {
    customerId: customer?.id,
    theme: item?.theme,
    horizon: "1y",
    priority: "high",
    capexCents: 450_000,
  };
  const plan = (title: string) => cast.admin.send<{ id: string }>("POST", "/api/roadmap-items", { ...planned, title });

  const made = [await plan("Firewall erneuern"), await plan("Zweite Leitung")];

  t.deepEqual(
    made.map(({ status }) => status),
    [200, 200],
  );
  const read = await cast.admin.send("GET", `/api/roadmap-items/${made[1]?.body.id}`);
  t.like(read.body, { title: "Zweite Leitung", priority: "high", state: "idea", capexCents: 450_000 });
  const wrong = await cast.admin.send("POST", "/api/roadmap-items", { ...planned, title: "x", quarter: "Herbst" });
  t.is(wrong.status, 400);
  const trail = await transact(site.house.database, "main", (tx) =>
    tx.query("select actor from trail where tenant_id = 'main' and type = 'createRoadmapItem'"),
  );
  t.deepEqual(trail, [{ actor: "admin" }, { actor: "admin" }]);
});

test.serial("a device is not given one of the counted licences past whoever counts them", async (t) => {
  const { body } = await cast.admin.send<{ items: { id: string }[] }>("GET", "/api/assets?limit=1");
  const { body: licences } = await cast.admin.send<{ items: { id: string }[] }>("GET", "/api/licenses?limit=1");
  const path = `/api/assets/${body.items[0]?.id}/licences`;

  const beside = await cast.admin.send("POST", path, { product: "M365", seats: 999, subscriptionId: licences.items[0]?.id }); // prettier-ignore

  t.is(beside.status, 400);
  t.is((await cast.admin.send("POST", path, { product: "Visio" })).status, 200);
});
