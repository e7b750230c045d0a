import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { Tx } from "../../db/transact.ts";
import type { OperationContext } from "../operation.ts";
import { insertLines } from "./lines.ts";
import type { NewLine } from "./lines.ts";

const part = z.object({ text: z.string().nullish(), milestone: z.int().nullish(), netCents: z.int() });

/** What a project hands over with `billing.project`: an instalment (AA), or the final invoice (SR) with what to deduct. */
export const projectBilling = z
  .object({
    projectId: z.uuid(),
    projectNumber: z.string().max(60),
    projectName: z.string().max(300).nullish(),
    orderNumber: z.string().max(60).nullish(),
    customerId: z.uuid(),
    bookingType: z.enum(["AA", "SR"]),
    milestone: z.int().positive().nullish(),
    text: z.string().max(300).nullish(),
    netCents: z.int(),
    instalments: z.array(part).max(200).nullish(),
    serviceFrom: z.string().nullish(),
    serviceTo: z.string().nullish(),
  })
  .loose();
export type ProjectBilling = z.output<typeof projectBilling>;

/** The final invoice comes after every milestone. */
const finalSeq = 1_000;

/** Writes a project's positions down, once for each milestone and once for the end, in the hand of the run. */
export async function proposeProject(
  { tx, now }: Pick<OperationContext, "tx" | "now">,
  runId: string,
  billing: ProjectBilling,
  day: string,
): Promise<void> {
  const { bookingType: stage, projectNumber: number, orderNumber = null } = billing;
  const seq = stage === "SR" ? finalSeq : (billing.milestone ?? 1);
  const proposalId = newId(now);
  const rows = await tx.query(
    `insert into billing_proposals (tenant_id, id, customer_id, origin, origin_id, origin_seq, state, net_cents, project, created_at)
     values ($1, $2, $3, 'project', $4, $5, 'draft', $6, $7, $8) on conflict (tenant_id, origin, origin_id, origin_seq) do nothing returning id`,
    [
      tx.tenantId,
      proposalId,
      billing.customerId,
      billing.projectId,
      seq,
      billing.netCents,
      JSON.stringify({ number, orderNumber, stage }),
      now,
    ],
  );
  if (rows.length === 0) return;
  const say = words[await languageOf(tx, billing.customerId)];
  const lines = linesOf(billing, day, say).map((line, index) => ({
    ...line,
    id: newId(now),
    pos: index + 1,
    proposalId,
  }));
  await insertLines(tx, lines);
  await tx.query("update billing_lines set run_id = $3 where tenant_id = $1 and proposal_id = $2", [
    tx.tenantId,
    proposalId,
    runId,
  ]);
}

async function languageOf(tx: Tx, customerId: string): Promise<keyof typeof words> {
  const [customer] = await tx.query<{ language: "de" | "en" }>(
    "select language from customers where tenant_id = $1 and id = $2",
    [tx.tenantId, customerId],
  );
  return customer?.language ?? "de";
}

/** What stands on the customer's invoice, in the customer's language. */
const words = {
  de: { final: "Schlussrechnung", instalment: "Abschlag", deducted: "abzüglich Abschlag" },
  en: { final: "Final invoice", instalment: "Instalment", deducted: "less instalment" },
};

/** Instalments that were billed before are deducted from the final invoice, each in a line of its own. */
function linesOf(billing: ProjectBilling, day: string, say: (typeof words)["de"]): Omit<NewLine, "id" | "pos">[] {
  const what = [billing.projectNumber, billing.projectName, billing.text].filter(Boolean).join(", ");
  const dates = {
    serviceFrom: billing.serviceFrom?.slice(0, 10) ?? day,
    serviceTo: billing.serviceTo?.slice(0, 10) ?? day,
  };
  const line = (text: string, netCents: number): Omit<NewLine, "id" | "pos"> => ({
    productId: null,
    text: text.slice(0, 500),
    quantity: Math.sign(netCents) || 1,
    unit: "C62",
    unitPriceCents: Math.abs(netCents),
    netCents,
    ...dates,
    taxClass: "standard",
    supply: "service",
    tax: null,
    revenueGroup: "project",
    trace: { project: { number: billing.projectNumber, stage: billing.bookingType } },
  });
  const kind = billing.bookingType === "SR" ? say.final : say.instalment;
  const deducted = (billing.instalments ?? []).map((each) =>
    line(`${say.deducted} ${each.text ?? each.milestone ?? ""}`.trim(), -each.netCents),
  );
  return [line(`${kind} ${what}`, billing.netCents), ...deducted];
}
