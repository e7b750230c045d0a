import test from "ava";
import { transact } from "../../db/transact.ts";
import type { PriceList } from "../../desk/records/priceLists.ts";
import type { PricePlan } from "../wirePriceLists.ts";
import { rawClient } from "../../test/rawClient.ts";
import { gather } from "../../test/story.ts";
import type { Cast } from "../../test/story.ts";
import { served } from "../../test/served.ts";
import type { Served } from "../../test/served.ts";

let site: Served;
let cast: Cast;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  site = await served({}, { now: () => new Date("2026-11-30T10:00:00Z") });
  cast = await gather([site.url]);
});
test.after.always(() => site?.close());

interface Refused {
  readonly code: string;
  readonly complaints?: readonly { readonly place: string }[];
}
interface Page {
  readonly items: readonly PriceList[];
}

const rows = (text: string, values: readonly unknown[] = []) =>
  transact(site.house.database, "main", (tx) => tx.query<Record<string, unknown>>(text, values));

async function running(): Promise<PriceList> {
  const { items } = (await cast.admin.send<Page>("GET", "/api/price-lists")).body;
  return items.find(({ state, isGeneral }) => state === "running" && isGeneral)!; // the demo has one
}

const general = async () => (await rows("select general_price_list('main', '2026-11-30') as id"))[0]?.["id"];

const csv = (bytes: string) => ({ type: "text/csv", bytes });

test.serial(
  "what holds is not changed; a new version follows it, and contracts get the prices of the day",
  async (t) => {
    const list = await running();
    const before = (await cast.admin.send<PriceList>("GET", `/api/price-lists/${list.id}`)).body;
    t.true(before.contracts.length > 0);
    const [item] = before.items;
    const price = { sku: item?.sku, minQty: 0, unitPriceCents: 1 };
    const refused = await cast.admin.send<Refused>("PUT", `/api/price-lists/${list.id}/price`, price);
    t.like(refused, { status: 409, body: { code: "priceList.begun" } });

    const begun = await cast.admin.send<PriceList>("POST", `/api/price-lists/${list.id}/versions`, {
      validFrom: "2027-01-01",
      percent: 10,
    });

    t.is(begun.status, 200);
    t.like(begun.body, { state: "coming", validFrom: "2027-01-01", validTo: null, name: list.name });
    t.is(begun.body.items[0]?.unitPriceCents, Math.round((item?.unitPriceCents ?? 0) * 1.1));
    t.deepEqual(
      begun.body.versions.map(({ validFrom, validTo }) => [validFrom, validTo]),
      [
        ["2027-01-01", null],
        [list.validFrom, "2026-12-31"],
      ],
    );
    t.deepEqual(begun.body.contracts, before.contracts);
    const held = await rows(
      `select price_list_on('main', $1, '2026-12-31') as old, price_list_on('main', $1, '2027-01-01') as new,
       general_price_list('main', '2027-02-01') as general`,
      [list.id],
    );
    t.like(held[0], { old: list.id, new: begun.body.id, general: begun.body.id });
    const twice = await cast.admin.send<Refused>("POST", `/api/price-lists/${list.id}/versions`, {
      validFrom: "2027-01-01",
    });
    t.like(twice, { status: 422, body: { code: "priceList.order", complaints: [{ place: "/validFrom" }] } });
    const early = await cast.admin.send<Refused>("POST", `/api/price-lists/${list.id}/versions`, {
      validFrom: "2020-01-01",
    });
    t.is(early.body.code, "priceList.order");
  },
);

