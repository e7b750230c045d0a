import { appendTrail } from "../../audit/trail.ts";
import type { Json } from "../../base/json.ts";
import { holidayCountries, holidayRegions } from "../../calendar/holidays.ts";
import { calendarYear } from "../../calendar/year.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { changeCalendar, listCalendars } from "../../desk/records/calendars.ts";
import { createCalendar } from "../../desk/records/house.ts";
import { readWholeDays } from "../../documents/calendar/wholeDays.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireCalendars.ts";

const permission = "administration";

/** When service is rendered: SLA clocks and timers in service time count in these calendars. */
export const calendarRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/calendars",
    summary: "All service calendars, the default first, with how many go by each",
    permission: "desk.read",
    answer: wire.calendarList,
    run: async (call) => ({ items: await within(call, listCalendars) }),
  }),
  plainRoute({
    method: "get",
    path: "/api/holiday-places",
    summary: "Countries whose public holidays are known, and the regions of one of them",
    permission,
    query: { country: "code of ISO 3166-1 whose regions are wanted" },
    answer: wire.holidayPlaces,
    run: ({ query, language }) =>
      Promise.resolve({
        countries: holidayCountries(language),
        regions: query["country"] === undefined ? [] : holidayRegions(query["country"], language),
      }),
  }),
  jsonRoute({
    method: "post",
    path: "/api/calendars/preview",
    summary: "A year as a calendar of this definition sees it; nothing is saved",
    permission,
    body: wire.yearOf,
    answer: wire.calendarYear,
    run: ({ body, language }) => Promise.resolve({ days: calendarYear(body.definition, body.year, language) }),
  }),
  jsonRoute({
    method: "post",
    path: "/api/calendars/whole-days",
    summary: "The whole days of a calendar file, to be added to closedDays of a calendar; nothing is saved",
    permission,
    body: wire.calendarFile,
    answer: wire.wholeDays,
    run: ({ body: { text, from, to } }) => Promise.resolve(readWholeDays(text, { from, to })),
  }),
  jsonRoute({
    method: "post",
    path: "/api/calendars",
    summary: "Make a service calendar",
    permission,
    body: wire.addCalendar,
    answer: wire.calendarKey,
    run: (call) =>
      within(call, async (tx) => {
        await createCalendar(tx, call.body);
        await tell(tx, call, "createCalendar", { key: call.body.key, definition: asJson(call.body.definition) });
        return { key: call.body.key };
      }),
  }),
  jsonRoute({
    method: "patch",
    path: "/api/calendars/:key",
    summary: "Change a service calendar, or make it the default; clocks that are set from now on go by it",
    permission,
    body: wire.editCalendar,
    run: async (call) => {
      const key = call.params["key"] ?? "";
      await within(call, async (tx) => {
        await changeCalendar(tx, key, call.body);
        await tell(tx, call, "changeCalendar", { key, ...(asJson(call.body) as object) });
      });
      return nothing;
    },
  }),
];

function within<T>({ site, person }: Call<unknown>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(site.house.database, person, work);
}

/** What came in as JSON, without what is undefined. */
function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json; // came in as JSON
}

function tell(tx: Tx, { site, cause }: Call<unknown>, type: string, data: Record<string, Json>): Promise<void> {
  const { actor, requestId } = cause;
  return appendTrail(tx, {
    streamId: "calendars",
    at: site.house.now(),
    actor,
    requestId: requestId ?? null,
    type,
    data,
  });
}
