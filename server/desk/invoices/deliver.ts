import { z } from "zod";
import { newId } from "../../base/id.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";

const input = z.object({
  invoice: z.object({ id: z.uuid() }),
  kind: z.enum(["mail", "portal", "post", "other"]).nullish(),
  address: optionalText,
  state: z.enum(["sent", "bounced"]),
  note: optionalText,
});

/** `desk.invoice.delivered`: how and where a document went, or that it came back. */
export const noteDelivery: Operation = async ({ tx, now }, given) => {
  const { invoice, kind, address, state, note } = expectInput(input, given);
  await tx.query(
    `insert into invoice_deliveries (tenant_id, id, invoice_id, kind, address, state, note, at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [tx.tenantId, newId(now), invoice.id, kind ?? "mail", address, state, note, now],
  );
  if (state === "sent")
    await tx.query("update invoices set state = 'sent' where tenant_id = $1 and id = $2 and state = 'final'", [
      tx.tenantId,
      invoice.id,
    ]);
  return { variables: {} };
};
