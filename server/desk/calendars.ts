import { canonical } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { serviceCalendar } from "../calendar/calendar.ts";
import type { ServiceCalendar } from "../calendar/calendar.ts";
import { dueInServiceTime } from "../calendar/serviceTime.ts";
import type { Tx } from "../db/transact.ts";
import type { Due } from "../engine/types.ts";

interface Kept {
  readonly definition: string;
  readonly calendar: ServiceCalendar;
}

/** The service calendars of all tenants, each built once and built again when its definition has changed. */
export class Calendars {
  readonly #kept = new Map<string, Kept>();

  /**
   * A calendar by key; without key the tenant's default.
   *
   * @throws {Refusal} `calendar.missing`
   */
  async of(tx: Tx, key?: string | null): Promise<ServiceCalendar> {
    const [row] = await tx.query<{ key: string; definition: Json }>(
      `select key, definition from service_calendars
       where tenant_id = $1 and (key = $2 or ($2::text is null and is_default))`,
      [tx.tenantId, key ?? null],
    );
    if (row === undefined) throw missing(key);
    const name = `${tx.tenantId}/${row.key}`;
    const definition = canonical(row.definition);
    const before = this.#kept.get(name);
    if (before?.definition === definition) return before.calendar;
    const calendar = serviceCalendar(row.definition);
    this.#kept.set(name, { definition, calendar });
    return calendar;
  }
}

/** Resolves when a timer is due; service time is counted in the calendar it names, else in the tenant's default. */
export function dueIn(calendars: Calendars): (tx: Tx, due: Due, now: Date) => Promise<Date> {
  return async (tx, due, now) => {
    if (due.kind === "at") return due.at;
    return dueInServiceTime(await calendars.of(tx, due.calendar), due, now);
  };
}

/** Where nobody has said when the house is open: weekdays, whatever the hour. */
const weekdays = serviceCalendar({
  timeZone: "UTC",
  hours: Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, ["00:00-24:00"]])),
});

/** By when a task should be done. It opens also where the tenant has no calendar yet: then weekdays are counted. */
export async function taskDueIn(calendars: Calendars, tx: Tx, due: Due, now: Date): Promise<Date> {
  try {
    return await dueIn(calendars)(tx, due, now);
  } catch (error) {
    const isUnset = error instanceof Refusal && error.code === "calendar.missing";
    if (!isUnset || due.kind === "at" || due.calendar !== undefined) throw error;
    return dueInServiceTime(weekdays, due, now);
  }
}

function missing(key: string | null | undefined): Refusal {
  const what = key === undefined || key === null ? "a default service calendar" : `a service calendar "${key}"`;
  return new Refusal("unprocessable", "calendar.missing", `Expected ${what}, but there is none`);
}
