import { z } from "zod";

export { ticketChange } from "../desk/tickets/edit.ts";
export { enteredTicket } from "../desk/tickets/enter.ts";

export const openedTicket = z.object({ number: z.string(), instanceId: z.string() });

const level = z
  .enum(["high", "medium", "low"])
  .nullish()
  .transform((given) => given ?? undefined);
const reason = z.string().trim().min(1).max(2_000);

export const mergedTicket = z.strictObject({
  into: z.string().trim().min(1).max(100).describe("Number of the ticket that takes over what hangs on it"),
  otherCustomer: z
    .boolean()
    .nullish()
    .transform((given) => given ?? false)
    .describe("That they are of different customers is meant"),
  reason: reason.nullish().transform((given) => given ?? null),
});
export const reprioritisedTicket = z.strictObject({
  impact: level,
  urgency: level,
  priority: z
    .enum(["P1", "P2", "P3", "P4"])
    .nullish()
    .transform((given) => given ?? undefined)
    .describe("Without it the matrix tells it by impact and urgency"),
  reason,
});
export const cancelledTicket = z.strictObject({ reason });
