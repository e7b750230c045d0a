import type { z } from "zod";
import { appendTrail } from "../../audit/trail.ts";
import { addTime, changeTime, removeTime } from "../../desk/tickets/correctTime.ts";
import type { AddedTime, Corrector, TimeChange, TimeEntry, timeRemoval } from "../../desk/tickets/correctTime.ts";
import { ticketIdOf } from "../../desk/tickets/ticket.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import type { Unit } from "../unit.ts";

/** Records time afterwards. @throws {Refusal} `ticket.missing`, `time.foreign`, `time.future`, `desk.reference` */
export function recordPast(house: House, cause: Cause, added: AddedTime, by: Corrector): Promise<string> {
  return commit(house, cause, async (unit) => {
    const id = await addTime(contextOf(unit), await ticketIdOf(unit.tx, added.ticketNumber), added, by);
    await tell(unit, added.ticketNumber, "recordTime", { id, ...added });
    return id;
  });
}

/** Puts a time right, with the reason and how it stood in the trail. @throws {Refusal} as `changeTime` of the desk */
export function correctTime(house: House, cause: Cause, id: string, change: TimeChange, by: Corrector): Promise<void> {
  return commit(house, cause, async (unit) => {
    const before = await changeTime(contextOf(unit), id, change, by);
    const { revision: _, ...changed } = change;
    await tell(unit, before.caseKey, "changeTime", { id, ...changed, before: shown(before) });
  });
}

/** Takes a time away, with the reason and how it stood in the trail. @throws {Refusal} as `removeTime` of the desk */
export function cancelTime(
  house: House,
  cause: Cause,
  id: string,
  removal: z.output<typeof timeRemoval>,
  by: Corrector,
): Promise<void> {
  return commit(house, cause, async (unit) => {
    const before = await removeTime(contextOf(unit), id, removal, by);
    await tell(unit, before.caseKey, "cancelTime", { id, reason: removal.reason, before: shown(before) });
  });
}

function contextOf({ tx, now, house }: Unit) {
  return { tx, now, calendarOf: (key?: string | null) => house.calendars.of(tx, key) };
}

function shown({ technician, startedAt, minutes, workType, note }: TimeEntry): object {
  return { technician, startedAt, minutes, workType, note };
}

async function tell(unit: Unit, caseKey: string, type: string, data: object): Promise<void> {
  const { tx, now, cause } = unit;
  const told = { actor: cause.actor, requestId: cause.requestId ?? null };
  await appendTrail(tx, { streamId: `case:${caseKey}`, at: now, type, ...told, data: { ...data } });
  unit.caseKeys.add(caseKey);
}