test.serial("prices of a list to come are set and removed, and the trail keeps what they were", async (t) => {
  const [coming] = (await cast.admin.send<Page>("GET", "/api/price-lists")).body.items;
  const address = `/api/price-lists/${coming?.id}`;
  const { sku } = (await cast.admin.send<PriceList>("GET", address)).body.items[0]!; // the version has the prices of the list

  const set = await cast.admin.send<PriceList>("PUT", `${address}/price`, { sku, minQty: 10, unitPriceCents: 8050 });
  t.like(
    set.body.items.find((item) => item.sku === sku && item.minQty === 10),
    { unitPriceCents: 8050 },
  );
  await cast.admin.send("PUT", `${address}/price`, { sku, minQty: 10, unitPriceCents: 8000 });
  const taken = await cast.admin.send<PriceList>("POST", `${address}/price/take`, { sku, minQty: 10 });
  t.false(taken.body.items.some((item) => item.sku === sku && item.minQty === 10));
  const gone = await cast.admin.send<Refused>("POST", `${address}/price/take`, { sku, minQty: 10 });
  t.like(gone, { status: 404, body: { code: "price.missing" } });
  const unknown = await cast.admin.send<Refused>("PUT", `${address}/price`, { sku: "NIX", unitPriceCents: 1 });
  t.like(unknown, { status: 422, body: { code: "product.missing", complaints: [{ place: "/sku" }] } });

  const trail = await rows("select type, data from trail where tenant_id = 'main' and stream_id = $1 order by seq", [
    `priceList:${coming?.id}`,
  ]);
  t.deepEqual(
    trail.map(({ type }) => type),
    ["beginPriceListVersion", "setPrice", "setPrice", "takePrice"],
  );
  t.like(trail[2]?.["data"], { sku, minQty: 10, beforeCents: 8050, unitPriceCents: 8000 });
});

test.serial(
  "an empty list counts for nothing until it is filled; lists for contracts only are not for everybody",
  async (t) => {
    const made = await cast.admin.send<PriceList>("POST", "/api/price-lists", { name: "Neu", validFrom: "2026-11-30" });
    t.like(made.body, { state: "empty", isGeneral: true, items: [] });
    t.not(await general(), made.body.id);
    const address = `/api/price-lists/${made.body.id}`;

    const limited = await cast.admin.send<PriceList>("PATCH", address, { isGeneral: false, name: "Muster" });
    t.like(limited.body, { isGeneral: false, name: "Muster" });
    await cast.admin.send("PUT", `${address}/price`, { sku: "SUP-L1", unitPriceCents: 7000 });
    t.like((await cast.admin.send("GET", address)).body, { state: "running" });
    t.not(await general(), made.body.id);
    const ended = await cast.admin.send<Refused>("PATCH", address, { validTo: "2026-11-01" });
    t.like(ended, { status: 422, body: { complaints: [{ place: "/validTo" }] } });
  },
);

test.serial(
  "a file is looked at first: every price before and after, and every line that cannot be read",
  async (t) => {
    const send = await rawClient(site.url, "admin");
    const list = (await cast.admin.send<Page>("GET", "/api/price-lists")).body.items.find(
      ({ state }) => state === "coming",
    );
    const address = `/api/price-lists/${list?.id}`;
    const { items } = (await cast.admin.send<PriceList>("GET", address)).body;
    const [first, second] = items;
    const text = [
      "Artikel;Bezeichnung;Ab Menge;Verkaufspreis;Einkauf;Farbe",
      `${first?.sku};x;;1.234,56;12,5;rot`,
      `${second?.sku};x;5;99;;`,
      "NIX;x;;5;;",
      `${first?.sku};x;0;1.234;;`,
      `${first?.sku};x;;2;;`,
      `${second?.sku};x;;1,005;;`,
      `${second?.sku};x;;zwölf;;`,
    ].join("\r\n");

    const preview = await send("POST", `${address}/import-preview`, csv(text));

    t.is(preview.status, 200);
    const plan = preview.json<PricePlan>();
    t.like(plan, { isNewVersion: false, ignored: ["Farbe"] });
    t.deepEqual(
      plan.mistakes.map(({ line }) => line),
      [4, 5, 6, 7, 8],
    );
    t.regex(plan.mistakes[1]?.message.de ?? "", /zweierlei/);
    t.like(
      plan.differences.find(({ line }) => line === 2),
      { kind: "changed", beforeCents: first?.unitPriceCents, unitPriceCents: 123_456, costCents: 1250 },
    );
    t.like(
      plan.differences.find(({ line }) => line === 3),
      { kind: "new", minQty: 5, unitPriceCents: 9900, beforeCents: null, costCents: null },
    );
    const refused = await send("POST", `${address}/import`, csv(text));
    t.is(refused.status, 422);
    t.is(refused.json<Refused>().complaints?.length, 5);
    t.deepEqual((await cast.admin.send<PriceList>("GET", address)).body.items, items);
  },
);

