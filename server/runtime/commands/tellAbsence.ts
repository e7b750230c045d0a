import { appendTrail } from "../../audit/trail.ts";
import { absentMessage, markTold, unmarkTold } from "../../desk/dispatch/absent.ts";
import type { UntoldTicket } from "../../desk/dispatch/absent.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { deliver } from "./publishMessage.ts";

/**
 * Tells a ticket's process that whoever has the ticket is away; it assigns the ticket anew. The mark, the message and what the
 * process does with it are one transaction, so a crash leaves all or nothing and the next look finds it again.
 *
 * @returns whether it was told: it may have been told, given away or taken back meanwhile
 */
export function tellAbsence(house: House, cause: Cause, untold: UntoldTicket): Promise<boolean> {
  return commit(house, cause, async (unit) => {
    const { tx, now } = unit;
    await unit.lock(untold.instanceId);
    const told = await markTold(tx, untold, now);
    if (told === undefined) return false;
    const { number, login, until, substitute } = told;
    const absence = { login, until: until.toISOString(), substitute };
    const { state } = await deliver(unit, { name: absentMessage, correlationKey: number, variables: { absence } }, 0);
    if (state === "untaken") {
      await unmarkTold(tx, untold);
      return false;
    }
    const { actor, requestId } = cause;
    await appendTrail(tx, {
      streamId: `case:${number}`,
      at: now,
      type: "tellAbsence",
      actor,
      requestId: requestId ?? null,
      data: absence,
    });
    unit.caseKeys.add(number);
    return true;
  });
}
