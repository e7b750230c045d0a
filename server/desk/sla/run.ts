import { z } from "zod";
import type { Json, JsonObject } from "../../base/json.ts";
import { dueAt, pause, resume } from "../../calendar/slaClock.ts";
import { expectInput } from "../operation.ts";
import type { DeskEffect, Operation, OperationContext } from "../operation.ts";
import { lockTicket } from "../tickets/ticket.ts";
import { readClocks } from "./clocks.ts";
import type { StoredClock } from "./clocks.ts";
import { nextThreshold, settleClocks } from "./state.ts";

const ticketOnly = z.object({ ticketId: z.uuid() });

/** `desk.sla.threshold`: the threshold that is due now counts as told; at 100 % the clock is breached. */
export const passThreshold: Operation = async (context, input) => {
  const { ticketId, clocks } = await held(context, input);
  const next = await nextThreshold(context, clocks);
  if (next === undefined || next.at > context.now) return settleClocks(context, ticketId, clocks);
  const told = clocks.map((clock) =>
    clock.kind === next.clock
      ? { ...clock, lastWarned: next.percent, isBreached: clock.isBreached || next.percent >= 100 }
      : clock,
  );
  return settleClocks(context, ticketId, told, next);
};

/** `desk.sla.pause`: clocks that run stand still. */
export const pauseSla: Operation = async (context, input) => {
  const { ticketId, clocks } = await held(context, input);
  return settleClocks(
    context,
    ticketId,
    clocks.map((clock) => (clock.stopReason === null ? { ...clock, ...pause(clock, context.now) } : clock)),
  );
};

/** `desk.sla.resume`: clocks run on; their due times move by the service minutes they stood. */
export const resumeSla: Operation = async (context, input) => {
  const { ticketId, clocks } = await held(context, input);
  return settleClocks(
    context,
    ticketId,
    clocks.map((clock) => ({ ...clock, ...resume(clock, context.now) })),
  );
};

const stop = ticketOnly.extend({ reason: z.enum(["resolved", "merged", "cancelled"]).nullish() });

/** `desk.sla.stop`: a solution in time meets the target, a late one breaks it; merged and cancelled tickets do neither. */
export const stopSla: Operation = async (context, input) => {
  const reason = expectInput(stop, input).reason ?? "resolved";
  const { ticketId, clocks } = await held(context, input);
  const stopped: StoredClock[] = [];
  for (const clock of clocks) stopped.push(clock.stopReason === null ? await ended(context, clock, reason) : clock);
  return settleClocks(context, ticketId, stopped);
};

async function ended(
  context: OperationContext,
  clock: StoredClock,
  reason: "resolved" | "merged" | "cancelled",
): Promise<StoredClock> {
  const { now } = context;
  if (reason !== "resolved") return { ...clock, ...resume(clock, now), stopReason: reason };
  const due = dueAt(await context.calendarOf(clock.calendarKey), clock, now);
  return { ...clock, ...resume(clock, now), stopReason: "met", isBreached: clock.isBreached || due < now };
}

/** The response clock is met by the first public answer of a member of staff. Nothing happens when it is met already. */
export async function meetResponse(context: OperationContext, ticketId: string): Promise<readonly DeskEffect[]> {
  const clocks = await readClocks(context.tx, ticketId);
  const response = clocks.find((clock) => clock.kind === "response" && clock.stopReason === null);
  if (response === undefined) return [];
  const met = await ended(context, response, "resolved");
  const { effects } = await settleClocks(
    context,
    ticketId,
    clocks.map((clock) => (clock === response ? met : clock)),
  );
  return effects ?? [];
}

const reason = ticketOnly.extend({
  clock: z.enum(["response", "resolution"]).nullish(),
  cause: z.string().max(200).nullish(),
  reason: z.string().max(10_000).nullish(),
  measure: z.string().max(10_000).nullish(),
});

/** `desk.sla.reason`: why a target was missed, kept with the clock. */
export const explainBreach: Operation = async ({ tx }, input) => {
  const given = expectInput(reason, input);
  const why: JsonObject = { cause: given.cause ?? null, reason: given.reason ?? null, measure: given.measure ?? null };
  await tx.query(
    `update sla_clocks set breach_reason = $4 where tenant_id = $1 and ticket_id = $2 and ($3::text is null or kind = $3) and is_breached`,
    [tx.tenantId, given.ticketId, given.clock ?? null, JSON.stringify(why satisfies Json)],
  );
  return { variables: {} };
};

async function held(
  context: OperationContext,
  input: JsonObject,
): Promise<{ ticketId: string; clocks: readonly StoredClock[] }> {
  const { ticketId } = expectInput(ticketOnly, input);
  await lockTicket(context.tx, ticketId);
  return { ticketId, clocks: await readClocks(context.tx, ticketId) };
}
