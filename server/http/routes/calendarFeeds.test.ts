import test from "ava";
import ICAL from "ical.js";
import { transact } from "../../db/transact.ts";
import { createTenant, createUser } from "../../identity/users.ts";
import { eventually, openClient } from "../../test/client.ts";
import type { Client } from "../../test/client.ts";
import { served } from "../../test/served.ts";
import type { Served } from "../../test/served.ts";
import type { Feed } from "../wireFeeds.ts";

let site: Served;
let lead: Client;
test.before(async (t) => {
  t.timeout(300_000);
  site = await served({});
  lead = await openClient([site.url], { login: "dgruber", password: "ablauf-demo" });
});
test.after.always(() => site?.close());

async function feedOf(client: Client, scope: Feed["scope"]): Promise<string> {
  const { body } = await client.send<{ path: string }>("POST", "/api/calendar-feeds", { scope });
  return `${site.url}${body.path}`;
}

async function eventsOf(url: string): Promise<InstanceType<typeof ICAL.Event>[]> {
  const root = new ICAL.Component(ICAL.parse(await (await fetch(url)).text()));
  return root.getAllSubcomponents("vevent").map((each) => new ICAL.Event(each));
}

async function windowOf(reason: string): Promise<void> {
  await transact(site.house.database, "main", (tx) =>
    tx.query(
      `insert into maintenance_windows (tenant_id, id, customer_id, from_at, to_at, reason)
       select 'main', gen_random_uuid(), id, now() + interval '1 day', now() + interval '25 hours', $1 from customers
       where tenant_id = 'main' and name = 'Muster GmbH'`,
      [reason],
    ),
  );
}

test.serial("a feed has one's tasks and milestones as whole days, readable without a cookie", async (t) => {
  const technician = await openClient([site.url], { login: "ahuber", password: "ablauf-demo" });
  const url = await feedOf(technician, "own");

  const answer = await fetch(url);
  const events = await eventsOf(url);
  const led = await eventsOf(await feedOf(lead, "own"));

  t.is(answer.headers.get("content-type"), "text/calendar; charset=utf-8");
  t.true((await answer.text()).startsWith("BEGIN:VCALENDAR\r\n"));
  const task = events.find(({ summary }) => summary.startsWith("Projekt: "));
  t.true(task?.startDate.isDate);
  t.true((task?.endDate.toJSDate() ?? 0) > (task?.startDate.toJSDate() ?? 0), "the end is the day after the last");
  t.true(led.some(({ summary }) => summary.startsWith("Meilenstein: ")));
});

test.serial("the same thing has the same uid each time, and no two things have one", async (t) => {
  const url = await feedOf(lead, "own");

  const uids = (await eventsOf(url)).map(({ uid }) => uid);

  t.deepEqual(
    (await eventsOf(url)).map(({ uid }) => uid),
    uids,
  );
  t.is(new Set(uids).size, uids.length);
});

test.serial("a maintenance window keeps its instants, and text what it says", async (t) => {
  const reason = "Patches, Neustart; bitte\nnicht \\ ausschalten: " + "ä".repeat(120);
  await windowOf(reason);

  const events = await eventsOf(await feedOf(lead, "own"));

  const window = events.find(({ summary }) => summary.startsWith("Wartung: "));
  t.is(window?.description, reason);
  t.is(window?.startDate.zone, ICAL.Timezone.utcTimezone);
  t.is((window?.endDate.toUnixTime() ?? 0) - (window?.startDate.toUnixTime() ?? 0), 3_600);
});

