import type { JsonObject } from "../../base/json.ts";
import { enterTicket, placeTicket } from "../../desk/tickets/enter.ts";
import type { EnteredTicket } from "../../desk/tickets/enter.ts";
import { reportIncident } from "../../desk/security/reported.ts";
import type { ReportedIncident } from "../../desk/security/reported.ts";
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
  return once(house, cause, { kind: "ticket", body: { ...entered }, idempotencyKey }, async (unit) => {
    const made = await enterTicket(contextOf(unit), entered, cause.actor);
    return begin(unit, { ...made, entered });
  });
}

/**
 * Opens an incident that somebody has seen without an alert: its ticket, what they know and its process in one transaction. The
 * legal clocks run from when they say the house became aware. With an idempotency key as {@link openTicket}.
 *
 * @throws {Refusal} `incident.awareAt`, `incident.category`, `ticket.parties`, `message.start`, `idempotency.mismatch`
 */
export function openIncident(
  house: House,
  cause: Cause,
  reported: ReportedIncident,
  idempotencyKey?: string,
): Promise<OpenedTicket> {
  return once(house, cause, { kind: "incident", body: { ...reported }, idempotencyKey }, async (unit) => {
    const { id, number, entered } = await reportIncident(contextOf(unit), reported, cause.actor);
    return begin(unit, { id, number, entered });
  });
}

interface Asked {
  readonly kind: "ticket" | "incident";
  readonly body: JsonObject;
  readonly idempotencyKey: string | undefined;
}

function once(
  house: House,
  cause: Cause,
  { kind, body, idempotencyKey }: Asked,
  open: (unit: Unit) => Promise<OpenedTicket>,
): Promise<OpenedTicket> {
  return commit(house, cause, async (unit) => {
    if (idempotencyKey === undefined) return open(unit);
    const key = `${kind}:${cause.actor}:${idempotencyKey}`;
    const first = await replay(unit.tx, key, body, unit.now);
    if (first !== undefined) return first as unknown as OpenedTicket; // written by keepAnswer below
    const opened = await open(unit);
    await keepAnswer(unit.tx, key, { ...opened });
    return opened;
  });
}

function contextOf({ tx, now, house }: Unit) {
  return { tx, now, calendarOf: (key?: string | null) => house.calendars.of(tx, key) };
}

interface Entered {
  readonly id: string;
  readonly number: string;
  readonly entered: EnteredTicket;
}

async function begin(unit: Unit, { id, number, entered }: Entered): Promise<OpenedTicket> {
  const ticketRequest: JsonObject = { ...entered, ticketId: id };
  const instanceId = await startOnly(unit, {
    name: "ticket.create",
    businessKey: number,
    variables: { ticketRequest },
  });
  await placeTicket(unit.tx, id, instanceId);
  return { number, instanceId };
}
