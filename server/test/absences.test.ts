import test from "ava";
import type { Browser, Page } from "playwright-core";
import { readConfig } from "../base/config.ts";
import { createLog } from "../base/log.ts";
import { serve } from "../cli/serve.ts";
import type { Running } from "../cli/serve.ts";
import { transact } from "../db/transact.ts";
import type { Task, TaskPage, Ticket } from "../http/wire.ts";
import type { AbsencePage, AbsenceRow } from "../http/wireAbsences.ts";
import { openChromium, violations } from "./chromium.ts";
import { eventually } from "./client.ts";
import type { Client } from "./client.ts";
import { testDatabase } from "./database.ts";
import type { TestDatabase } from "./database.ts";
import { given } from "./desks.ts";
import type { Refused } from "./desks.ts";
import { furnishedFor } from "./furnished.ts";
import { openAs } from "./opened.ts";
import { answer, gather } from "./story.ts";
import type { Cast } from "./story.ts";

const settings = { PORT: "0", DEMO: "true", POLL_INTERVAL: "200" };
const hour = 3_600_000;

let database: TestDatabase;
let browser: Browser;
let site: Running;
let cast: Cast;

const start = (more: Readonly<Record<string, string>> = {}): Promise<Running> =>
  serve({ config: readConfig({ DATABASE_URL: database.url, ...settings, ...more }), log: createLog("silent") });

test.before(async (t) => {
  t.timeout(120_000);
  database = await testDatabase(await furnishedFor(settings));
  site = await start();
  cast = await gather([site.url]);
  browser = await openChromium();
});
test.after.always(async () => {
  await browser?.close();
  await site?.stop();
  await database?.drop();
});

const rows = (text: string, values: readonly unknown[] = []) =>
  transact(site.house.database, "main", (tx) => tx.query<Record<string, unknown>>(text, values));

const inHours = (hours: number) => new Date(Date.now() + hours * hour).toISOString();

const ticketOf = (number: string) => given(cast.admin.send<Ticket>("GET", `/api/tickets/${number}`));

/** A ticket that somebody works on. */
async function inWork(title: string): Promise<{ readonly number: string; readonly technician: string }> {
  const [customer] = await rows("select id from customers where name = 'Muster GmbH'");
  const { number } = await given(
    cast.admin.send<{ number: string }>("POST", "/api/tickets", {
      customerId: customer?.["id"],
      title,
      channel: "phone",
      impact: "low",
      urgency: "low",
      category: "capacity",
    }),
  );
  await answer(cast, number, "ticket_accept", { decision: "accept" });
  const technician = await eventually("the ticket to be worked on", async () => {
    const { status, assignee } = await ticketOf(number);
    return status === "in_progress" ? (assignee ?? undefined) : undefined;
  });
  return { number, technician };
}

/** The task by which a ticket goes to somebody else: the offer to another technician, or the dispatcher's own. */
const handedOn = (seenBy: Client, number: string, from: string) =>
  eventually(`${number} to go to somebody else`, async () => {
    const { body } = await seenBy.send<TaskPage>("GET", `/api/tasks?view=all&search=${number}`);
    for (const { id } of body.items) {
      const { body: task } = await seenBy.send<Task>("GET", `/api/tasks/${id}`);
      const isOffered = task.form?.key === "ticket_accept" && task.assignee?.login !== from;
      if (isOffered || task.form?.key === "dispatch_manual") return task;
    }
    return undefined;
  });

const toldTrail = (number: string) =>
  rows("select data from trail where stream_id = $1 and type = 'tellAbsence'", [`case:${number}`]);

test.serial(
  "an absence that is recorded while it runs hands on the tickets; the dispatcher sees where they went",
  async (t) => {
    t.timeout(60_000);
    const dispatcher = await cast.as("esommer");
    const { number, technician } = await inWork("Drucker im Lager");

    const { id } = await given(
      dispatcher.send<{ id: string }>("POST", "/api/absences", {
        login: technician,
        kind: "sick",
        fromAt: inHours(-1),
        toAt: inHours(40),
      }),
    );

    const task = await handedOn(dispatcher, number, technician);
    t.not(task.assignee?.login, technician);
    const whole = await given(
      dispatcher.send<AbsenceRow & { tickets: { number: string }[] }>("GET", `/api/absences/${id}`),
    );
    t.true(whole.tickets.some((each) => each.number === number));
    t.like(whole, { state: "running", kind: "absent", charge: "mine" });
    const [told] = await toldTrail(number);
    t.like(told?.["data"], { login: technician });
    t.false(JSON.stringify(told).includes("sick"));
    await given(dispatcher.send("DELETE", `/api/absences/${id}`));
  },
);

