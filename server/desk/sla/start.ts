import { z } from "zod";
import type { OperationContext } from "../operation.ts";
import { expectInput, ticketInput } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { lockTicket } from "../tickets/ticket.ts";
import { calendarKeyOf, readClocks } from "./clocks.ts";
import type { ClockKind, StoredClock } from "./clocks.ts";
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

interface Start {
  readonly reopened: number;
  readonly started_at: Date;
  readonly first_response_at: Date | null;
}

async function setTargets(context: OperationContext, ticketId: string, wanted: Targets) {
  const { tx } = context;
  await lockTicket(tx, ticketId);
  const before = await readClocks(tx, ticketId);
  const calendarKey = await calendarKeyOf(tx, ticketId, wanted.calendar);
  const [start] = await tx.query<Start>(
    "select reopened, coalesce(reopened_at, created_at) as started_at, first_response_at from tickets where tenant_id = $1 and id = $2",
    [tx.tenantId, ticketId],
  );
  if (start === undefined) throw new Error("Expected the locked ticket to be there");
  const of = (kind: ClockKind, target: number | null | undefined) =>
    target === null || target === undefined
      ? dropped(before, kind)
      : {
          ...(before.find((clock) => clock.kind === kind) ?? fresh(kind, start)),
          targetMinutes: Math.round(target),
          calendarKey,
        };
  const clocks = [of("response", wanted.responseMin), of("resolution", wanted.resolutionMin)].filter(
    (clock) => clock !== undefined,
  );
  return settleClocks(context, ticketId, clocks);
}

/** Who has been answered already needs no response clock again, but a reopened ticket asks for a new solution. */
function fresh(kind: ClockKind, start: Start): Omit<StoredClock, "targetMinutes" | "calendarKey"> {
  return {
    kind,
    round: start.reopened,
    startedAt: start.started_at,
    pauses: [],
    lastWarned: 0,
    isBreached: false,
    stopReason: kind === "response" && start.first_response_at !== null ? "met" : null,
  };
}

/** A kind without target has no clock; one that runs is stopped. */
function dropped(before: readonly StoredClock[], kind: ClockKind): StoredClock | undefined {
  const clock = before.find((each) => each.kind === kind);
  return clock && { ...clock, stopReason: clock.stopReason ?? "cancelled" };
}
