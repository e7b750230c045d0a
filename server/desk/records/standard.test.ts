import test from "ava";
import { createTenant } from "../../identity/users.ts";
import { mondayAtTen, officeTenant, openOffice } from "../../test/office.ts";
import { createCalendar, createCategory } from "./house.ts";
import { furnish } from "./standard.ts";

const office = await openOffice();
test.after.always(() => office.close());

const usual = { timeZone: "Europe/Vienna", hours: { mon: ["09:00-12:00"] } };

/** What a tenant has, in short. */
async function heldBy(tenantId: string) {
  const ask = (text: string) => office.within((tx) => tx.query<{ all: string }>(text, [tenantId]), tenantId);
  const [categories, skills, calendars] = await Promise.all([
    ask("select key as all from categories where tenant_id = $1 order by key"),
    ask("select key as all from skills where tenant_id = $1 order by key"),
    ask(
      "select key || case when is_default then '!' else '' end as all from service_calendars where tenant_id = $1 order by key",
    ),
  ]);
  const [one, two, three] = [categories, skills, calendars].map((rows) => rows.map(({ all }) => all));
  return { categories: one ?? [], skills: two ?? [], calendars: three ?? [] };
}

async function tenant(id: string): Promise<string> {
  await office.within((tx) => createTenant(tx, id, id, mondayAtTen), id);
  return id;
}

test("a tenant that has nothing gets categories, skills and a default calendar, once", async (t) => {
  const fresh = await tenant("fresh");
  await office.within(furnish, fresh);
  const first = await heldBy(fresh);
  await office.within(furnish, fresh);

  t.true(
    ["incident", "request", "incident:server", "security:incident"].every((key) => first.categories.includes(key)),
  );
  t.true(first.skills.includes("windows"));
  t.deepEqual(first.calendars, ["24x7", "standard!"]);
  t.deepEqual(await heldBy(fresh), first);
});

test("what a tenant has stays as it is, and its alerts fall where they fell", async (t) => {
  const before = await office.rows("select * from categories where tenant_id = $1 order by key", [officeTenant]);
  await office.within(furnish);
  const { categories, calendars } = await heldBy(officeTenant);
  const rows = await office.rows("select * from categories where tenant_id = $1 and key = any($2) order by key", [
    officeTenant,
    before.map(({ key }) => key),
  ]);
  const [capacity] = await office.rows(
    "select count(*)::int as count from categories where tenant_id = $1 and 'capacity' = any(alert_domains)",
    [officeTenant],
  );
  const [backup] = await office.rows("select alert_domains from categories where tenant_id = $1 and key = 'backup'", [
    officeTenant,
  ]);

  t.deepEqual(rows, before);
  t.true(categories.includes("backup"));
  t.deepEqual(calendars, ["24x7", "munich!"]);
  t.is(capacity?.["count"], 2);
  t.deepEqual(backup?.["alert_domains"], ["backup"]);
});

test("a category keeps the domain that the tenant has given it", async (t) => {
  const own = await tenant("own");
  const mine = { key: "tape", labelDe: "Bänder", labelEn: "Tapes", alertDomains: ["backup"] };
  await office.within((tx) => createCategory(tx, mine), own);
  await office.within(furnish, own);

  const rows = await office.within(
    (tx) => tx.query("select key from categories where tenant_id = $1 and 'backup' = any(alert_domains)", [own]),
    own,
  );
  t.deepEqual(rows, [{ key: "tape" }]);
});

test("the first calendar of a tenant is its default; one that has calendars without default keeps to its own", async (t) => {
  const first = await tenant("first");
  await office.within((tx) => createCalendar(tx, { key: "vienna", name: "Wien", definition: usual }), first);
  await office.within((tx) => createCalendar(tx, { key: "graz", name: "Graz", definition: usual }), first);
  t.deepEqual((await heldBy(first)).calendars, ["graz", "vienna!"]);

  await office.within(
    (tx) => tx.query("update service_calendars set is_default = false where tenant_id = $1", [first]),
    first,
  );
  await office.within(furnish, first);
  t.deepEqual((await heldBy(first)).calendars, ["24x7", "graz!", "vienna"]);
});
