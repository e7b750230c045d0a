import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { creditable } from "./creditable.ts";
import type { Creditable } from "./creditable.ts";
import { proposeAgain } from "../billing/again.ts";
import { closeDispute } from "./dispute.ts";
import { readDocument } from "./document.ts";
import { objectionsTo } from "./einvoice.ts";
import { recipientOf } from "./finalise.ts";
import { writeDocument } from "./write.ts";
import type { DocumentLine } from "./write.ts";

const draft = z.object({
  dispute: z.object({ invoiceId: z.uuid() }).loose(),
  outcome: z.enum(["partial_credit", "full_cancel"]),
  lines: z
    .array(z.string().regex(/^\d{1,6}$/))
    .max(5000)
    .nullish(),
  /** Of one position, when not all of it is given back. */
  netCents: z.int().positive().nullish(),
});
type Draft = z.output<typeof draft>;

/** `desk.credit.draft`: what a credit note would come to, before anybody approves it. */
export const draftCredit: Operation = async ({ tx }, given) => {
  const asked = expectInput(draft, given);
  const lines = creditLines(await creditable(tx, asked.dispute.invoiceId), asked);
  const netCents = lines.reduce((sum, line) => sum + line.netCents, 0);
  return {
    variables: { credit: { netCents, positions: lines.length, isPossible: lines.length > 0 && netCents >= 0 } },
  };
};

/** A part of one position is one piece at that price; a part of more than there is left is no credit. */
function creditLines(open: readonly Creditable[], { outcome, lines, netCents }: Draft): DocumentLine[] {
  const wanted = outcome === "full_cancel" ? open : open.filter(({ pos }) => lines?.includes(String(pos)));
  const [only] = wanted;
  if (outcome === "partial_credit" && netCents && wanted.length === 1 && only !== undefined)
    return netCents <= only.openCents
      ? [{ ...only, quantity: 1, unit: "C62", unitPriceCents: netCents, netCents }]
      : [];
  return wanted.map((line) =>
    line.openCents === line.netCents
      ? line
      : {
          ...line,
          quantity: Math.sign(line.openCents),
          unit: "C62",
          unitPriceCents: Math.abs(line.openCents),
          netCents: line.openCents,
        },
  );
}

const final = draft.extend({ reason: optionalText, decidedBy: optionalText, billAgain: z.boolean().nullish() });

/**
 * `desk.credit.finalise`: the credit note as a document of its own with the reference to the original, which stays as it is.
 * The original is locked: two credit notes never give back the same twice. The next batch for the ledger has it. What is cancelled
 * as a whole is proposed again when that was asked for.
 *
 * @throws {Refusal} `credit.exceeds` when meanwhile there is not that much left to give back, `einvoice.invalid` when its receiver
 * would decline it; no number is missing then
 */
export const finaliseCredit: Operation = async (context, given) => {
  const asked = expectInput(final, given);
  const { tx } = context;
  const original = await lockOriginal(tx, asked.dispute.invoiceId);
  const lines = creditLines(await creditable(tx, asked.dispute.invoiceId), asked);
  if (original === undefined || lines.length === 0)
    throw new Refusal("conflict", "credit.exceeds", "Expected something left to credit, but there is not that much");
  const written = await writeDocument(
    context,
    {
      kind: "credit",
      customerId: original.customer_id,
      correctsId: asked.dispute.invoiceId,
      runId: null,
      serviceFrom: original.service_from,
      serviceTo: original.service_to,
      orderReference: original.order_reference,
      contractNumber: original.contract_number,
      project: null,
      textTop: asked.reason,
      requestedBy: asked.decidedBy,
    },
    lines,
  );
  await refuseUnacceptable(tx, written.id);
  if (asked.outcome === "full_cancel")
    await tx.query("update invoices set state = 'cancelled' where tenant_id = $1 and id = $2", [
      tx.tenantId,
      asked.dispute.invoiceId,
    ]);
  const { outcome, reason, decidedBy } = asked;
  await closeDispute(context, { state: "credited", outcome, reason, decidedBy, creditId: written.id });
  const { id, number, netCents, grossCents } = written;
  const proposalId = await billedAgain(context, asked, { ...original, lines });
  const invoice = { ...(await recipientOf(tx, id)), id, number, netCents, grossCents };
  return { variables: { invoice, proposalId } };
};

/** The proposal of what was cancelled, where it is to be billed again. */
async function billedAgain(
  context: OperationContext,
  { outcome, billAgain, dispute }: z.output<typeof final>,
  { number, customer_id: customerId, lines }: Original & { readonly lines: readonly DocumentLine[] },
): Promise<string | null> {
  if (outcome !== "full_cancel" || billAgain !== true) return null;
  return proposeAgain(context, { id: dispute.invoiceId, number, customerId }, lines);
}

/** There is no dry run of a credit note: what its receiver would decline is never final. */
async function refuseUnacceptable(tx: Tx, id: string): Promise<void> {
  const objections = objectionsTo(await readDocument(tx, id));
  if (objections.length === 0) return;
  const why = `Expected a credit note that its receiver takes, but: ${objections.map(({ text }) => text).join("\n")}`;
  throw new Refusal("unprocessable", "einvoice.invalid", why);
}

interface Original {
  readonly number: string;
  readonly customer_id: string;
  readonly service_from: string;
  readonly service_to: string;
  readonly contract_number: string | null;
  readonly order_reference: string | null;
}

async function lockOriginal(tx: Tx, id: string): Promise<Original | undefined> {
  const [row] = await tx.query<Original & Record<string, never>>(
    `select number, customer_id, service_from::text as service_from, service_to::text as service_to, contract_number, order_reference
     from invoices where tenant_id = $1 and id = $2 for update`,
    [tx.tenantId, id],
  );
  return row;
}
