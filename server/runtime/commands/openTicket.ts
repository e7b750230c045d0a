import type { JsonObject } from "../../base/json.ts";
import { enterTicket, placeTicket } from "../../desk/tickets/enter.ts";
import type { EnteredTicket } from "../../desk/tickets/enter.ts";
import { keepAnswer, replay } from "../../messages/idempotency.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import type { Unit } from "../unit.ts";
import { startOnly } from "./startByMessage.ts";

/** A ticket that was opened, and the instance that is its life. */
export interface OpenedTicket {
  readonly number: string;
  readonly instanceId: string;
}

/**
 * Opens a ticket that somebody enters: ticket, number and process in one transaction. With an idempotency key the same again
 * gets the first answer and opens nothing.
 *
 * @throws {Refusal} `ticket.parties`, `message.start`, `idempotency.mismatch`
 */
export function openTicket(
  house: House,
  cause: Cause,
  entered: EnteredTicket,
  idempotencyKey?: string,
): Promise<OpenedTicket> {
  return commit(house, cause, async (unit) => {
    if (idempotencyKey === undefined) return open(unit, entered);
    const key = `ticket:${cause.actor}:${idempotencyKey}`;
    const first = await replay(unit.tx, key, { ...entered }, unit.now);
    if (first !== undefined) return first as unknown as OpenedTicket; // written by keepAnswer below
    const opened = await open(unit, entered);
    await keepAnswer(unit.tx, key, { ...opened });
    return opened;
  });
}

async function open(unit: Unit, entered: EnteredTicket): Promise<OpenedTicket> {
  const { tx, now, house, cause } = unit;
  const calendarOf = (key?: string | null) => house.calendars.of(tx, key);
  const { id, number } = await enterTicket({ tx, now, calendarOf }, entered, cause.actor);
  const ticketRequest: JsonObject = { ...entered, ticketId: id };
  const instanceId = await startOnly(unit, {
    name: "ticket.create",
    businessKey: number,
    variables: { ticketRequest },
  });
  await placeTicket(tx, id, instanceId);
  return { number, instanceId };
}
