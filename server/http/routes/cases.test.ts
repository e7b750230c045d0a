import test from "ava";
import { transact } from "../../db/transact.ts";
import { storeFile } from "../../desk/files/files.ts";
import { createCalendar } from "../../desk/records/house.ts";
import { createTechnician } from "../../desk/records/staff.ts";
import { deployProcess } from "../../runtime/commands/deployProcess.ts";
import { startInstance } from "../../runtime/commands/startInstance.ts";
import type { Client } from "../../test/client.ts";
import { given, personOf } from "../../test/desks.ts";
import type { Refused } from "../../test/desks.ts";
import { bpmn, ext, flows } from "../../test/models.ts";
import { served } from "../../test/served.ts";
import type { Served } from "../../test/served.ts";
import type { Task } from "../wire.ts";

interface Comment {
  readonly id: string;
  readonly body: string;
  readonly author: { readonly login: string };
  readonly mentions: readonly { readonly login: string }[];
  readonly earlier: readonly { readonly body: string }[];
  readonly files: readonly { readonly id: string; readonly name: string }[];
  readonly mayEdit: boolean;
}

const tenantId = "main";
let site: Served;
let ana: Client;
let bo: Client;
let lead: Client;
let now = new Date("2026-11-23T09:00:00Z");

test.before(async () => {
  site = await served({ WORKERS: "false", DEMO: "false" }, { withStandard: false, now: () => now });
  ana = await personOf(site, "ana", ["technician"]);
  bo = await personOf(site, "bo", ["technician"]);
  lead = await personOf(site, "lead", ["dispatcher"]);
  await transact(site.house.database, tenantId, async (tx) => {
    const hours = { all: ["00:00-24:00"] };
    const definition = { timeZone: "Europe/Berlin", hours };
    await createCalendar(tx, { key: "24x7", name: "24x7", isDefault: true, definition });
    for (const login of ["ana", "bo"])
      await createTechnician(tx, { login, name: login, level: 1, calendarKey: "24x7", maxOpen: 9 });
    for (const number of ["T-1", "T-2"])
      await tx.query(
        `insert into tickets (tenant_id, id, number, title, channel, created_at)
         values ($1, gen_random_uuid(), $2, 'Printer', 'phone', now())`,
        [tenantId, number],
      );
  });
  const assignment = ext(`<zeebe:assignmentDefinition candidateGroups="technician"/>`);
  const task = `<bpmn:startEvent id="s"/><bpmn:userTask id="t" name="Do">${assignment}</bpmn:userTask><bpmn:endEvent id="e"/>`;
  const cause = { tenantId, actor: "test" };
  await deployProcess(site.house, cause, { xml: bpmn("p", `${task}${flows("s", "t", "e")}`) });
});
test.after.always(() => site?.close());

/** A case with one free task. */
async function begun(businessKey: string): Promise<{ instanceId: string; taskId: string }> {
  const cause = { tenantId, actor: "test" };
  const instanceId = await startInstance(site.house, cause, { processKey: "p", variables: {}, businessKey });
  const { items } = await given(
    lead.send<{ items: Task[] }>("GET", `/api/tasks?view=all&search=${businessKey}&limit=200`),
  );
  const task = items.find((one) => one.instanceId === instanceId);
  return { instanceId, taskId: task?.id ?? "" };
}

const say = (who: Client, instanceId: string, body: string, more: object = {}) =>
  who.send<Refused>("POST", `/api/instances/${instanceId}/comments`, { body, ...more });

async function said(instanceId: string): Promise<readonly Comment[]> {
  return (await given(ana.send<{ items: Comment[] }>("GET", `/api/instances/${instanceId}/comments`))).items;
}

test.serial("a comment follows its case to other processes, and whom it mentions is told once", async (t) => {
  const first = await begun("C-1");
  const second = await begun("C-1");

  await given(
    say(ana, first.instanceId, "Please look, @bo. Not x@ana.example, @nobody, @bo", { taskId: first.taskId }),
  );
  const [comment] = await said(second.instanceId);
  const { items, unread } = await given(
    bo.send<{ items: { title: string; link: string }[]; unread: number }>("GET", "/api/notifications"),
  );

  t.is(comment?.author.login, "ana");
  t.deepEqual(
    comment?.mentions.map(({ login }) => login),
    ["bo"],
  );
  t.is(unread, 1);
  t.regex(items[0]?.title ?? "", /ana .*C-1/);
  t.is(items[0]?.link, `/tasks?view=all&task=${encodeURIComponent(first.taskId)}`);
});

