import { z } from "zod";
import type { Json, JsonObject } from "../../base/json.ts";
import { pause, resume } from "../../calendar/slaClock.ts";
import { expectInput } from "../operation.ts";
import type { DeskEffect, Operation, OperationContext } from "../operation.ts";
import { lockTicket } from "../tickets/ticket.ts";
import { ended, nextThreshold, paused, resumed, told } from "./changes.ts";
import { readClocks } from "./clocks.ts";
import type { StoredClock } from "./clocks.ts";
import { readRound, savePauses } from "./round.ts";
import { calendarsFor, settleClocks } from "./state.ts";

const ticketOnly = z.object({ ticketId: z.uuid() });

/** `desk.sla.threshold`: the threshold that is due now counts as told; at 100 % the clock is breached. */
export const passThreshold: Operation = async (context, input) => {
  const { ticketId, clocks } = await held(context, input);
  const next = nextThreshold(clocks, await calendarsFor(context, clocks), context.now);
  if (next === undefined || next.at > context.now) return settleClocks(context, ticketId, clocks);
  return settleClocks(context, ticketId, told(clocks, next), next);
};

/** `desk.sla.pause`: clocks that run stand still. */
export const pauseSla: Operation = async (context, input) => {
  const { ticketId, clocks } = await held(context, input);
  await savePauses(context.tx, ticketId, pause(await readRound(context.tx, ticketId), context.now));
  return settleClocks(context, ticketId, paused(clocks, context.now));
};

/** `desk.sla.resume`: clocks run on; their due times move by the service minutes they stood. */
export const resumeSla: Operation = async (context, input) => {
  const { ticketId, clocks } = await held(context, input);
  await savePauses(context.tx, ticketId, resume(await readRound(context.tx, ticketId), context.now));
  return settleClocks(context, ticketId, resumed(clocks, context.now));
};

const stop = ticketOnly.extend({ reason: z.enum(["resolved", "merged", "cancelled"]).nullish() });

/** `desk.sla.stop`: a solution in time meets the target, a late one breaks it; merged and cancelled tickets do neither. */
export const stopSla: Operation = async (context, input) => {
  const given = expectInput(stop, input).reason ?? "resolved";
  const { ticketId, clocks } = await held(context, input);
  const at = { calendarOf: await calendarsFor(context, clocks), now: context.now };
  const why = given === "resolved" ? "met" : given;
  return settleClocks(
    context,
    ticketId,
    clocks.map((clock) => ended(clock, why, at)),
  );
};

/** The response clock is met by the first public answer of a member of staff. Nothing happens when it is met already. */
export async function meetResponse(context: OperationContext, ticketId: string): Promise<readonly DeskEffect[]> {
  const clocks = await readClocks(context.tx, ticketId);
  const response = clocks.find((clock) => clock.kind === "response" && clock.stopReason === null);
  if (response === undefined) return [];
  const met = ended(response, "met", { calendarOf: await calendarsFor(context, clocks), now: context.now });
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
