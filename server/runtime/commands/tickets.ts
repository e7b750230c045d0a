import { appendTrail } from "../../audit/trail.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { decide } from "../../decisions/decide.ts";
import { expectCharge, isMerging, mergeTarget, noteOn, readCharged, refusedAt } from "../../desk/tickets/charge.ts";
import type { Acting, ChargedTicket } from "../../desk/tickets/charge.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import type { Unit } from "../unit.ts";
import { deliver } from "./publishMessage.ts";

/** Which ticket, and who wants it. */
export interface OnTicket {
  readonly number: string;
  readonly acting: Acting;
}

type Level = "high" | "medium" | "low";

/** Another priority: as it is said, or as the matrix has it for impact and urgency. */
export interface Reprioritised {
  readonly impact?: Level | undefined;
  readonly urgency?: Level | undefined;
  readonly priority?: "P1" | "P2" | "P3" | "P4" | undefined;
  readonly reason: string;
}

/**
 * Has a ticket merged into another one, which takes over what hangs on it. `otherCustomer` says that they may be of different ones.
 *
 * @throws {Refusal} `ticket.missing`, `ticket.others`, `ticket.merge`, `ticket.otherCustomer`, `ticket.notWaiting`
 */
export function mergeInto(
  house: House,
  cause: Cause,
  on: OnTicket,
  asked: { readonly into: string; readonly otherCustomer: boolean; readonly reason: string | null },
): Promise<void> {
  return acting(house, cause, on, async (unit, ticket) => {
    await lockBoth(unit, ticket, await readCharged(unit.tx, asked.into));
    const target = await mergeTarget(unit.tx, ticket, asked); // as it is under the lock: a merge may have just ended
    if (await isMerging(unit.tx, target))
      throw refusedAt("into", "ticket.merge", `Expected another open ticket, but ${asked.into} is being merged itself`);
    await tellProcess(unit, ticket, { name: "ticket.merged", variables: { intoNumber: asked.into } });
    if (asked.reason !== null) await noteOn(unit.tx, ticket.id, { author: cause.actor, body: asked.reason }, unit.now);
    await tellTrail(unit, ticket, "mergeTicket", { into: asked.into, reason: asked.reason });
  });
}

/**
 * Changes the priority of a ticket; its deadlines follow.
 *
 * @throws {Refusal} `ticket.missing`, `ticket.others`, `ticket.rank` nothing tells the priority, `ticket.notWaiting`
 */
export function reprioritise(house: House, cause: Cause, on: OnTicket, asked: Reprioritised): Promise<void> {
  return acting(house, cause, on, async (unit, ticket) => {
    const impact = asked.impact ?? ticket.impact;
    const urgency = asked.urgency ?? ticket.urgency;
    const priority = asked.priority ?? (await byMatrix(unit, ticket, { impact, urgency }));
    const changes = { priority, impact, urgency };
    await tellProcess(unit, ticket, { name: "ticket.reprioritised", variables: { changes } });
    const body = `${ticket.priority ?? "–"} → ${priority}: ${asked.reason}`;
    await noteOn(unit.tx, ticket.id, { author: cause.actor, body }, unit.now);
    await tellTrail(unit, ticket, "reprioritiseTicket", {
      from: ticket.priority,
      to: priority,
      ...changes,
      reason: asked.reason,
    });
  });
}

/** Has a ticket cancelled. @throws {Refusal} `ticket.missing`, `ticket.others`, `ticket.notWaiting` */
export function cancelTicket(house: House, cause: Cause, on: OnTicket, reason: string): Promise<void> {
  return acting(house, cause, on, async (unit, ticket) => {
    await tellProcess(unit, ticket, { name: "ticket.cancelled", variables: { reason } });
    await tellTrail(unit, ticket, "cancelTicket", { reason });
  });
}

/** The customer has confirmed the solution. @throws {Refusal} `ticket.missing`, `ticket.others`, `ticket.notWaiting` */
export function confirmTicket(house: House, cause: Cause, on: OnTicket): Promise<void> {
  return acting(house, cause, on, async (unit, ticket) => {
    await tellProcess(unit, ticket, { name: "ticket.confirmed", variables: {} });
    await tellTrail(unit, ticket, "confirmTicket", {});
  });
}

function acting(
  house: House,
  cause: Cause,
  { number, acting: who }: OnTicket,
  work: (unit: Unit, ticket: ChargedTicket) => Promise<void>,
): Promise<void> {
  return commit(house, cause, async (unit) => {
    const ticket = await readCharged(unit.tx, number);
    expectCharge(ticket, who);
    await work(unit, ticket);
  });
}

/** Gives a message to the process that is the ticket's life; what nobody waits for is refused and forgotten. */
async function tellProcess(
  unit: Unit,
  { number, status }: ChargedTicket,
  message: { readonly name: string; readonly variables: JsonObject },
): Promise<void> {
  const { instanceIds } = await deliver(unit, { ...message, correlationKey: number }, 0);
  if (instanceIds.some((id) => unit.held.get(id)?.row.business_key === number)) return;
  throw new Refusal(
    "conflict",
    "ticket.notWaiting",
    `Expected a ticket whose process waits for ${message.name}, but ${number} is “${status}” and its process does not`,
  );
}

/** In one order, so that two merges of the same pair wait for each other and do not block each other. */
async function lockBoth(unit: Unit, ...tickets: readonly ChargedTicket[]): Promise<void> {
  const ids = tickets.flatMap(({ instanceId }) => (instanceId === null ? [] : [instanceId]));
  for (const id of ids.toSorted()) await unit.lock(id);
}

/** The priority that the rules of the ticket's process give. */
async function byMatrix(
  unit: Unit,
  { instanceId, isVip }: ChargedTicket,
  { impact, urgency }: { readonly impact: string | null; readonly urgency: string | null },
): Promise<string> {
  if (impact === null || urgency === null) {
    const field = impact === null ? "impact" : "urgency";
    throw refusedAt(field, "ticket.rank", `Expected impact and urgency, or a priority, but ${field} is not known`);
  }
  const release = instanceId === null ? undefined : (await unit.lock(instanceId)).version.releaseId;
  const { compiled } = await unit.house.ruleSets.bound(unit.tx, "priority_matrix", { kind: "release" }, release);
  const { verdict } = await decide(compiled, { impact, urgency, vip: isVip, securityLevel: null });
  const { priority } = { ...(verdict as { readonly priority?: unknown } | null) }; // a verdict is JSON
  if (typeof priority === "string") return priority;
  throw refusedAt("priority", "ticket.rank", "Expected the rules to give a priority, but they give none: say it");
}

async function tellTrail(unit: Unit, { number }: ChargedTicket, type: string, data: JsonObject): Promise<void> {
  const { tx, now, cause } = unit;
  await appendTrail(tx, {
    streamId: `case:${number}`,
    at: now,
    type,
    actor: cause.actor,
    requestId: cause.requestId ?? null,
    data,
  });
  unit.caseKeys.add(number);
}
