import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { creditable } from "./creditable.ts";

const open = z.object({
  dispute: z.object({ invoiceNumber: z.string().min(1).max(60), reason: optionalText, contact: optionalText }).loose(),
});

const euro = new Intl.NumberFormat("de-DE", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/**
 * `desk.dispute.open`: a customer objects to an invoice. Tells what of it has not been credited yet.
 *
 * @throws {Refusal} `invoice.missing`
 */
export const openDispute: Operation = async ({ tx, now, instanceId }, given) => {
  const { dispute } = expectInput(open, given);
  const [invoice] = await tx.query<{
    id: string;
    number: string;
    customer: string;
    language: string;
    email: string | null;
  }>(
    `select id, number, buyer->>'name' as customer, buyer->>'language' as language, buyer->>'email' as email from invoices
     where tenant_id = $1 and number = $2 and kind = 'invoice'`,
    [tx.tenantId, dispute.invoiceNumber],
  );
  if (invoice === undefined)
    throw new Refusal("missing", "invoice.missing", `Expected a known invoice, but ${dispute.invoiceNumber} is none`);
  await tx.query(
    `insert into invoice_disputes (tenant_id, id, invoice_id, instance_id, reason, contact, created_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (tenant_id, instance_id) do nothing`,
    [tx.tenantId, newId(now), invoice.id, instanceId, dispute.reason ?? "–", dispute.contact, now],
  );
  const lines = await creditable(tx, invoice.id);
  return {
    variables: {
      dispute: {
        invoiceId: invoice.id,
        invoiceNumber: invoice.number,
        customerName: invoice.customer,
        language: invoice.language,
        to: dispute.contact ?? invoice.email,
        reason: dispute.reason ?? "–",
        openCents: lines.reduce((sum, line) => sum + line.openCents, 0),
        lines: lines.map(({ pos, text, openCents }): JsonObject => {
          const shown = `${pos}: ${text.slice(0, 160)} – ${euro.format(openCents / 100)} €`;
          return { value: String(pos), label: { de: shown, en: shown } };
        }),
      },
    },
  };
};

const refused = z.object({ reason: z.string().min(1).max(4000), decidedBy: optionalText });

/** `desk.dispute.refuse`: the invoice stands, and why. */
export const refuseDispute: Operation = async (context, given) => {
  const { reason, decidedBy } = expectInput(refused, given);
  await closeDispute(context, { state: "refused", outcome: "rejected", reason, decidedBy, creditId: null });
  return { variables: {} };
};

/** Ends the dispute of this instance. */
export async function closeDispute(
  { tx, now, instanceId }: Pick<OperationContext, "tx" | "now" | "instanceId">,
  end: {
    readonly state: "refused" | "credited";
    readonly outcome: string;
    readonly reason: string | null;
    readonly decidedBy: string | null;
    readonly creditId: string | null;
  },
): Promise<void> {
  await tx.query(
    `update invoice_disputes set state = $3, outcome = $4, outcome_reason = $5, decided_by = $6, credit_id = $7, closed_at = $8
     where tenant_id = $1 and instance_id = $2`,
    [tx.tenantId, instanceId, end.state, end.outcome, end.reason, end.decidedBy, end.creditId, now],
  );
}
