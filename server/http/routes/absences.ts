import type { z } from "zod";
import { appendTrail } from "../../audit/trail.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { plannedIn } from "../../desk/dispatch/planned.ts";
import { absenceListing, findAbsence } from "../../desk/reads/absences.ts";
import type { Absence } from "../../desk/reads/absences.ts";
import { listRows } from "../../desk/reads/listing.ts";
import { followAbsences, houseZone } from "../../desk/records/absenceCalendar.ts";
import { changeAbsence, keptAbsence, lockAbsence, recordAbsence, removeAbsence } from "../../desk/records/absences.ts";
import { missing } from "../../desk/records/change.ts";
import { readCalendar } from "../../documents/calendar/read.ts";
import { isSupervisor, mayKnowWhyAway } from "../../identity/person.ts";
import type { Person } from "../../identity/person.ts";
import { handOver } from "../../runtime/commands/planned.ts";
import { limitOf, paging, readCursor, writeCursor } from "../page.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireAbsences.ts";
import { recordId, within } from "./records.ts";

/**
 * Who is away and who stands in: dispatching passes over the one and looks at the other, and open tickets of who is away are
 * assigned anew. Everybody sees who is away; people record their own absences, supervisors those of all.
 */
export const absenceRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/absences",
    summary: "A page of absences, the latest first",
    permission: "desk.read",
    query: {
      search: "text",
      sort: "fromAt or name, with - in front the other way round",
      state: "coming, running or over",
      ...paging,
    },
    answer: wire.absencePage,
    run: list,
  }),
  plainRoute({
    method: "get",
    path: "/api/absences/:id",
    summary: "An absence with the tickets that were assigned anew because of it",
    permission: "desk.read",
    answer: wire.absenceWhole,
    run: look,
  }),
  jsonRoute({
    method: "post",
    path: "/api/absences",
    summary: "Record an absence, with who stands in: one's own, supervisors for everybody",
    permission: "tasks.work",
    body: wire.newAbsence,
    answer: wire.absenceId,
    run: add,
  }),
  jsonRoute({
    method: "patch",
    path: "/api/absences/:id",
    summary: "Change an absence; who has read an older revision is told so",
    permission: "tasks.work",
    body: wire.editAbsence,
    run: change,
  }),
  jsonRoute({
    method: "post",
    path: "/api/absences/calendar",
    summary: "Record somebody's absences as a calendar file (.ics) has them, for the next year and a half",
    permission: "tasks.work",
    body: wire.absenceCalendar,
    answer: wire.absencesTaken,
    run: take,
  }),
  jsonRoute({
    method: "post",
    path: "/api/absences/:id/hand-over",
    summary: "Give the visits and project tasks that are planned in that time to somebody else",
    permission: "tasks.assign",
    body: wire.handOver,
    run: give,
  }),
  plainRoute({
    method: "delete",
    path: "/api/absences/:id",
    summary: "Take an absence back; tickets that went on because of it stay where they are",
    permission: "tasks.work",
    run: remove,
  }),
];

async function list(call: Call<undefined>): Promise<unknown> {
  const { query, site, person } = call;
  const now = site.house.now();
  const wanted = {
    search: query["search"],
    sort: query["sort"],
    filters: { [query["state"] ?? ""]: now.toISOString() },
    limit: limitOf(query["limit"]),
    after: readCursor(query["cursor"], 2),
  };
  const { items, next } = await within(call, (tx) => listRows<Absence>(tx, absenceListing, wanted));
  return {
    items: items.map((row) => present(row, person, now)),
    nextCursor: next === undefined ? null : writeCursor(next),
  };
}

async function look(call: Call<undefined>): Promise<unknown> {
  const id = recordId(call, keptAbsence);
  const now = call.site.house.now();
  const { found, items } = await within(call, async (tx) => ({
    found: await findAbsence(tx, id),
    items: await plannedIn(tx, id, now),
  }));
  if (found === undefined) throw missing(keptAbsence, id);
  const of = (kind: string) => items.filter((item) => item.kind === kind);
  const [visits, meetings, projectTasks] = [of("visit"), of("review"), of("task")];
  const handing = visits.length + projectTasks.length > 0 ? "open" : "none";
  return { ...present(found, call.person, now), handing, visits, meetings, projectTasks };
}

