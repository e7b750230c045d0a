import { z } from "zod";
import type { Tx } from "../../db/transact.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { inHand, inHandWith, readBill } from "./bill.ts";
import { partInput } from "./run.ts";

const ids = z
  .array(z.uuid())
  .max(5000)
  .nullish()
  .transform((given) => given ?? []);
const input = partInput.extend({
  rejected: ids,
  goodwill: ids,
  reason: optionalText,
  decidedBy: z.string().min(1).max(200),
});

/**
 * `desk.billing.decide`: what the approver said about each position: rejected ones leave the run and wait for the next,
 * forgiven ones are shown at nothing, all others are approved. Tells which tickets come to nothing because all was forgiven.
 */
export const decideBill: Operation = async ({ tx, now }, given) => {
  const { run, customer, rejected, goodwill, reason, decidedBy } = expectInput(input, given);
  const place = [tx.tenantId, run.id, customer.id] as const;
  await tx.query(
    `update billing_lines b set decided_by = $6, reason = case when b.id = any($4::uuid[]) or b.id = any($5::uuid[]) then $7 else b.reason end,
       decision = case when b.id = any($4::uuid[]) then 'rejected' when b.id = any($5::uuid[]) or b.decision = 'goodwill' then 'goodwill'
         else 'approved' end,
       run_id = case when b.id = any($4::uuid[]) then null else b.run_id end,
       parked = b.parked + case when b.id = any($4::uuid[]) then 1 else 0 end
     where b.tenant_id = $1 and b.id in (select l.id ${inHand})`,
    [...place, rejected, goodwill, decidedBy, reason],
  );
  await approveTimes(tx, place, decidedBy, now);
  return {
    variables: { bill: await readApproved(tx, run.id, customer.id), notBillable: await forgivenTickets(tx, place) },
  };
};

/** Times count as approved by whoever let them pass, if that is one of the staff and not whose work it was. */
async function approveTimes(tx: Tx, place: readonly [string, string, string], login: string, now: Date): Promise<void> {
  await tx.query(
    `update time_entries e set approved_by = t.login, approved_at = $5 from technicians t
     where e.tenant_id = $1 and t.tenant_id = $1 and t.login = $4 and e.technician <> t.login and e.approved_by is null
       and e.id in (select x.time_entry_id from billing_line_times x where x.tenant_id = $1 and x.line_id in
         (select l.id ${inHand} and l.decision = 'approved'))`,
    [...place, login, now],
  );
}

/** The bill with what is left of it: forgiven positions come to nothing. */
async function readApproved(tx: Tx, runId: string, customerId: string) {
  const [sums] = await tx.query<{ count: number; net: number }>(
    `select count(*)::int as count, coalesce(sum(l.net_cents), 0)::float8 as net ${inHand} and l.decision = 'approved'`,
    [tx.tenantId, runId, customerId],
  );
  const { lines: _, ...bill } = await readBill(tx, runId, customerId);
  return { ...bill, approved: sums?.count ?? 0, netCents: sums?.net ?? 0 };
}

const ofTicket = "join tickets t on p.origin = 'ticket' and t.tenant_id = p.tenant_id and t.id = p.origin_id";

async function forgivenTickets(tx: Tx, place: readonly [string, string, string]): Promise<string[]> {
  const rows = await tx.query<{ number: string }>(
    `select distinct t.number ${inHandWith(ofTicket)}
       and not exists (select 1 from billing_lines o where o.tenant_id = p.tenant_id and o.proposal_id = p.id and o.billable = 'yes'
         and o.decision <> 'goodwill') order by t.number`,
    [...place],
  );
  return rows.map(({ number }) => number);
}
