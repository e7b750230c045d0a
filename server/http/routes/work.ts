import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { countsTime, minutesSince, runningTimer, workOn } from "../../desk/cases/work.ts";
import { discardWork, recordWork, startWork, stopWork } from "../../runtime/commands/work.ts";
import { forgetView, savedViews, saveView } from "../../tasks/savedViews.ts";
import { idOf } from "../page.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireCases.ts";

/** One's own time on tickets, and one's own views of the task list. */
export const workRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/work",
    summary: "One's running timer and minutes of today, and the time on a ticket",
    permission: "tasks.read",
    query: { ticket: "ticket number" },
    answer: wire.work,
    run: show,
  }),
  jsonRoute({
    method: "post",
    path: "/api/work",
    summary: "Record minutes that one has worked on a ticket until now",
    permission: "tasks.work",
    body: wire.newWork,
    run: async ({ site, cause, body }) => {
      await recordWork(site.house, cause, body);
      return nothing;
    },
  }),
  jsonRoute({
    method: "post",
    path: "/api/work/timer",
    summary: "Start one's timer on a ticket; one runs at a time",
    permission: "tasks.work",
    body: wire.startTimer,
    run: async ({ site, cause, body }) => {
      await startWork(site.house, cause, { ticketNumber: body.ticketNumber, taskId: body.taskId ?? null });
      return nothing;
    },
  }),
  jsonRoute({
    method: "post",
    path: "/api/work/timer/stop",
    summary: "Stop one's timer and record what it has counted",
    permission: "tasks.work",
    body: wire.stopTimer,
    run: async ({ site, cause, body: { minutes, ...work } }) => {
      await stopWork(site.house, cause, minutes === undefined ? work : { ...work, minutes });
      return nothing;
    },
  }),
  plainRoute({
    method: "delete",
    path: "/api/work/timer",
    summary: "Stop one's timer and forget what it has counted",
    permission: "tasks.work",
    run: async ({ site, cause }) => {
      await discardWork(site.house, cause);
      return nothing;
    },
  }),
  plainRoute({
    method: "get",
    path: "/api/task-views",
    summary: "The task views that one keeps or that are shared with one's roles",
    permission: "tasks.read",
    answer: wire.savedViews,
    run: (call) => read(call, async (tx) => ({ items: await savedViews(tx, call.person) })),
  }),
  jsonRoute({
    method: "post",
    path: "/api/task-views",
    summary: "Keep a view of the task list under a name",
    permission: "tasks.read",
    body: wire.newView,
    answer: wire.savedView,
    run: (call) => read(call, (tx) => saveView(tx, call.person, call.body, call.site.house.now())),
  }),
  plainRoute({
    method: "delete",
    path: "/api/task-views/:id",
    summary: "Forget a view of one's own",
    permission: "tasks.read",
    run: async (call) => {
      await read(call, (tx) => forgetView(tx, call.person, idOf(call.params["id"], "view")));
      return nothing;
    },
  }),
];

function show(call: Call<undefined>): Promise<unknown> {
  const { person, site, query } = call;
  const { login } = person;
  return read(call, async (tx) => {
    const calendar = await site.house.calendars.of(tx);
    const entries = query["ticket"] === undefined ? [] : await workOn(tx, query["ticket"]);
    return {
      isCounted: await countsTime(tx, login),
      timer: await runningTimer(tx, login),
      todayMinutes: await minutesSince(tx, login, midnight(site.house.now(), calendar.timeZone)),
      entries: entries.map(({ technician, name, ...entry }) => ({ ...entry, by: { login: technician, name } })),
    };
  });
}

/** When today began where the desk is. */
function midnight(now: Date, timeZone: string): Date {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).startOfDay();
  return new Date(today.epochMilliseconds);
}

function read<T>(call: Call<unknown>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(call.site.house.database, call.person, work);
}
