import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { addDays, monthStart } from "../../documents/day.ts";
import type { Tx } from "../../db/transact.ts";
import { businessDay } from "../businessDay.ts";
import { drawNumber } from "../numbers.ts";
import { expectInput } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { projectBilling, proposeProject } from "./project.ts";

/** Of a run or a customer in a variable only the id counts; the rest is read fresh. */
export const runInput = z.object({ run: z.object({ id: z.uuid() }) });
export const partInput = runInput.extend({ customer: z.object({ id: z.uuid() }) });

const open = z.object({
  kind: z.enum(["month", "manual", "project"]),
  cutOff: z.iso.date().nullish(),
  projectBilling: projectBilling.nullish(),
});

/**
 * `desk.billing.open`: a run with its cut-off: what was done after that day waits for the next. Of a month's run that is the
 * last day of the month before, else today. A project's run writes down what the project handed over.
 */
export const openRun: Operation = async (context, given) => {
  const { kind, cutOff, projectBilling: project } = expectInput(open, given);
  const { tx, now } = context;
  const today = await businessDay(context);
  const id = newId(now);
  const number = await drawNumber(tx, "AL", { kind: "billing_run", id, year: Number(today.slice(0, 4)), now });
  const until = cutOff ?? (kind === "month" ? addDays(monthStart(today), -1) : today);
  await tx.query(
    "insert into billing_runs (tenant_id, id, number, kind, cut_off, created_at) values ($1, $2, $3, $4, $5, $6)",
    [tx.tenantId, id, number, kind, until, now],
  );
  if (project) await proposeProject(context, id, project, until);
  return { variables: { run: { id, number, kind, cutOff: until } } };
};

/**
 * `desk.billing.gather`: takes in hand what is there to bill up to the cut-off, and tells which customers it is about. What
 * another run has in hand stays with it.
 */
export const gatherCustomers: Operation = async ({ tx }, given) => {
  const { run } = expectInput(runInput, given);
  await claimLines(tx, run.id);
  const customers = await tx.query<{ id: string; name: string; language: string }>(
    `with run as (select * from billing_runs where tenant_id = $1 and id = $2), wanted as (
       select l.customer_id from billing_lines l where l.tenant_id = $1 and l.run_id = $2
       union select k.customer_id from contracts k join run on run.kind <> 'project' where k.tenant_id = $1
         and k.starts <= run.cut_off + 1 and (k.ends is null or k.ends >= coalesce(k.billed_until, k.starts))
         and exists (select 1 from contract_lines l where l.tenant_id = k.tenant_id and l.contract_id = k.id and ${isFee})
       union select m.customer_id from material_entries m join run on run.kind <> 'project' where m.tenant_id = $1
         and m.delivered_on <= run.cut_off and ${isUnbilled}),
     taken as (insert into billing_run_customers (tenant_id, run_id, customer_id) select $1, $2, customer_id from wanted
       on conflict do nothing returning customer_id)
     select c.id, c.name, c.language from taken join customers c on c.tenant_id = $1 and c.id = taken.customer_id order by c.name, c.id`,
    [tx.tenantId, run.id],
  );
  return { variables: { customers: customers.map((each): JsonObject => ({ ...each })) } };
};

/** A contract line that is paid by the month and not by the hour. */
export const isFee = `(l.included_minutes is not null or exists (select 1 from products f where f.tenant_id = l.tenant_id and f.id = l.product_id
  and f.kind <> 'service_time')) and l.unit_price_cents is not null`;

/** Material that is on no position yet. */
export const isUnbilled =
  "not exists (select 1 from billing_lines b where b.tenant_id = m.tenant_id and b.material_entry_id = m.id)";

/** What was rejected in an earlier run is looked at again. */
async function claimLines(tx: Tx, runId: string): Promise<void> {
  await tx.query(
    `update billing_lines l set run_id = $2, decision = case l.decision when 'rejected' then 'open' else l.decision end
     from billing_proposals p, billing_runs r
     where l.tenant_id = $1 and p.tenant_id = l.tenant_id and p.id = l.proposal_id and r.tenant_id = l.tenant_id and r.id = $2
       and l.billable = 'yes' and l.decision <> 'goodwill' and l.invoice_id is null and l.run_id is null
       and p.state not in ('withdrawn','not_billable','disputed') and coalesce(l.service_to, r.cut_off) <= r.cut_off and r.kind <> 'project'`,
    [tx.tenantId, runId],
  );
}

/** `desk.billing.release`: there is no invoice for the customer this time; the positions wait for the next run. */
export const releaseCustomer: Operation = async ({ tx }, given) => {
  const { run, customer, reason } = expectInput(partInput.extend({ reason: z.string().max(200).nullish() }), given);
  await releaseLines(tx, run.id, customer.id);
  await tx.query(
    "update billing_run_customers set state = 'nothing', reason = $4 where tenant_id = $1 and run_id = $2 and customer_id = $3",
    [tx.tenantId, run.id, customer.id, reason ?? null],
  );
  return { variables: {} };
};

/** Lets go of what a run has in hand of a customer and did not bill. */
export async function releaseLines(tx: Tx, runId: string, customerId: string): Promise<void> {
  await tx.query(
    `update billing_lines set run_id = null where tenant_id = $1 and run_id = $2 and customer_id = $3 and invoice_id is null`,
    [tx.tenantId, runId, customerId],
  );
}

/** `desk.billing.close`: the run is over; what it came to. */
export const closeRun: Operation = async ({ tx, now }, given) => {
  const { run } = expectInput(runInput, given);
  await tx.query("update billing_runs set state = 'closed', closed_at = $3 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    run.id,
    now,
  ]);
  const [sums] = await tx.query<{ invoices: number; customers: number; net: number; gross: number }>(
    `select count(i.id)::int as invoices, count(*)::int as customers, coalesce(sum(i.net_cents), 0)::float8 as net,
       coalesce(sum(i.gross_cents), 0)::float8 as gross
     from billing_run_customers c left join invoices i on i.tenant_id = c.tenant_id and i.id = c.invoice_id
     where c.tenant_id = $1 and c.run_id = $2`,
    [tx.tenantId, run.id],
  );
  const { invoices = 0, customers = 0, net = 0, gross = 0 } = sums ?? {};
  return { variables: { totals: { invoices, customers, netCents: net, grossCents: gross } } };
};