test.serial("its author puts a comment right for a quarter of an hour; what it said before is kept", async (t) => {
  const { instanceId } = await begun("C-2");
  await given(say(ana, instanceId, "Teh printer"));
  const [comment] = await said(instanceId);
  const edit = (who: Client, body: string) => who.send<Refused>("PATCH", `/api/comments/${comment?.id}`, { body });

  t.is((await edit(bo, "Mine")).body.code, "comment.others");
  t.is((await edit(ana, "The printer")).status, 204);
  now = new Date(now.getTime() + 16 * 60_000);
  t.is((await edit(ana, "Too late")).body.code, "comment.late");
  const [after] = await said(instanceId);

  t.is(after?.body, "The printer");
  t.deepEqual(
    after?.earlier.map(({ body }) => body),
    ["Teh printer"],
  );
  t.false(after?.mayEdit);
});

test.serial("what hangs on a comment cannot be deleted, and only files of the case hang on it", async (t) => {
  const { instanceId } = await begun("C-3");
  const other = await begun("C-4");
  const { id } = await upload("C-3", "photo.txt");

  const strange = await say(ana, other.instanceId, "See", { fileIds: [id] });
  await given(say(ana, instanceId, "See", { fileIds: [id] }));
  const [comment] = await said(instanceId);

  t.is(strange.body.code, "file.missing");
  t.is(comment?.files[0]?.name, "photo.txt");
  t.is((await lead.send<Refused>("DELETE", `/api/files/${id}`)).body.code, "file.used");
});

test.serial("the trail says that something was said and when, but not the words", async (t) => {
  const { instanceId } = await begun("C-5");
  await given(say(ana, instanceId, "secret words"));

  const rows = await transact(site.house.database, tenantId, (tx) =>
    tx.query("select type, actor, data::text as data from trail where stream_id = $1 and type = 'comment'", [
      instanceId,
    ]),
  );

  t.is(rows.length, 1);
  t.is(rows[0]?.["actor"], "ana");
  t.notRegex(String(rows[0]?.["data"]), /secret/);
});

test.serial("a task that was handed over comes back to its owner, who alone completes it", async (t) => {
  const { taskId } = await begun("C-6");
  const act = (who: Client, what: string, body?: object) =>
    who.send<Task & Refused>("POST", `/api/tasks/${taskId}/${what}`, body ?? undefined);
  await given(act(ana, "claim"));

  const handed = await given(act(ana, "delegate", { to: "bo" }));
  const early = await act(bo, "complete", { variables: {} });
  const { items } = await given(ana.send<{ items: Task[] }>("GET", "/api/tasks?view=delegated"));
  const back = await given(act(bo, "handBack"));
  const done = await act(ana, "complete", { variables: {} });

  t.is(handed.assignee?.login, "bo");
  t.is(handed.owner?.login, "ana");
  t.is(early.body.code, "task.delegated");
  t.deepEqual(
    items.map(({ id }) => id),
    [taskId],
  );
  t.is(back.assignee?.login, "ana");
  t.is(back.owner, null);
  t.is(done.status, 204);
});

test.serial("an owner takes back what was handed over, and what is assigned does not come back", async (t) => {
  const { taskId } = await begun("C-7");
  const act = (who: Client, what: string, body?: object) =>
    who.send<Task & Refused>("POST", `/api/tasks/${taskId}/${what}`, body ?? undefined);
  await given(act(ana, "claim"));
  await given(act(ana, "delegate", { to: "bo" }));

  t.is((await given(act(ana, "handBack"))).assignee?.login, "ana");
  await given(act(ana, "delegate", { to: "bo" }));
  const assigned = await given(act(lead, "assign", { assignee: "bo" }));

  t.is(assigned.owner, null);
  t.is((await act(bo, "handBack")).body.code, "task.owned");
  t.is((await act(ana, "delegate", { to: "lead" })).body.code, "task.assign");
});

interface Work {
  readonly isCounted: boolean;
  readonly timer: { readonly ticketNumber: string } | null;
  readonly todayMinutes: number;
  readonly entries: readonly { readonly minutes: number; readonly workType: string; readonly note: string }[];
}

