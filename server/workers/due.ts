import { appendTrail } from "../audit/trail.ts";
import { everyTenant, transact } from "../db/transact.ts";
import type { Tx } from "../db/transact.ts";
import { eraseLead, leadMonths, overdueLeads } from "../desk/sales/erase.ts";
import type { OverdueLead } from "../desk/sales/erase.ts";
import { forgetPortalFiles } from "../desk/tickets/portalFiles.ts";
import { forgetCase } from "../instances/forget.ts";
import { leaseTimers, nextTimerAt } from "../jobs/timers.ts";
import { deliverable, expireMessages } from "../messages/correlate.ts";
import { forgetMessages } from "../messages/hand.ts";
import { forgetKeys } from "../messages/idempotency.ts";
import { leaseLetters, postpone } from "../messages/outbox.ts";
import type { Letter } from "../messages/outbox.ts";
import { deliverLetter } from "../runtime/commands/deliverLetter.ts";
import { fireTimer } from "../runtime/commands/fireTimer.ts";
import { deliverBuffered } from "../runtime/commands/publishMessage.ts";
import { fireStartTimers, nextStartAt } from "../runtime/commands/startTimers.ts";
import type { Cause, House } from "../runtime/house.ts";
import { inParallel } from "./jobs.ts";
import type { Work } from "./loop.ts";

const batch = 64;
const lanes = 4;

/** Fires timers of instances, each at its time and not at the next poll. */
export function timerWork(house: House): Work {
  return {
    name: "timers",
    run: async () => {
      const timers = await transact(house.database, everyTenant, (tx) =>
        leaseTimers(tx, house.now(), batch, house.lease),
      );
      await inParallel(timers, lanes, (timer) =>
        guarded(house, "timer", () => fireTimer(house, system(timer.tenantId), timer)),
      );
      return timers.length;
    },
    untilNext: () => until(house, (now) => transact(house.database, everyTenant, (tx) => nextTimerAt(tx, now))),
  };
}

/** Milliseconds by the clock of the house until something is due. */
async function until(house: House, next: (now: Date) => Promise<Date | undefined>): Promise<number | undefined> {
  const now = house.now();
  const at = await next(now);
  return at && at.getTime() - now.getTime();
}

/** Starts instances whose start timer is due. */
export function startTimerWork(house: House): Work {
  return {
    name: "start timers",
    run: () => fireStartTimers(house),
    untilNext: () => until(house, (now) => nextStartAt(house, now)),
  };
}

/** Delivers thrown messages and signals. */
export function letterWork(house: House): Work {
  return {
    name: "letters",
    run: async () => {
      const letters = await transact(house.database, everyTenant, (tx) =>
        leaseLetters(tx, house.now(), batch, house.lease),
      );
      const senders = [...Map.groupBy(letters, ({ instanceId }) => instanceId).values()];
      await inParallel(senders, lanes, (thrown) => deliverInOrder(house, thrown));
      return letters.length;
    },
  };
}

/** Brings buffered messages to places that wait for them by now, and lets old ones expire. */
export function bufferWork(house: House): Work {
  return {
    name: "buffered messages",
    run: async () => {
      const now = house.now();
      await transact(house.database, everyTenant, (tx) => expireMessages(tx, now));
      const messages = await transact(house.database, everyTenant, (tx) => deliverable(tx, now, batch));
      await inParallel(messages, 1, ({ tenantId, id }) =>
        guarded(house, "message", () => deliverBuffered(house, system(tenantId), id)),
      );
      return messages.length;
    },
  };
}

/**
 * Forgets idempotency keys whose time is over, messages that need nobody any more, files of requests that became no ticket, and
 * leads that came to nothing.
 */
export function forgetWork(house: House): Work {
  return {
    name: "retention",
    run: async () => {
      await transact(house.database, everyTenant, (tx) => forgetKeys(tx, house.now()));
      await transact(house.database, everyTenant, (tx) => forgetMessages(tx, house.now()));
      await transact(house.database, everyTenant, (tx) => forgetPortalFiles(tx, house.now()));
      await eraseLeads(house);
      return 0;
    },
  };
}

/** Erases the leads whose time is over, each on its own; the trail keeps that it was done, not what was erased. */
async function eraseLeads(house: House): Promise<void> {
  const now = house.now();
  const overdue = await transact(house.database, everyTenant, (tx) => overdueLeads(tx, now, batch));
  for (const lead of overdue)
    try {
      await transact(house.database, lead.tenantId, (tx) => eraseOne(tx, lead, now));
    } catch (error) {
      house.log.error({ err: error, lead: lead.number }, "a lead was not erased; it is tried again the next time");
    }
}

async function eraseOne(tx: Tx, lead: OverdueLead, now: Date): Promise<void> {
  if (!(await eraseLead(tx, lead, now))) return;
  await forgetCase(tx, lead.number);
  const data = { number: lead.number, months: leadMonths };
  const event = { streamId: `case:${lead.number}`, at: now, type: "eraseLead", actor: "system", requestId: null };
  await appendTrail(tx, { ...event, data });
}

/** Letters of one sender, as far as they can be delivered: what comes after one that cannot be waits for it. */
async function deliverInOrder(house: House, letters: readonly Letter[]): Promise<void> {
  for (const letter of letters) if (!(await deliverOne(house, letter))) return;
}

/** A letter that cannot be delivered is put off a minute, so that it does not hold up those behind it for ever. */
async function deliverOne(house: House, letter: Letter): Promise<boolean> {
  const cause = system(letter.tenantId);
  try {
    await deliverLetter(house, cause, letter);
    return true;
  } catch (error) {
    house.log.error({ err: error, letter: letter.id, name: letter.name }, "a thrown message could not be delivered");
    const runAt = new Date(house.now().getTime() + 60_000);
    const reason = error instanceof Error ? error.message : String(error);
    await transact(house.database, letter.tenantId, (tx) => postpone(tx, letter, runAt, reason));
    return false;
  }
}

async function guarded(house: House, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    house.log.error({ err: error, what }, "due work failed; its lease will run out");
  }
}

function system(tenantId: string): Cause {
  return { tenantId, actor: "system" };
}