async function give(call: Call<z.output<typeof wire.handOver>>): Promise<unknown> {
  const { site, cause, person, body } = call;
  await handOver(site.house, cause, { absenceId: recordId(call, keptAbsence), login: body.login, person });
  return nothing;
}

/** An absence as somebody may see it: the reason is between whoever is away and their superiors. */
function present(row: Absence, person: Person, now: Date): object {
  const begins = Date.parse(row.fromAt);
  const ends = Date.parse(row.toAt);
  return {
    ...row,
    fromAt: new Date(begins).toISOString(),
    toAt: new Date(ends).toISOString(),
    kind: mayKnowWhyAway(person, row.login) ? row.kind : "absent",
    plannedOpen: ends <= now.getTime() ? 0 : row.plannedOpen,
    state: ends <= now.getTime() ? "over" : begins <= now.getTime() ? "running" : "coming",
    charge: isInCharge(person, row.login) ? "mine" : "others",
  };
}

const isInCharge = (person: Person, login: string): boolean => isSupervisor(person) || person.login === login;

/** @throws {Refusal} `absence.others` */
function expectCharge(person: Person, login: string): void {
  if (isInCharge(person, login)) return;
  const message = `Expected an absence of one's own, but it is of ${login}`;
  throw new Refusal("forbidden", "absence.others", message, [{ place: "/login", code: "absence.others", message }]);
}

function add(call: Call<z.output<typeof wire.newAbsence>>): Promise<unknown> {
  const { site, person, body } = call;
  const whose = { ...body, login: body.login ?? person.login };
  expectCharge(person, whose.login);
  return within(call, async (tx) => {
    const id = await recordAbsence(tx, whose, site.house.now());
    const { login, fromAt, toAt, substitute = null } = whose;
    await tell(tx, call, { type: "recordAbsence", data: { id, login, fromAt, toAt, substitute } });
    return { id };
  });
}

/** The trail says what became of the time and the substitute; of the reason only that it was changed. */
async function change(call: Call<z.output<typeof wire.editAbsence>>): Promise<unknown> {
  const { person, body } = call;
  const id = recordId(call, keptAbsence);
  await within(call, async (tx) => {
    const { login } = await lockAbsence(tx, id);
    expectCharge(person, login);
    const { before, after } = await changeAbsence(tx, id, body);
    const members = Object.keys(body).filter((name) => name !== "revision");
    await tell(tx, call, {
      type: "changeAbsence",
      data: { id, login, members, before: { ...before }, after: { ...after } },
    });
  });
  return nothing;
}

/** Milliseconds that absences are taken ahead: a year and a half. */
const ahead = 548 * 24 * 3_600_000;

async function take(call: Call<z.output<typeof wire.absenceCalendar>>): Promise<unknown> {
  const { site, person, body } = call;
  const { login, calendar } = body;
  expectCharge(person, login);
  const now = site.house.now();
  return transact(site.house.database, person, async (tx) => {
    const to = new Date(now.getTime() + ahead);
    const events = readCalendar(calendar, { from: now, to, timeZone: await houseZone(tx) });
    const { recorded } = await followAbsences(tx, { login, events, before: {} }, now);
    for (const id of recorded) await tell(tx, call, { type: "recordAbsence", data: { id, login } });
    return { recorded: recorded.length, known: events.length - recorded.length };
  });
}

async function remove(call: Call<undefined>): Promise<unknown> {
  const id = recordId(call, keptAbsence);
  await within(call, async (tx) => {
    const { login, fromAt, toAt } = await lockAbsence(tx, id);
    expectCharge(call.person, login);
    await removeAbsence(tx, id);
    await tell(tx, call, { type: "removeAbsence", data: { id, login, fromAt, toAt } });
  });
  return nothing;
}

function tell(
  tx: Tx,
  { site, cause }: Call<unknown>,
  event: Pick<Parameters<typeof appendTrail>[1], "type" | "data">,
): Promise<void> {
  const { actor, requestId } = cause;
  return appendTrail(tx, { streamId: "absences", at: site.house.now(), actor, requestId: requestId ?? null, ...event });
}