test.serial("what is recorded is told after a crash too, by one of several servers, once", async (t) => {
  t.timeout(120_000);
  const first = await inWork("Monitor flackert");
  const { number, technician } = first;
  await site.stop();
  const idle = await start({ WORKERS: "false" });
  const alone = await gather([idle.url]);
  await given(
    alone.admin.send("POST", "/api/absences", {
      login: technician,
      kind: "vacation",
      fromAt: inHours(-1),
      toAt: inHours(40),
    }),
  );
  await idle.stop();

  site = await start();
  const second = await start();
  cast = await gather([site.url]);
  await handedOn(await cast.as("esommer"), number, technician);

  const [absence] = (await given(cast.admin.send<AbsencePage>("GET", "/api/absences?state=running"))).items;
  t.is(absence?.login, technician);
  t.is((await toldTrail(number)).length, 1);
  t.is(
    (await rows("select 1 from absence_tickets x join tickets t on t.id = x.ticket_id where t.number = $1", [number]))
      .length,
    1,
  );
  const entered = await rows(
    `select count(*)::int as count from trail where type = 'message' and data ->> 'name' = 'technician.absent'
       and stream_id in (select id::text from instances where business_key = $1)`,
    [number],
  );
  t.deepEqual(entered, [{ count: 1 }]);
  await second.stop();
  await given(cast.admin.send("DELETE", `/api/absences/${absence?.id}`));
});

test.serial("an absence to come is told when it begins", async (t) => {
  t.timeout(60_000);
  const { number, technician } = await inWork("Maus klemmt");
  const { id } = await given(
    cast.admin.send<{ id: string }>("POST", "/api/absences", {
      login: technician,
      kind: "training",
      fromAt: new Date(Date.now() + 1_500).toISOString(),
      toAt: inHours(5),
    }),
  );

  await handedOn(cast.admin, number, technician);

  const [told] = await rows(
    "select x.told_at >= a.from_at as after from absence_tickets x join absences a on a.id = x.absence_id where a.id = $1",
    [id],
  );
  t.deepEqual(told, { after: true });
  await given(cast.admin.send("DELETE", `/api/absences/${id}`));
});

test.serial("people record their own absences, dispatchers those of all; the reason stays between few", async (t) => {
  const technician = await cast.as("blang");
  const colleague = await cast.as("cweiss");
  const dispatcher = await cast.as("esommer");
  const span = { fromAt: inHours(200), toAt: inHours(240) };

  const others = await technician.send<Refused>("POST", "/api/absences", { login: "cweiss", kind: "sick", ...span });
  const turned = await technician.send<Refused>("POST", "/api/absences", {
    kind: "sick",
    fromAt: span.toAt,
    toAt: span.fromAt,
  });
  const { id } = await given(technician.send<{ id: string }>("POST", "/api/absences", { kind: "sick", ...span }));
  const seen = async (client: Client) => {
    const { items } = await given(client.send<AbsencePage>("GET", "/api/absences?state=coming"));
    const { kind, charge } = items.find((each) => each.id === id) ?? {};
    return [kind, charge];
  };

  t.deepEqual([others.status, others.body.code, others.body.complaints?.[0]?.place], [403, "absence.others", "/login"]);
  t.deepEqual([turned.status, turned.body.complaints?.[0]?.place], [422, "/toAt"]);
  t.deepEqual(await seen(technician), ["sick", "mine"]);
  t.deepEqual(await seen(colleague), ["absent", "others"]);
  t.deepEqual(await seen(dispatcher), ["absent", "mine"]);
  t.deepEqual(await seen(cast.admin), ["sick", "mine"]);
  t.is((await colleague.send("PATCH", `/api/absences/${id}`, { revision: 1, toAt: inHours(300) })).status, 403);
  t.is((await colleague.send("DELETE", `/api/absences/${id}`)).status, 403);
  t.is((await dispatcher.send("PATCH", `/api/absences/${id}`, { revision: 1, substitute: "cweiss" })).status, 204);
  const stale = await technician.send<Refused>("PATCH", `/api/absences/${id}`, { revision: 1, toAt: inHours(300) });
  t.deepEqual([stale.status, stale.body.code], [409, "record.changed"]);
  t.deepEqual(await seen(technician), ["sick", "mine"]);
  const trail = await rows(
    "select type, actor, data from trail where stream_id = 'absences' and data ->> 'id' = $1 order by seq",
    [id],
  );
  t.deepEqual(
    trail.map((each) => [each["type"], each["actor"]]),
    [
      ["recordAbsence", "blang"],
      ["changeAbsence", "esommer"],
    ],
  );
  t.like(trail[1]?.["data"], {
    members: ["substitute"],
    before: { substitute: null },
    after: { substitute: "cweiss" },
  });
  t.false(JSON.stringify(trail).includes("sick"));
  const staff = await given(colleague.send<{ absences: object[] }>("GET", "/api/staff/blang"));
  t.false(JSON.stringify(staff.absences).includes("sick"));
  await given(technician.send("DELETE", `/api/absences/${id}`));
  t.is((await technician.send("GET", `/api/absences/${id}`)).status, 404);
});

