import { appendTrail } from "../../audit/trail.ts";
import { expectCharge, readCharged } from "../../desk/tickets/charge.ts";
import { editTicket as changeTicket } from "../../desk/tickets/edit.ts";
import type { TicketChange } from "../../desk/tickets/edit.ts";
import { ticketVariable } from "../../desk/tickets/ticket.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { step } from "../step.ts";
import type { Held, Unit } from "../unit.ts";
import { deliver } from "./publishMessage.ts";
import type { OnTicket } from "./tickets.ts";

/**
 * Changes an open ticket by hand. Whatever runs for it sees it as it is now, and its deadlines follow another contract.
 *
 * @throws {Refusal} `ticket.missing`, `ticket.others`, `ticket.over`, `ticket.parties`, `record.changed`
 */
export function editTicket(
  house: House,
  cause: Cause,
  { number, acting }: OnTicket,
  change: TicketChange,
): Promise<void> {
  return commit(house, cause, async (unit) => {
    const { tx, now } = unit;
    expectCharge(await readCharged(tx, number), acting);
    const running = await lockSeeing(unit, number);
    const calendarOf = (key?: string | null) => house.calendars.of(tx, key);
    const { id, isUnderAnother } = await changeTicket({ tx, now, calendarOf }, number, change);
    const ticket = await ticketVariable(tx, id);
    for (const held of running)
      await step(unit, held, { kind: "setVariables", variables: { ticket } }, { reason: number });
    if (isUnderAnother)
      await deliver(unit, { name: "ticket.reprioritised", correlationKey: number, variables: { changes: {} } }, 0);
    const members = Object.keys(change).filter((name) => name !== "revision");
    const { actor, requestId } = cause;
    await appendTrail(tx, {
      streamId: `case:${number}`,
      at: now,
      type: "changeTicket",
      actor,
      requestId: requestId ?? null,
      data: { members },
    });
    unit.caseKeys.add(number);
  });
}

/** The instances that see the ticket, locked before it is: those that go by its number, and what they have called. */
async function lockSeeing(unit: Unit, number: string): Promise<readonly Held[]> {
  const rows = await unit.tx.query<{ id: string }>(
    `select i.id from instances i where i.tenant_id = $1 and i.status = 'running' and i.variables -> 'ticket' ->> 'number' = $2
       and i.root_id in (select root_id from instances where tenant_id = $1 and business_key = $2) order by i.root_id, i.id limit 200`,
    [unit.tx.tenantId, number],
  );
  const held: Held[] = [];
  for (const { id } of rows) held.push(await unit.lock(id));
  return held.filter(({ row }) => row.status === "running");
}
