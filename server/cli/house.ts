import type { Log } from "../base/log.ts";
import type { Database } from "../db/connect.ts";
import { RuleSets } from "../definitions/ruleSets.ts";
import { Versions } from "../definitions/store.ts";
import { Calendars } from "../desk/calendars.ts";
import type { House } from "../runtime/house.ts";
import { Forms } from "../tasks/forms.ts";

/** Builds what commands need on a database. */
export function buildHouse(database: Database, log: Log, now: () => Date, lease = 60_000): House {
  return {
    database,
    now,
    log,
    versions: new Versions(),
    ruleSets: new RuleSets(),
    forms: new Forms(),
    calendars: new Calendars(),
    lease,
  };
}