test.serial("a file with comma and points is taken; what a list exports, it takes in again", async (t) => {
  const send = await rawClient(site.url, "admin");
  const list = await running();
  const address = `/api/price-lists/${list.id}`;
  const file = csv(`sku,price,cost\n"SUP-L1","1,234.50",80.00\n`);

  const dayless = await send("POST", `${address}/import`, file);
  t.is(dayless.json<Refused>().code, "priceList.day");
  const preview = (
    await send("POST", `${address}/import-preview?validFrom=2026-12-15&rest=remove`, file)
  ).json<PricePlan>();
  t.true(preview.isNewVersion);
  t.true(preview.differences.some(({ kind }) => kind === "removed"));
  const taken = await send("POST", `${address}/import?validFrom=2026-12-15&rest=remove`, file);
  t.is(taken.status, 200, taken.text);

  const { id } = taken.json<{ id: string }>();
  const made = (await cast.admin.send<PriceList>("GET", `/api/price-lists/${id}`)).body;
  t.like(made, { validFrom: "2026-12-15", validTo: "2026-12-31", state: "coming" });
  t.deepEqual(
    made.items.map(({ sku, unitPriceCents, costCents }) => ({ sku, unitPriceCents, costCents })),
    [{ sku: "SUP-L1", unitPriceCents: 123_450, costCents: 8000 }],
  );
  const exported = await send("GET", `/api/price-lists/${id}/prices.csv`);
  t.regex(exported.text, /SUP-L1;.*;0;1234,5;80;EUR;standard/);
  const again = (await send("POST", `/api/price-lists/${id}/import-preview`, csv(exported.text))).json<PricePlan>();
  t.deepEqual(again.mistakes, []);
  t.deepEqual(again.ignored, []);
  t.true(again.differences.every(({ kind }) => kind === "same"));
  const noPrices = await send("POST", `/api/price-lists/${id}/import-preview`, csv("Farbe;Form\nrot;rund"));
  t.is(noPrices.json<Refused>().code, "priceList.file");
});

test.serial("whoever does not keep the catalogue sees prices and changes none", async (t) => {
  const huber = await cast.as("ahuber");
  const list = await running();
  t.is((await huber.send("GET", `/api/price-lists/${list.id}`)).status, 200);
  t.is((await huber.send("PATCH", `/api/price-lists/${list.id}`, { name: "x" })).status, 403);
  const send = await rawClient(site.url, "ahuber");
  t.is((await send("POST", `/api/price-lists/${list.id}/import-preview`, csv("sku;price"))).status, 403);
});

test.serial("two versions of one list never begin on the same day, not even at once; and days exist", async (t) => {
  const list = await running();
  const begin = () =>
    cast.admin.send<Refused>("POST", `/api/price-lists/${list.id}/versions`, { validFrom: "2028-05-01" });

  const both = await Promise.all([begin(), begin()]);

  t.deepEqual(new Set(both.map(({ status }) => status)), new Set([200, 422]));
  t.is(both.find(({ status }) => status === 422)?.body.code, "priceList.order");
  const send = await rawClient(site.url, "admin");
  const path = `/api/price-lists/${list.id}/import-preview?validFrom=2027-02-30`;
  const refused = await send("POST", path, csv("Artikel;Preis\nSUP-L1;1,00\n"));
  t.is(refused.status, 400);
  t.is(refused.json<Refused>().code, "query.validFrom");
});
