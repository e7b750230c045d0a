import { newId } from "../../base/id.ts";
import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import { expectInput } from "../operation.ts";
import type { Operation } from "../operation.ts";

/**
 * `desk.billing.withdraw`: the ticket was reopened; its proposal is void and what it took from buckets goes back.
 *
 * @throws {Refusal} `billing.invoiced` when it is invoiced already: then only a credit note helps
 */
export const withdrawProposal: Operation = async ({ tx, now }, given) => {
  const { ticketId } = expectInput(z.object({ ticketId: z.uuid() }), given);
  const [proposal] = await tx.query<{ id: string; state: string }>(
    `select id, state from billing_proposals where tenant_id = $1 and origin = 'ticket' and origin_id = $2 order by origin_seq desc limit 1 for update`,
    [tx.tenantId, ticketId],
  );
  if (proposal === undefined || proposal.state === "withdrawn") return { variables: {} };
  if (proposal.state === "invoiced") {
    throw new Refusal(
      "conflict",
      "billing.invoiced",
      "Expected a proposal that is not invoiced, but this one is: write a credit note",
    );
  }
  await tx.query("update billing_proposals set state = 'withdrawn' where tenant_id = $1 and id = $2", [
    tx.tenantId,
    proposal.id,
  ]);
  const drawn = await tx.query<{ contract_line_id: string; month: string; minutes: number }>(
    `select contract_line_id, month::text as month, sum(minutes)::int as minutes from bucket_ledger
     where tenant_id = $1 and proposal_id = $2 group by contract_line_id, month having sum(minutes) <> 0`,
    [tx.tenantId, proposal.id],
  );
  await tx.query(
    `insert into bucket_ledger (tenant_id, id, contract_line_id, month, minutes, reason, proposal_id, at)
     select $1, back.id, back.line, back.month, back.minutes, 'return', $2, $3
     from unnest($4::uuid[], $5::uuid[], $6::date[], $7::int[]) as back (id, line, month, minutes)`,
    [tx.tenantId, proposal.id, now, drawn.map(() => newId(now)), drawn.map((row) => row.contract_line_id), drawn.map((row) => row.month),
      drawn.map((row) => -row.minutes)], // prettier-ignore
  );
  return { variables: {} };
};
