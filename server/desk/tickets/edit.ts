import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { businessDay } from "../businessDay.ts";
import type { OperationContext } from "../operation.ts";
import { changeRow } from "../records/change.ts";
import { contractFor } from "./insert.ts";
import { expectParties } from "./parties.ts";
import { openStatuses } from "./update.ts";

/** What people may change of an open ticket themselves; priority, status and solution are its process's. */
export const ticketChange = z
  .strictObject({
    title: z.string().trim().min(1).max(250),
    description: z
      .string()
      .trim()
      .max(100_000)
      .nullable()
      .transform((words) => words ?? ""),
    kind: z.enum(["incident", "request"]),
    categoryKey: z.string().max(60).nullable(),
    customerId: z.uuid(),
    contactId: z.uuid().nullable(),
    siteId: z.uuid().nullable(),
    assetId: z.uuid().nullable(),
  })
  .partial()
  .extend({ revision: z.int().positive() });
export type TicketChange = z.output<typeof ticketChange>;

interface Present {
  readonly id: string;
  readonly status: string;
  readonly customerId: string | null;
  readonly contactId: string | null;
  readonly siteId: string | null;
  readonly assetId: string | null;
  readonly contractId: string | null;
}

const present = `select id, status, customer_id as "customerId", contact_id as "contactId", site_id as "siteId", asset_id as "assetId",
  contract_id as "contractId" from tickets where tenant_id = $1 and number = $2 for update`;

/**
 * Changes an open ticket, if nobody else has since it was read. Another customer's contract takes the place of the former's.
 * Tells the ticket's id, and whether it is under another contract now.
 *
 * @throws {Refusal} `ticket.missing`, `ticket.over`, `ticket.parties`, `record.changed`
 */
export async function editTicket(
  context: Pick<OperationContext, "tx" | "now" | "calendarOf">,
  number: string,
  change: TicketChange,
): Promise<{ readonly id: string; readonly isUnderAnother: boolean }> {
  const { tx } = context;
  const before = await readPresent(tx, number);
  const { categoryKey, ...rest } = change;
  const whole = { ...before, ...given(rest) };
  // who is named now must be the customer's; a category that stays may be one that is no longer there
  await expectParties(tx, { ...whole, category: categoryKey ?? null });
  await changeRow(tx, { table: "tickets", key: "id", what: "ticket" }, before.id, { ...rest, category: categoryKey });
  if (whole.customerId === before.customerId) return { id: before.id, isUnderAnother: false };
  const [now] = await tx.query<{ contractId: string | null }>(
    `update tickets set contract_id = ${contractFor("tickets.customer_id", "tickets.category", "$3")}
     where tenant_id = $1 and id = $2 returning contract_id as "contractId"`,
    [tx.tenantId, before.id, await businessDay(context)],
  );
  return { id: before.id, isUnderAnother: now?.contractId !== before.contractId };
}

async function readPresent(tx: Tx, number: string): Promise<Present> {
  const [row] = await tx.query<Present & Record<string, unknown>>(present, [tx.tenantId, number]);
  if (row === undefined)
    throw new Refusal("missing", "ticket.missing", `Expected a ticket ${number}, but there is none`);
  if ((openStatuses as readonly string[]).includes(row.status)) return row;
  throw new Refusal("conflict", "ticket.over", `Expected an open ticket, but ${number} is “${row.status}”`);
}

/** What was said, without what was left out. */
function given<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>; // same names, no holes
}
