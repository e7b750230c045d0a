import { z } from "zod";
import type { Tx } from "../../db/transact.ts";
import type { OperationContext } from "../operation.ts";
import { insertTicket } from "./insert.ts";
import { expectParties } from "./parties.ts";

const rank = z
  .enum(["high", "medium", "low"])
  .nullish()
  .transform((given) => given ?? null);
const id = z
  .uuid()
  .nullish()
  .transform((given) => given ?? null);

/** A ticket as somebody enters it for a customer who has called, stands there or has written elsewhere. */
export const enteredTicket = z.strictObject({
  customerId: z.uuid(),
  contactId: id,
  siteId: id,
  assetId: id,
  title: z.string().trim().min(1).max(250),
  description: z
    .string()
    .trim()
    .max(100_000)
    .nullish()
    .transform((given) => given ?? ""),
  kind: z.enum(["incident", "request"]).default("incident"),
  category: z
    .string()
    .max(60)
    .nullish()
    .transform((given) => given ?? null),
  impact: rank,
  urgency: rank,
  channel: z.enum(["phone", "portal", "walk_in"]),
});
export type EnteredTicket = Omit<z.output<typeof enteredTicket>, "channel" | "kind"> & {
  /** `security`: somebody opens it as a security incident. */
  readonly kind: "incident" | "request" | "security";
  /** `api`: another system that leads for tickets has it; `soc`: an analyst has seen something. */
  readonly channel: "phone" | "portal" | "walk_in" | "api" | "soc";
};

/**
 * Writes a ticket that somebody enters; it has no process yet.
 *
 * @throws {Refusal} `ticket.parties` when something named is unknown or another customer's
 */
export async function enterTicket(
  context: Pick<OperationContext, "tx" | "now" | "calendarOf">,
  entered: EnteredTicket,
  by: string,
): Promise<{ readonly id: string; readonly number: string }> {
  await expectParties(context.tx, entered);
  const author = (await contactName(context.tx, entered.contactId)) ?? by;
  const first = {
    linkedTicketNumber: null,
    messageId: null,
    author,
    senderKind: "customer",
    instanceId: null,
  } as const;
  return insertTicket(context, { ...entered, ...first });
}

/** Gives a ticket to the instance that is its life. */
export async function placeTicket(tx: Tx, ticketId: string, instanceId: string): Promise<void> {
  await tx.query("update tickets set instance_id = $3 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    ticketId,
    instanceId,
  ]);
}

async function contactName(tx: Tx, contactId: string | null): Promise<string | null> {
  const [contact] = await tx.query<{ name: string | null }>(
    "select coalesce(name, email, phone) as name from contacts where tenant_id = $1 and id = $2",
    [tx.tenantId, contactId],
  );
  return contact?.name ?? null;
}