test.serial("on the desk an absence is recorded, edited and taken back; a calendar file brings many", async (t) => {
  t.timeout(120_000);
  const { page, troubles } = await openAs(browser, site.url, "esommer", { language: "de", isStill: true });
  await page.goto(`${site.url}/desk/absences`);
  await page.getByRole("button", { name: "Neu", exact: true }).click();
  await choose(page, "Wer", "Bernd Lang");
  await page.getByRole("dialog").getByText("Urlaub", { exact: true }).click();
  await type(page, "Von", "011220300800");
  await type(page, "Bis", "011120301800");
  await page.getByRole("button", { name: "Anlegen" }).click();
  await page.getByText("Das Ende muss nach dem Beginn liegen.").waitFor();
  t.deepEqual(await violations(page), []);
  await type(page, "Bis", "051220301800");
  await page.getByRole("button", { name: "Anlegen" }).click();
  await page.getByRole("heading", { level: 1, name: "Bernd Lang" }).waitFor();
  await page.getByText("abwesend", { exact: true }).waitFor();

  await page.getByRole("button", { name: "Bearbeiten" }).click();
  await choose(page, "Vertretung", "Clara Weiß");
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText("Clara Weiß").first().waitFor();
  await page.getByRole("button", { name: "Zurücknehmen …" }).click();
  t.deepEqual(await violations(page), []);
  await page.getByRole("dialog").getByRole("button", { name: "Zurücknehmen" }).click();
  await page.getByRole("heading", { level: 1, name: "Abwesenheiten" }).waitFor();

  await page.getByRole("button", { name: "Aus Kalender" }).click();
  await choose(page, "Wer", "Bernd Lang");
  const span = "DTSTART;VALUE=DATE:20270201\r\nDTEND;VALUE=DATE:20270206";
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Datei wählen" }).click(),
  ]);
  await chooser.setFiles({
    name: "urlaub.ics",
    mimeType: "text/calendar",
    buffer: Buffer.from(
      `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nSUMMARY:Urlaub\r\n${span}\r\nEND:VEVENT\r\nEND:VCALENDAR`,
    ),
  });
  await page.getByRole("row", { name: /Bernd Lang.*27/ }).waitFor();
  t.deepEqual(await violations(page), []);
  t.deepEqual(troubles, []);
  await page.context().close();
});

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole("dialog").getByRole("button", { name: field }).click();
  await page.getByRole("option", { name: option }).click();
}

/** Types a day and a time of day into the segments of a field. */
async function type(page: Page, field: string, digits: string): Promise<void> {
  await page.getByRole("group", { name: field }).getByRole("spinbutton").first().click();
  await page.keyboard.type(digits);
}