const work = (who: Client, ticket = "T-1") => given(who.send<Work>("GET", `/api/work?ticket=${ticket}`));

test.serial("a timer runs on the server, one a person, and what it counts becomes a time entry", async (t) => {
  const start = (ticketNumber: string) => ana.send<Refused>("POST", "/api/work/timer", { ticketNumber });
  await given(start("T-1"));
  now = new Date(now.getTime() + 12 * 60_000 + 20_000);

  const second = await start("T-2");
  const running = await work(ana);
  await given(ana.send("POST", "/api/work/timer/stop", { workType: "phone", note: "Called back" }));
  const after = await work(ana);

  t.is(second.body.code, "timer.running");
  t.is(running.timer?.ticketNumber, "T-1");
  t.is(after.timer, null);
  t.is(after.todayMinutes, 12);
  t.like(after.entries[0], { minutes: 12, workType: "phone", note: "Called back" });
});

test.serial("minutes by hand count for today, and a timer that was forgotten wants to be told", async (t) => {
  const byHand = { ticketNumber: "T-2", minutes: 30, workType: "remote", note: "Updates" };
  const before = (await work(bo)).todayMinutes;
  await given(bo.send("POST", "/api/work", byHand));
  await given(bo.send("POST", "/api/work/timer", { ticketNumber: "T-2" }));
  await transact(site.house.database, tenantId, (tx) =>
    tx.query("update work_timers set started_at = started_at - interval '30 hours' where login = 'bo'"),
  );

  const long = await bo.send<Refused>("POST", "/api/work/timer/stop", { workType: "remote", note: "" });
  const corrected = await bo.send("POST", "/api/work/timer/stop", { workType: "remote", note: "", minutes: 45 });

  t.is(before, 0);
  t.is(long.body.code, "timer.long");
  t.is(corrected.status, 204);
  t.deepEqual(
    (await work(bo, "T-2")).entries.map(({ minutes }) => minutes).toSorted((one, other) => one - other),
    [30, 45],
  );
});

test.serial("a timer can be thrown away, and who is no technician has none", async (t) => {
  await given(ana.send("POST", "/api/work/timer", { ticketNumber: "T-1" }));

  t.is((await ana.send("DELETE", "/api/work/timer")).status, 204);
  t.is((await ana.send<Refused>("DELETE", "/api/work/timer")).body.code, "timer.missing");
  t.is((await lead.send<Refused>("POST", "/api/work/timer", { ticketNumber: "T-1" })).body.code, "time.technician");
  t.false((await work(lead)).isCounted);
});

interface View {
  readonly id: string;
  readonly name: string;
  readonly query: string;
}

const seen = async (who: Client) => (await given(who.send<{ items: View[] }>("GET", "/api/task-views"))).items;

test.serial("a view is kept under a name, shared with a role, written over and forgotten by its owner", async (t) => {
  const keep = (query: string, sharedWith: string | null) =>
    ana.send<View & Refused>("POST", "/api/task-views", { name: "My P1", query, sharedWith });
  await given(keep("view=team&priority=P1", null));

  t.deepEqual(await seen(bo), []);
  t.is((await keep("view=team", "vcio")).body.code, "view.role");
  const { id } = await given(keep("view=team&priority=P1&sort=created", "technician"));
  t.deepEqual(
    (await seen(bo)).map(({ query }) => query),
    ["view=team&priority=P1&sort=created"],
  );
  t.deepEqual(await seen(lead), []);
  t.is((await bo.send("DELETE", `/api/task-views/${id}`)).status, 404);
  t.is((await ana.send("DELETE", `/api/task-views/${id}`)).status, 204);
  t.deepEqual(await seen(ana), []);
});

test.serial("a list in an order that does not exist is refused by name", async (t) => {
  const { body } = await ana.send<Refused>("GET", "/api/tasks?sort=mood");

  t.is(body.code, "query.sort");
});

async function upload(caseKey: string, name: string): Promise<{ id: string }> {
  const stored = await transact(site.house.database, tenantId, async (tx) => {
    const subject = { kind: "case", id: caseKey };
    return storeFile(tx, { name, body: Buffer.from("x"), subject, createdBy: "ana" }, now);
  });
  return { id: stored.id };
}
