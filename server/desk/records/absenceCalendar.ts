import type { Tx } from "../../db/transact.ts";
import type { CalendarEvent } from "../../documents/calendar/read.ts";
import { recordAbsence, removeAbsence } from "./absences.ts";

/** Absences that came from a calendar: by what they are there, the id of ours. */
export type TakenAbsences = Readonly<Record<string, string>>;

/** What became of a calendar. */
export interface Followed {
  readonly taken: TakenAbsences;
  readonly recorded: readonly string[];
  readonly removed: readonly string[];
}

const kinds: readonly (readonly [RegExp, "vacation" | "sick" | "training"])[] = [
  [/urlaub|ferien|vacation|holiday|annual leave/i, "vacation"],
  [/krank|sick/i, "sick"],
  [/schulung|training|kurs|course|seminar/i, "training"],
];

/**
 * Brings somebody's absences in line with a calendar: what is new there is recorded, what was taken from it before and is gone is
 * taken back. What is recorded already, whoever did that, is not recorded again.
 */
export async function followAbsences(
  tx: Tx,
  {
    login,
    events,
    before,
  }: { readonly login: string; readonly events: readonly CalendarEvent[]; readonly before: TakenAbsences },
  now: Date,
): Promise<Followed> {
  const taken: Record<string, string> = {};
  const recorded: string[] = [];
  const known = await spansOf(tx, login);
  for (const event of events) {
    const span = spanOf(event.startsAt, event.endsAt);
    const earlier = before[`${event.uid}/${span}`];
    if (earlier === undefined && known.has(span)) continue;
    const id = earlier ?? (await record(tx, login, event, now));
    if (earlier === undefined) recorded.push(id);
    known.add(span);
    taken[`${event.uid}/${span}`] = id;
  }
  const removed = Object.entries(before).flatMap(([key, id]) => (taken[key] === undefined ? [id] : []));
  for (const id of removed) await removeAbsence(tx, id);
  return { taken, recorded, removed };
}

/** Where whole days of the house begin; an IANA name. */
export async function houseZone(tx: Tx): Promise<string> {
  const [row] = await tx.query<{ zone: string | null }>(
    "select definition->>'timeZone' as zone from service_calendars where tenant_id = $1 and is_default",
    [tx.tenantId],
  );
  return row?.zone ?? "UTC";
}

function record(tx: Tx, login: string, { summary, startsAt, endsAt }: CalendarEvent, now: Date): Promise<string> {
  const kind = kinds.find(([pattern]) => pattern.test(summary))?.[1] ?? "other";
  return recordAbsence(tx, { login, kind, fromAt: startsAt.toISOString(), toAt: endsAt.toISOString() }, now);
}

async function spansOf(tx: Tx, login: string): Promise<Set<string>> {
  const rows = await tx.query<{ from_at: Date; to_at: Date }>(
    "select from_at, to_at from absences where tenant_id = $1 and login = $2",
    [tx.tenantId, login],
  );
  return new Set(rows.map((row) => spanOf(row.from_at, row.to_at)));
}

function spanOf(from: Date, to: Date): string {
  return `${from.toISOString()}/${to.toISOString()}`;
}
