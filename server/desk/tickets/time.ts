import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { isOpen } from "../../calendar/serviceTime.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { calendarKeyOf } from "../sla/clocks.ts";
import { meetResponse } from "../sla/run.ts";
import { lockTicket } from "./ticket.ts";

const minutes = z.number().int().min(0).max(1440).nullish();
const input = z.object({
  ticketId: z.uuid(),
  technician: z.string().min(1).nullish(),
  minutes,
  travelMinutes: minutes,
  workType: z.enum(["remote", "onsite", "phone", "travel", "project"]).nullish(),
  cause: z.enum(["customer", "own_error", "internal", "vendor", "unknown"]).nullish(),
  note: optionalText,
  reply: optionalText,
  report: z.record(z.string(), z.json()).nullish(),
});
type Work = z.output<typeof input>;

/**
 * `desk.time.record`: time worked until now, the journey beside it, and what was said. A public answer (`reply`) is the
 * first response. Without minutes only the words are kept.
 *
 * @throws {Refusal} `desk.input` when time has nobody who worked it
 */
export const recordTime: Operation = async (context, given) => {
  const work = expectInput(
    input.refine((each) => !each.minutes || each.technician, { path: ["technician"], message: "Expected who worked" }),
    given,
  );
  await lockTicket(context.tx, work.ticketId);
  const id = await record(context, work, work.workType ?? "remote", work.minutes ?? 0);
  await record(context, work, "travel", work.travelMinutes ?? 0);
  if (work.note !== null && id === null) await say(context, work, "internal", work.note);
  if (work.reply !== null) {
    await say(context, work, "out", work.reply);
    await context.tx.query(
      "update tickets set first_response_at = coalesce(first_response_at, $3) where tenant_id = $1 and id = $2",
      [context.tx.tenantId, work.ticketId, context.now],
    );
  }
  const effects = work.reply === null ? [] : await meetResponse(context, work.ticketId);
  const timeEntry: JsonObject | null = id === null ? null : { id, minutes: work.minutes ?? 0 };
  return { variables: { timeEntry }, effects };
};

async function record(context: OperationContext, work: Work, workType: string, spent: number): Promise<string | null> {
  if (spent === 0) return null;
  const { tx, now } = context;
  const id = newId(now);
  const startedAt = new Date(now.getTime() - spent * 60_000);
  await tx.query(
    `insert into time_entries (tenant_id, id, ticket_id, technician, started_at, minutes, work_type, time_class, cause, note, report)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [tx.tenantId, id, work.ticketId, work.technician, startedAt, spent, workType, await timeClass(context, work.ticketId, startedAt),
      work.cause ?? "unknown", work.note ?? "", work.report ? JSON.stringify(work.report) : null], // prettier-ignore
  );
  return id;
}

/** BT: within service time. ST: a working day outside of it. OT: weekend and holiday. It counts when the work began. */
export async function timeClass(
  context: Pick<OperationContext, "tx" | "calendarOf">,
  ticketId: string,
  startedAt: Date,
): Promise<"BT" | "ST" | "OT"> {
  const calendar = await context.calendarOf(await calendarKeyOf(context.tx, ticketId, "business"));
  if (isOpen(calendar, startedAt)) return "BT";
  const local = Temporal.Instant.fromEpochMilliseconds(startedAt.getTime()).toZonedDateTimeISO(calendar.timeZone);
  return calendar.spansOn(local.toPlainDate()).length > 0 ? "ST" : "OT";
}

async function say(
  { tx, now }: OperationContext,
  work: Work,
  direction: "out" | "internal",
  body: string,
): Promise<void> {
  await tx.query(
    "insert into ticket_messages (tenant_id, id, ticket_id, direction, body, author, at) values ($1, $2, $3, $4, $5, $6, $7)",
    [tx.tenantId, newId(now), work.ticketId, direction, body, work.technician ?? "system", now],
  );
}
