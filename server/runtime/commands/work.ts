import { appendTrail } from "../../audit/trail.ts";
import { Refusal } from "../../base/refusal.ts";
import { refuseOthers, startTimer, stopTimer } from "../../desk/cases/work.ts";
import { ticketIdOf } from "../../desk/tickets/ticket.ts";
import { recordTime } from "../../desk/tickets/time.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import type { Unit } from "../unit.ts";

/** How time was spent. */
export interface Work {
  readonly workType: "remote" | "onsite" | "phone" | "travel" | "project";
  readonly note: string;
}

/** No entry is longer than a day. */
const longest = 1_440;

/** Records minutes that somebody has worked on a ticket until now. @throws {Refusal} `ticket.missing`, `time.technician` */
export function recordWork(
  house: House,
  cause: Cause,
  work: Work & { readonly ticketNumber: string; readonly minutes: number },
): Promise<void> {
  return commit(house, cause, async (unit) => {
    await refuseOthers(unit.tx, cause.actor);
    await record(unit, await ticketIdOf(unit.tx, work.ticketNumber), work);
  });
}

/** Starts one's timer on a ticket. @throws {Refusal} `ticket.missing`, `timer.running`, `time.technician` */
export function startWork(
  house: House,
  cause: Cause,
  { ticketNumber, taskId }: { readonly ticketNumber: string; readonly taskId: string | null },
): Promise<void> {
  return commit(house, cause, async ({ tx, now }) => {
    await startTimer(tx, { login: cause.actor, ticketId: await ticketIdOf(tx, ticketNumber), taskId }, now);
  });
}

/**
 * Stops one's timer and records what it has counted, to the minute: rounding is a rule of billing. `minutes` corrects what
 * was counted.
 *
 * @throws {Refusal} `timer.missing`, `timer.long` it ran for more than a day and nobody says how long the work took
 */
export function stopWork(house: House, cause: Cause, work: Work & { readonly minutes?: number }): Promise<void> {
  return commit(house, cause, async (unit) => {
    const { ticketId, startedAt } = await stopTimer(unit.tx, cause.actor);
    const counted = Math.max(1, Math.round((unit.now.getTime() - startedAt.getTime()) / 60_000));
    const minutes = work.minutes ?? counted;
    if (minutes > longest)
      throw new Refusal(
        "unprocessable",
        "timer.long",
        `Expected at most ${longest} minutes, but ${minutes} have gone by`,
      );
    await record(unit, ticketId, { ...work, minutes });
  });
}

/** Stops one's timer and forgets what it has counted. @throws {Refusal} `timer.missing` */
export function discardWork(house: House, cause: Cause): Promise<void> {
  return commit(house, cause, async ({ tx }) => void (await stopTimer(tx, cause.actor)));
}

async function record(unit: Unit, ticketId: string, work: Work & { readonly minutes: number }): Promise<void> {
  const { tx, now, house, cause } = unit;
  const calendarOf = (key?: string | null) => house.calendars.of(tx, key);
  const { minutes, workType, note } = work;
  const input = { ticketId, technician: cause.actor, minutes, workType, note };
  const ruleSetOf = async (key: string) => (await house.ruleSets.bound(tx, key, { kind: "latest" })).compiled.ruleSet;
  const { variables } = await recordTime({ tx, now, instanceId: "", waitId: "", calendarOf, ruleSetOf }, input);
  const [ticket] = await tx.query<{ number: string }>("select number from tickets where tenant_id = $1 and id = $2", [
    tx.tenantId,
    ticketId,
  ]);
  const caseKey = ticket?.number ?? ticketId;
  await appendTrail(tx, {
    streamId: `case:${caseKey}`,
    at: now,
    type: "recordTime",
    actor: cause.actor,
    requestId: cause.requestId ?? null,
    data: { ...variables, minutes, workType },
  });
  unit.caseKeys.add(caseKey);
}
