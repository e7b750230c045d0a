import test from "ava";
import { transact } from "../db/transact.ts";
import { drawNumber } from "../desk/numbers.ts";
import type { NumberKey } from "../desk/numbers.ts";
import { newId } from "../base/id.ts";
import type { Category, NumberRange, SellerSaid, Skill } from "../http/wireHouse.ts";
import { openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { deskOf, given } from "./desks.ts";
import type { Refused } from "./desks.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";

const password = "a long password";
const begin = new Date("2026-11-30T09:00:00Z");
const clock = { now: begin };

let site: Served;
let admin: Client;
test.before(async (t) => {
  t.timeout(300_000);
  site = await served({ DEMO: "false", ADMIN_PASSWORD: password, WORKERS: "false" }, { now: () => clock.now });
  admin = await openClient([site.url], { login: "admin", password });
});
test.after.always(() => site?.close());

const seller = { name: "Nord IT GmbH", country: "DE", vatId: "DE123456789", iban: "DE02120300000000202051" };
const items = async <T>(path: string) => (await given(admin.send<{ items: T[] }>("GET", path))).items;
const refused = async (method: string, path: string, body: unknown) => {
  const { status, body: said } = await admin.send<Refused>(method, path, body);
  return [status, said.code, said.complaints?.[0]?.place ?? ""];
};
const told = async (type: string) => {
  const { items: all } = await given(
    admin.send<{ items: { type: string; sentence?: string }[] }>("GET", `/api/trail?type=${type}&limit=50`),
  );
  return all.length;
};
const draw = (key: NumberKey, year = 2026) =>
  transact(site.house.database, "main", (tx) =>
    drawNumber(tx, key, { kind: "test", id: newId(clock.now), year, now: clock.now }),
  );
const put = (key: string, body: object) => admin.send<Refused>("PUT", `/api/number-ranges/${key}`, body);
const range = async (key: string) => (await items<NumberRange>("/api/number-ranges")).find((each) => each.key === key);

test.serial("a house says who it is; what an invoice could not carry is refused at its field", async (t) => {
  const before = await given(admin.send<SellerSaid>("GET", "/api/seller"));
  const answers = [
    await refused("PUT", "/api/seller", { ...seller, revision: 0, vatId: null }),
    await refused("PUT", "/api/seller", { ...seller, revision: 0, vatId: "123" }),
    await refused("PUT", "/api/seller", { ...seller, revision: 0, iban: "DE02120300000000202052" }),
    await refused("PUT", "/api/seller", { ...seller, revision: 0, country: "Germany" }),
    (await admin.send("PUT", "/api/seller", { ...seller, revision: 0 })).status,
    await refused("PUT", "/api/seller", { ...seller, revision: 0, name: "Second" }),
  ];
  const after = await given(admin.send<SellerSaid>("GET", "/api/seller"));

  t.deepEqual([before.revision, before.name], [0, null]);
  t.deepEqual(answers, [
    [400, "body.shape", "/vatId"],
    [400, "body.shape", "/vatId"],
    [400, "body.shape", "/iban"],
    [400, "body.shape", "/country"],
    204,
    [409, "record.changed", ""],
  ]);
  t.deepEqual([after.revision, after.name, after.iban, after.street], [1, seller.name, seller.iban, null]);
  t.is(await told("changeSeller"), 1);
});

test.serial(
  "categories and skills are added, changed and retired; what cannot be is refused at its field",
  async (t) => {
    const vpn = { key: "incident:vpn", labelDe: "VPN", labelEn: "VPN", parent: "incident", defaultSkill: "vpn" };
    const answers = [
      await refused("POST", "/api/categories", vpn),
      (await admin.send("POST", "/api/skills", { key: "vpn", labelDe: "VPN", labelEn: "VPN" })).status,
      await refused("POST", "/api/skills", { key: "vpn", labelDe: "VPN", labelEn: "VPN" }),
      (await admin.send("POST", "/api/categories", vpn)).status,
      await refused("PATCH", "/api/categories/incident", { revision: 1, parent: "incident:vpn" }),
      await refused("PATCH", "/api/categories/none", { revision: 1, labelDe: "x" }),
      (await admin.send("PATCH", "/api/categories/incident:vpn", { revision: 1, skillLevel: 4, labelDe: "Tunnel" }))
        .status,
      await refused("PATCH", "/api/categories/incident:vpn", { revision: 1, labelDe: "x" }),
      (await admin.send("PATCH", "/api/categories/backup", { revision: 1, isActive: false })).status,
      (await admin.send("PATCH", "/api/skills/vpn", { revision: 1, isActive: false })).status,
    ];
    const categories = await items<Category>("/api/categories");
    const made = categories.find(({ key }) => key === "incident:vpn");
    const place = (key: string) => categories.findIndex((each) => each.key === key);

    t.deepEqual(answers, [
      [422, "desk.reference", ""],
      200,
      [409, "desk.exists", "/key"],
      200,
      [422, "category.parent", "/parent"],
      [404, "category.missing", ""],
      204,
      [409, "record.changed", ""],
      204,
      204,
    ]);
    t.like(made, { labelDe: "Tunnel", labelEn: "VPN", parent: "incident", skillLevel: 4, revision: 2, isActive: true });
    t.true(place("incident") < place("incident:vpn"));
    t.false(categories.find(({ key }) => key === "backup")?.isActive);
    t.deepEqual(categories.find(({ key }) => key === "backup")?.alertDomains, ["backup"], "what is not said stays");
    t.false((await items<Skill>("/api/skills")).some(({ key }) => key === "vpn"));
    t.true((await items<Skill>("/api/skills?all=true")).some(({ key }) => key === "vpn"));
  },
);

test.serial("number ranges go on: none is given twice, and where none may be missing, nothing changes", async (t) => {
  const fresh = await range("RE");
  await put("RE", { prefix: "NIT-26-", nextNumber: 117, width: 4 });
  const drawn = [await draw("RE"), await draw("RE"), await draw("T")];
  const answers = [
    await put("RE", { prefix: "NIT-26-", nextNumber: 117, width: 4 }),
    await put("RE", { prefix: "NIT-26-", nextNumber: 200, width: 4 }),
    await put("RE", { prefix: "X-26-", nextNumber: 119, width: 4 }),
    await put("RE", { prefix: "NIT-26-", nextNumber: 119, width: 6 }),
    await put("T", { prefix: "T-2026-", nextNumber: 1, width: 5 }),
    await put("T", { prefix: "T-2026-", nextNumber: 500, width: 5 }),
    await put("T", { prefix: "Ticket-", nextNumber: 500, width: 5 }),
    await put("AN", { prefix: "AB-2026-", nextNumber: 1, width: 5 }),
    await put("ZZ", { prefix: "ZZ-2026-", nextNumber: 1, width: 5 }),
  ];

  t.like(fresh, { next: "RE-2026-00001", lastDrawn: null, isGapless: true });
  t.deepEqual(drawn, ["NIT-26-0117", "NIT-26-0118", "T-2026-00001"]);
  t.deepEqual(
    answers.map(({ status, body }) => `${status} ${body.code ?? ""} ${body.complaints?.[0]?.place ?? ""}`.trim()),
    [
      "422 numbers.back /nextNumber",
      "422 numbers.inUse /nextNumber",
      "422 numbers.inUse /prefix",
      "204",
      "422 numbers.back /nextNumber",
      "204",
      "422 numbers.year /prefix",
      "422 numbers.prefix /prefix",
      "404 numbers.key",
    ],
  );
  t.like(await range("RE"), { next: "NIT-26-000119", lastDrawn: "NIT-26-0118" });
  t.is(await draw("T"), "T-2026-00500");
});

test.serial("the next year's numbers look like this year's and begin anew", async (t) => {
  t.deepEqual(
    [await draw("RE", 2027), await draw("T", 2027), await draw("GS", 2027)],
    ["NIT-27-000001", "T-2027-00001", "GS-2027-00001"],
  );
  clock.now = new Date("2027-12-31T23:30:00Z"); // already the next year in Berlin
  t.like(await range("RE"), { year: 2028, next: "NIT-28-000001" });
  clock.now = begin;
});

test.serial(
  "maintenance is planned and ended, people are kept away from customers, other systems' ids are linked",
  async (t) => {
    const customerId = (await given(admin.send<{ id: string }>("POST", "/api/customers", { name: "A", country: "DE" })))
      .id;
    const other = (await given(admin.send<{ id: string }>("POST", "/api/customers", { name: "B", country: "DE" }))).id;
    const asset = await given(
      admin.send<{ id: string }>("POST", "/api/assets", { customerId, kind: "server", name: "S1" }),
    );
    const window = { customerId, fromAt: "2026-11-30T08:00:00Z", toAt: "2026-11-30T12:00:00Z", reason: "Update" };
    const running = await given(admin.send<{ id: string }>("POST", "/api/maintenance-windows", window));
    const planned = await given(
      admin.send<{ id: string }>("POST", "/api/maintenance-windows", {
        ...window,
        fromAt: "2026-11-30T11:00:00Z",
        assetId: asset.id,
      }),
    );
    const answers = [
      await refused("POST", "/api/maintenance-windows", { ...window, customerId: other, assetId: asset.id }),
      await refused("POST", "/api/maintenance-windows", { ...window, toAt: window.fromAt }),
      (await admin.send("POST", `/api/maintenance-windows/${running.id}/end`)).status,
      await refused("POST", `/api/maintenance-windows/${running.id}/end`, undefined),
      (await admin.send("POST", `/api/maintenance-windows/${planned.id}/end`)).status,
    ];
    t.deepEqual(answers, [
      [422, "maintenance.asset", "/assetId"],
      [422, "desk.value", "/toAt"],
      204,
      [409, "maintenance.over", ""],
      204,
    ]);
    t.deepEqual(
      (await items<{ id: string; state: string }>("/api/maintenance-windows")).map(({ id, state }) => [id, state]),
      [[running.id, "over"]],
    );

    await admin.send("POST", "/api/staff", { login: "nora", name: "Nora", level: 2, calendarKey: "standard" });
    const away = [
      (await admin.send("PUT", "/api/staff/nora/exclusions", { customerId })).status,
      await refused("PUT", "/api/staff/nora/exclusions", { customerId }),
      (await given(admin.send<{ exclusions: { name: string }[] }>("GET", "/api/staff/nora"))).exclusions.map(
        ({ name }) => name,
      ),
      (await admin.send("POST", "/api/staff/nora/exclusions/remove", { customerId })).status,
      (await given(admin.send<{ exclusions: unknown[] }>("GET", "/api/staff/nora"))).exclusions,
    ];
    t.deepEqual(away, [204, [409, "desk.exists", "/customerId"], ["A"], 204, []]);

    const link = { system: "ninjaone", externalId: "500" };
    const sources = async (path: string) =>
      (await given(admin.send<{ sources: { reference: string }[] }>("GET", path))).sources.map(
        ({ reference }) => reference,
      );
    const linked = [
      (await admin.send("POST", `/api/customers/${customerId}/references`, link)).status,
      await refused("POST", `/api/customers/${other}/references`, link),
      (await admin.send("POST", `/api/assets/${asset.id}/references`, link)).status,
      await refused("POST", `/api/contacts/${asset.id}/references`, link),
      await sources(`/api/customers/${customerId}`),
      await sources(`/api/assets/${asset.id}`),
      (await admin.send("POST", `/api/customers/${customerId}/references/remove`, { reference: "ninjaone 500" }))
        .status,
      await refused("POST", `/api/customers/${customerId}/references/remove`, { reference: "ninjaone 500" }),
      await sources(`/api/customers/${customerId}`),
    ];
    t.deepEqual(linked, [
      204,
      [409, "desk.exists", "/externalId"],
      204,
      [404, "contact.missing", ""],
      ["ninjaone 500"],
      ["ninjaone 500"],
      204,
      [404, "reference.missing", ""],
      [],
    ]);
  },
);

test.serial("only administrators change the house, and only who writes plans maintenance", async (t) => {
  const reader = await deskOf(site, "reader", ["desk.read"]);
  const statuses = await Promise.all([
    reader.send("GET", "/api/seller"),
    reader.send("PUT", "/api/seller", { ...seller, revision: 1 }),
    reader.send("POST", "/api/skills", { key: "x", labelDe: "x", labelEn: "x" }),
    reader.send("PATCH", "/api/categories/incident", { revision: 1 }),
    reader.send("GET", "/api/number-ranges"),
    reader.send("POST", "/api/maintenance-windows", {}),
    reader.send("GET", "/api/categories"),
  ]);
  t.deepEqual(
    statuses.map(({ status }) => status),
    [403, 403, 403, 403, 403, 403, 200],
  );
});
