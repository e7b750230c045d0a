import test from "ava";
import { transact } from "../db/transact.ts";
import type { TaskPage } from "../http/wire.ts";
import type { AbsenceRow, AbsenceWhole } from "../http/wireAbsences.ts";
import { eventually } from "./client.ts";
import type { Client } from "./client.ts";
import { given, personOf } from "./desks.ts";
import type { Refused } from "./desks.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { answer, gather } from "./story.ts";
import type { Cast } from "./story.ts";

let site: Served;
let cast: Cast;
let dispatcher: Client;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  site = await served();
  cast = await gather([site.url]);
  dispatcher = await cast.as("esommer");
});
test.after.always(() => site?.close());

const day = 24 * 3_600_000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();
const rowsOf = <T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> =>
  transact(site.house.database, "main", (tx) => tx.query<T & Record<string, unknown>>(text, values));

/** A ticket whose technician is to be at the customer's in four days. */
async function visitPlanned(title: string): Promise<{ readonly number: string; readonly technician: string }> {
  const [customer] = await rowsOf<{ id: string }>("select id from customers where name = 'Muster GmbH'");
  const wanted = { customerId: customer?.id, title, channel: "phone", impact: "low", urgency: "low", category: "capacity" }; // prettier-ignore
  const { number } = await given(cast.admin.send<{ number: string }>("POST", "/api/tickets", wanted));
  await answer(cast, number, "ticket_accept", { decision: "accept" });
  await answer(cast, number, "ticket_work", {
    outcome: "onsite",
    minutes: 20,
    workType: "remote",
    workNote: "Vor Ort nötig",
  });
  const technician = await eventually("whoever has the ticket", async () => {
    const [ticket] = await rowsOf<{ assignee: string | null }>("select assignee from tickets where number = $1", [
      number,
    ]);
    return ticket?.assignee ?? undefined;
  });
  await answer(cast, number, "onsite_plan", { start: inDays(4), minutes: 60, technician });
  await eventually("the visit", async () => {
    const { body } = await cast.admin.send<TaskPage>("GET", `/api/tasks?view=all&search=${number}`);
    return body.items.find(({ assignee }) => assignee?.login === technician);
  });
  return { number, technician };
}

const toldOf = async (whom: Client, id: string) => {
  const { items } = await given(
    whom.send<{ items: { title: string; body: string; link: string | null }[] }>("GET", "/api/notifications"),
  );
  return items.filter(({ link }) => link === `/desk/absences/${id}`);
};
const look = (whom: Client, id: string) => given(whom.send<AbsenceWhole>("GET", `/api/absences/${id}`));

test.serial(
  "dispatchers are told once of what is planned for whoever will be away, and give it to somebody else",
  async (t) => {
    t.timeout(120_000);
    const { number, technician } = await visitPlanned("Drucker vor Ort");
    const [task] = await rowsOf<{ id: string; no: number; project: string }>(
      `update project_tasks t set assignee = $1 from projects p
     where p.id = t.project_id and t.id = (select x.id from project_tasks x join projects q on q.id = x.project_id
       where x.done_at is null and q.state in ('planned','active') and x.ends_on > current_date + 1 and x.starts_on < current_date + 30 order by x.ends_on limit 1)
     returning t.id, t.no, p.number as project`,
      [technician],
    );
    const away = { login: technician, kind: "sick", fromAt: inDays(1), toAt: inDays(40) };

    const { id } = await given(dispatcher.send<{ id: string }>("POST", "/api/absences", away));

    const [told] = await eventually("the dispatcher to be told", async () => {
      const all = await toldOf(dispatcher, id);
      return all.length > 0 ? all : undefined;
    });
    t.notRegex(JSON.stringify(told), /sick|krank/i);
    const before = await look(dispatcher, id);
    t.like(before, { handing: "open", kind: "absent" });
    t.true(told?.title.endsWith(`ist abwesend: ${before.plannedOpen} Termine umzuplanen`), told?.title);
    t.deepEqual(before.visits.map((each) => each.number), [number]); // prettier-ignore
    t.true(before.projectTasks.some((each) => each.number === task?.project && each.no === task.no));
    t.deepEqual(await toldOf(await cast.as(technician), id), []);

    const [stand] = await rowsOf<{ login: string }>(
      `select login from technicians s where is_active and login <> $1 and not exists (select from absences a
       where a.login = s.login and a.to_at > now()) and exists (select from users u where u.login = s.login and 'technician' = any(u.roles)) order by login limit 1`,
      [technician],
    );
    const to = stand?.login ?? "";
    const himself = await dispatcher.send<Refused>("POST", `/api/absences/${id}/hand-over`, { login: technician });
    t.deepEqual([himself.status, himself.body.code], [422, "absence.away"]);
    const bystander = await (await cast.as(technician)).send("POST", `/api/absences/${id}/hand-over`, { login: to });
    t.is(bystander.status, 403);
    await given(dispatcher.send("POST", `/api/absences/${id}/hand-over`, { login: to }));

    t.like(await look(dispatcher, id), { plannedOpen: 0, handing: "none", visits: [], projectTasks: [] });
    const { body: visits } = await cast.admin.send<TaskPage>("GET", `/api/tasks?view=all&search=${number}`);
    t.true(visits.items.some(({ assignee }) => assignee?.login === to));
    t.like((await rowsOf("select assignee from project_tasks where id = $1", [task?.id]))[0], { assignee: to });
    const again = await dispatcher.send<Refused>("POST", `/api/absences/${id}/hand-over`, { login: to });
    t.is(again.body.code, "absence.nothing");
    t.is((await toldOf(dispatcher, id)).length, 1);
  },
);

test.serial(
  "a visit that is booked into an absence is told as well, and of a restricted case only that there is one",
  async (t) => {
    t.timeout(120_000);
    const { number, technician } = await visitPlanned("Firewall vor Ort");
    const away = { login: technician, kind: "vacation", fromAt: inDays(3.5), toAt: inDays(4.5) };
    const { id } = await given(dispatcher.send<{ id: string }>("POST", "/api/absences", away));
    await eventually("the first notice", async () => ((await toldOf(dispatcher, id)).length > 0 ? true : undefined));

    const second = await visitPlanned("Noch ein Besuch");
    await rowsOf("update tasks set assignee = $1 where form_key = 'onsite_report' and business_key = $2", [
      technician,
      second.number,
    ]);
    await eventually("the second notice", async () => ((await toldOf(dispatcher, id)).length > 1 ? true : undefined));

    await rowsOf("insert into restrictions (tenant_id, business_key, created_at) values ('main', $1, now())", [number]);
    const outsider = await personOf(site, "dispo-2", ["dispatcher"]);
    const seen = (await look(outsider, id)).visits.map((each) => each.number);
    t.deepEqual([seen.includes(second.number), seen.includes(number)], [true, false]);
    const { items } = await given(outsider.send<{ items: AbsenceRow[] }>("GET", "/api/absences?state=coming"));
    t.is(items.find((each) => each.id === id)?.plannedOpen, (await look(outsider, id)).plannedOpen);
  },
);

test.serial("a beginning that no calendar has is none, and stops nobody's absence", async (t) => {
  const [read] = await rowsOf(
    "select instant_of('2026-02-30T10:00:00Z') as none, instant_of('2026-02-28T10:00:00Z') as one",
  );

  t.deepEqual(read, { none: null, one: new Date("2026-02-28T10:00:00Z") });
});
