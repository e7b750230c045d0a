import type { DeskEffect } from "../operation.ts";
import { vatIdOf } from "./corrections.ts";
import type { Fix } from "./corrections.ts";
import type { Place } from "./place.ts";

/** What an invoice says about its buyer. */
type Terms = Pick<Fix, "vatId" | "buyerReference" | "street" | "zip" | "city">;

/**
 * Puts right what the customer's record says, so that the next invoice has it too. Whoever enters a VAT id has seen that it is
 * valid. Tells what has changed, for the record's trail.
 *
 * @throws {Refusal} `billing.value` when the VAT id is none
 */
export async function correctCustomer(
  { tx, customerId }: Place,
  terms: Terms,
  by: string,
): Promise<readonly DeskEffect[]> {
  const members = Object.keys(terms);
  if (members.length === 0) return [];
  const vatId = terms.vatId ? vatIdOf(terms.vatId) : null;
  await tx.query(
    `update customers set vat_id = coalesce($3, vat_id), vat_valid = case when $3::text is null then vat_valid else true end,
       buyer_reference = coalesce($4, buyer_reference), street = coalesce($5, street), zip = coalesce($6, zip), city = coalesce($7, city),
       revision = revision + 1
     where tenant_id = $1 and id = $2`,
    [
      tx.tenantId,
      customerId,
      vatId,
      terms.buyerReference ?? null,
      terms.street ?? null,
      terms.zip ?? null,
      terms.city ?? null,
    ],
  );
  return [{ kind: "changed", record: "customer", id: customerId, members, by }];
}
