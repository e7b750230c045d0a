import { everyTenant, transact } from "../db/transact.ts";
import { nextAbsenceAt, untoldTickets } from "../desk/dispatch/absent.ts";
import { untoldAbsences } from "../desk/dispatch/planned.ts";
import { tellPlanned } from "../runtime/commands/planned.ts";
import { tellAbsence } from "../runtime/commands/tellAbsence.ts";
import type { House } from "../runtime/house.ts";
import type { Work } from "./loop.ts";

const batch = 64;

/** Tells dispatchers of what is planned for whoever is away or will be. @returns how many absences there were to tell of */
async function tellDispatchers(house: House): Promise<number> {
  const untold = await transact(house.database, everyTenant, (tx) => untoldAbsences(tx, house.now(), batch));
  let told = 0;
  for (const { tenantId, absenceId } of untold) {
    try {
      if (await tellPlanned(house, { tenantId, actor: "system" }, absenceId)) told += 1;
    } catch (error) {
      house.log.error({ err: error, absenceId }, "dispatchers could not be told of an absence");
    }
  }
  return told;
}

/**
 * Tells the open tickets of whoever is away: when an absence begins, when it is recorded while it runs, and when a ticket that
 * waited for something else comes back to somebody who is away. Dispatchers are told of what else is planned for them. Any server may;
 * each is told once.
 */
export function absenceWork(house: House): Work {
  return {
    name: "absences",
    run: async () => {
      const untold = await transact(house.database, everyTenant, (tx) => untoldTickets(tx, house.now(), batch));
      let told = 0;
      for (const each of untold) {
        try {
          if (await tellAbsence(house, { tenantId: each.tenantId, actor: "system" }, each)) told += 1;
        } catch (error) {
          house.log.error({ err: error, ticket: each.ticketId }, "a ticket could not be told of an absence");
        }
      }
      return told + (await tellDispatchers(house));
    },
    untilNext: async () => {
      const now = house.now();
      const next = await transact(house.database, everyTenant, (tx) => nextAbsenceAt(tx, now));
      return next && next.getTime() - now.getTime();
    },
  };
}