test.serial("a visit stands in the calendar of whoever drives, for as long as it takes", async (t) => {
  t.timeout(120_000);
  const dispatcher = await openClient([site.url], { login: "esommer", password: "ablauf-demo" });
  const taskOf = (formKey: string, businessKey?: string) =>
    eventually(formKey, async () => {
      const rows = await transact(site.house.database, "main", (tx) =>
        tx.query<{ id: string; key: string; assignee: string | null }>(
          `select instance_id || '~' || wait_id as id, business_key as key, assignee from tasks
           where tenant_id = 'main' and form_key = $1 and ($2::text is null or business_key = $2) order by business_key limit 1`,
          [formKey, businessKey ?? null],
        ),
      );
      return rows[0];
    });
  const work = await taskOf("ticket_work");
  const holder = await openClient([site.url], { login: work.assignee ?? "", password: "ablauf-demo" });
  const outcome = { outcome: "onsite", minutes: 10, workType: "remote", cause: "customer" };
  const worked = await holder.send("POST", `/api/tasks/${work.id}/complete`, { variables: outcome });
  t.true(worked.status < 300, JSON.stringify(worked.body));
  const plan = await taskOf("onsite_plan", work.key);
  const visit = { start: "2031-03-30T08:00:00+02:00", minutes: 90, technician: "blang", access: "Pforte; Klingel 2" };
  const planned = await dispatcher.send("POST", `/api/tasks/${plan.id}/complete`, {
    variables: visit,
  });
  t.true(planned.status < 300, JSON.stringify(planned.body));
  await taskOf("onsite_report", work.key);
  const driver = await openClient([site.url], { login: "blang", password: "ablauf-demo" });

  const events = await eventsOf(await feedOf(driver, "own"));

  const entry = events.find(({ summary }) => summary.startsWith(`Vor Ort: ${work.key}`));
  t.is(entry?.startDate.toJSDate().toISOString(), "2031-03-30T06:00:00.000Z");
  t.is(entry?.endDate.toJSDate().toISOString(), "2031-03-30T07:30:00.000Z");
  t.is(entry?.description, "Pforte; Klingel 2");
});

test.serial("the whole house's feed is for those who plan it", async (t) => {
  const technician = await openClient([site.url], { login: "ahuber", password: "ablauf-demo" });
  const dispatcher = await openClient([site.url], { login: "esommer", password: "ablauf-demo" });

  const refused = await technician.send("POST", "/api/calendar-feeds", { scope: "house" });
  const all = await eventsOf(await feedOf(dispatcher, "house"));
  const billing = await openClient([site.url], { login: "gpohl", password: "ablauf-demo" });
  const own = await eventsOf(await feedOf(billing, "own"));

  t.like(refused, { status: 403, body: { code: "permission.missing" } });
  t.true(all.some(({ summary }) => summary.endsWith("(dgruber)")));
  t.false(
    own.some(({ summary }) => summary.startsWith("Projekt: ")),
    "another one's tasks are not mine",
  );
});

test.serial(
  "an ended feed is gone, and so is that of somebody who was shut out; strangers learn nothing",
  async (t) => {
    const url = await feedOf(lead, "own");
    const { body } = await lead.send<{ items: Feed[] }>("GET", "/api/calendar-feeds");
    const other = await openClient([site.url], { login: "esommer", password: "ablauf-demo" });
    t.is((await other.send("DELETE", `/api/calendar-feeds/${body.items[0]?.id}`)).status, 404, "it is not theirs");

    t.is((await lead.send("DELETE", `/api/calendar-feeds/${body.items[0]?.id}`)).status, 204);

    t.is((await fetch(url)).status, 404);
    t.is((await fetch(`${site.url}/calendar/${"x".repeat(43)}.ics`)).status, 404);
    const theirs = await feedOf(other, "own");
    t.is((await fetch(theirs)).status, 200);
    const admin = await openClient([site.url], { login: "admin", password: "ablauf-demo" });
    await admin.send("PATCH", "/api/users/esommer", { isActive: false });
    t.is((await fetch(theirs)).status, 404);
  },
);

test.serial("a feed opens nothing else, and tells nothing of another tenant", async (t) => {
  const url = await feedOf(lead, "own");
  const secret = /calendar\/(.+)\.ics/.exec(url)?.[1] ?? "";
  await transact(site.house.database, "*", async (tx) => {
    await createTenant(tx, "other", "Other", new Date());
    const user = { login: "stranger", name: "Stranger", roles: ["dispatcher"], password: "a long password" };
    await createUser({ ...tx, tenantId: "other" }, user, new Date());
  });
  const stranger = await openClient([site.url], { login: "stranger", password: "a long password" });

  t.is((await (await openClient([site.url], { token: secret })).send("GET", "/api/tasks")).status, 403);
  t.deepEqual(await eventsOf(await feedOf(stranger, "house")), []);
});
