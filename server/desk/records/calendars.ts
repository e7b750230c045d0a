import { z } from "zod";
import { calendarDefinition, serviceCalendar } from "../../calendar/calendar.ts";
import type { Tx } from "../../db/transact.ts";
import { changeRow } from "./change.ts";
import type { Kept } from "./change.ts";

/** A service calendar with who goes by it. */
export interface KeptCalendar {
  readonly key: string;
  readonly name: string;
  readonly revision: number;
  readonly isDefault: boolean;
  readonly definition: z.output<typeof calendarDefinition>;
  readonly customers: number;
  readonly contracts: number;
  readonly staff: number;
}

const kept: Kept = { table: "service_calendars", key: "key", what: "calendar" };

/** All service calendars, the default first. */
export function listCalendars(tx: Tx): Promise<KeptCalendar[]> {
  return tx.query<KeptCalendar>(
    `select c.key, c.name, c.revision, c.is_default as "isDefault", c.definition, ${goingBy("customers")} as customers,
       ${goingBy("contracts")} as contracts, ${goingBy("technicians")} as staff
     from service_calendars c where c.tenant_id = $1 order by c.is_default desc, lower(c.name) limit 500`,
    [tx.tenantId],
  );
}

function goingBy(table: "customers" | "contracts" | "technicians"): string {
  return `(select count(*)::int from ${table} x where x.tenant_id = c.tenant_id and x.calendar_key = c.key)`;
}

/** What may be changed of a calendar; its key is what contracts and timers name it by. */
export const calendarChange = z
  .strictObject({ name: z.string().trim().min(1).max(200), definition: calendarDefinition, isDefault: z.literal(true) })
  .partial()
  .extend({ revision: z.int().positive() });

/**
 * Changes a calendar; clocks and timers that are set from now on go by it.
 *
 * @throws {Refusal} `calendar.missing`, `record.changed`, `calendar.shape`, `calendar.zone`, `calendar.never`
 */
export async function changeCalendar(tx: Tx, key: string, change: z.output<typeof calendarChange>): Promise<void> {
  const { definition, ...rest } = change;
  if (definition !== undefined) serviceCalendar(definition);
  if (rest.isDefault === true)
    await tx.query(
      "update service_calendars set is_default = false where tenant_id = $1 and is_default and key <> $2",
      [tx.tenantId, key],
    );
  await changeRow(tx, kept, key, {
    ...rest,
    ...(definition === undefined ? {} : { definition: JSON.stringify(definition) }),
  });
}
