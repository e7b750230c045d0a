import { z } from "zod";
import type { OperationContext } from "../operation.ts";
import { expectInput, ticketInput } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { lockTicket } from "../tickets/ticket.ts";
import { withPromises } from "./changes.ts";
import { calendarKeyOf, readClocks } from "./clocks.ts";
import { readRound } from "./round.ts";
import { settleClocks } from "./state.ts";

const minutes = z.number().positive().max(1_000_000).nullish();
const targets = z.object({ responseMin: minutes, resolutionMin: minutes, calendar: z.string().default("business") });
type Targets = z.output<typeof targets>;

/** `desk.sla.start`: sets the ticket's clocks, which count from its creation or, after a reopening, from that. */
export const startSla: Operation = async (context, input) => {
  const given = expectInput(ticketInput.extend({ targets }), input);
  return setTargets(context, given.ticket.id, given.targets);
};

/** `desk.sla.change`: other targets, counted anew from the start of the clocks; what was reached stays reached. */
export const changeSla: Operation = async (context, input) => {
  const given = expectInput(z.object({ ticketId: z.uuid(), targets }), input);
  return setTargets(context, given.ticketId, given.targets);
};

async function setTargets(context: OperationContext, ticketId: string, wanted: Targets) {
  const { tx, now } = context;
  await lockTicket(tx, ticketId);
  const before = await readClocks(tx, ticketId);
  const calendarKey = await calendarKeyOf(tx, ticketId, wanted.calendar);
  const promised = { response: wanted.responseMin ?? null, resolution: wanted.resolutionMin ?? null, calendarKey };
  const clocks = withPromises(before, promised, await readRound(tx, ticketId), now);
  return settleClocks(context, ticketId, clocks);
}
