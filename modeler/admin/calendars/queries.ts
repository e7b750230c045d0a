import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Calendar, CalendarDay, HolidayPlaces, WholeDays } from "../../../server/http/wireCalendars.ts";
import { query } from "../../api/queries.ts";
import { request } from "../../api/request.ts";

export type { Calendar, CalendarDay, WholeDays } from "../../../server/http/wireCalendars.ts";
export type Definition = Calendar["definition"];

export const calendarsQuery = queryOptions({
  queryKey: ["admin", "calendars"],
  queryFn: ({ signal }) => request<{ items: Calendar[] }>("GET", "/api/calendars", { signal }),
});

/** Countries whose holidays are known, and the regions of one of them. */
export function placesQuery(country: string | null, language: string) {
  return queryOptions({
    queryKey: ["holidayPlaces", country, language],
    queryFn: ({ signal }) =>
      request<HolidayPlaces>("GET", `/api/holiday-places${query({ country: country ?? undefined })}`, { signal }),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
}

/** A year as a calendar of this definition sees it, saved or not. */
export function yearQuery(definition: Definition, year: number, language: string) {
  return queryOptions({
    queryKey: ["calendarYear", definition, year, language],
    queryFn: ({ signal }) =>
      request<{ days: CalendarDay[] }>("POST", "/api/calendars/preview", { body: { definition, year }, signal }),
    staleTime: Infinity,
    retry: false,
    placeholderData: keepPreviousData,
  });
}

/** The whole days of a calendar file, from the first of this year on for five years. */
export async function readWholeDays(file: File): Promise<WholeDays> {
  const year = new Date().getFullYear();
  const body = { text: await file.text(), from: `${year}-01-01`, to: `${year + 4}-12-31` };
  return request<WholeDays>("POST", "/api/calendars/whole-days", { body });
}
