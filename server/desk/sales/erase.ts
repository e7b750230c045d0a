import type { Tx } from "../../db/transact.ts";
import { eraseLetters } from "./eraseLetters.ts";

/** Months after which a lead that came to nothing is erased. */
export const leadMonths = 6;

/** A lead whose time is over. */
export interface OverdueLead {
  readonly tenantId: string;
  readonly id: string;
  readonly number: string;
}

/** Of `o`, at the time `$1`. */
const isOverdue = `o.stage = 'lost' and o.erased_at is null and o.customer_id is null
  and o.closed_at <= $1::timestamptz - make_interval(months => ${leadMonths})
  and not exists (select from quotes q where q.tenant_id = o.tenant_id and q.opportunity_id = o.id and q.state <> 'draft')
  and not exists (select from instances i where i.tenant_id = o.tenant_id and i.business_key = o.number and i.status = 'running')`;

/**
 * Leads without a deal whose time is over (GDPR, Art. 5(1)(e)): lost for six months, of nobody who is a customer, and nothing runs
 * for them any more. Whoever agreed to be asked again is, and counts from then. What was offered is a commercial letter and is kept
 * (HGB § 257, Art. 17(3)(b) GDPR).
 */
export function overdueLeads(tx: Tx, now: Date, limit: number): Promise<OverdueLead[]> {
  return tx.query<OverdueLead & Record<string, unknown>>(
    `select o.tenant_id as "tenantId", o.id, o.number from opportunities o where ${isOverdue} order by o.closed_at, o.id limit $2`,
    [now, limit],
  );
}

/**
 * Takes the person, the company and all words out of a lead and its history, and with them the mails, comments and files of its
 * case. What its processes knew is taken out with it by whoever calls. Number, source, stage and days stay for the figures. The trail is evidence and never changes:
 * what the commands of the process brought stays in it.
 *
 * @returns false when its time is not over any more: another server was faster, or somebody took it up again
 */
export async function eraseLead(tx: Tx, { id, number }: OverdueLead, now: Date): Promise<boolean> {
  // whoever takes it up again locks it first: what was read before that does not count
  await tx.query("select from opportunities where tenant_id = $1 and id = $2 for update", [tx.tenantId, id]);
  const overdue = await tx.query(`select from opportunities o where ${isOverdue} and o.tenant_id = $2 and o.id = $3`, [
    now,
    tx.tenantId,
    id,
  ]);
  if (overdue.length === 0) return false;
  const addresses = await addressesOf(tx, id);
  await tx.query(
    `update opportunities set erased_at = $3, title = number, company = number, person = null, email = null, phone = null,
       interest = '', origin = null, qualification = '{}', wanted = '[]', next_step = null, loss_note = null, competitor = null
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, now],
  );
  const values = [tx.tenantId, id];
  await tx.query(
    "update opportunity_events set note = null, details = '{}' where tenant_id = $1 and opportunity_id = $2",
    values,
  );
  await tx.query(
    "update quotes set intro = null, terms = null, file_id = null where tenant_id = $1 and opportunity_id = $2",
    values,
  );
  await eraseLetters(tx, { number, addresses });
  return true;
}

/** Who wrote for a lead: its own address, and those of whoever joined it. In small letters. */
async function addressesOf(tx: Tx, id: string): Promise<readonly string[]> {
  const rows = await tx.query<{ address: string }>(
    `select distinct lower(address) as address from (select email as address from opportunities where tenant_id = $1 and id = $2
       union all select details->>'email' from opportunity_events where tenant_id = $1 and opportunity_id = $2) a where address is not null`,
    [tx.tenantId, id],
  );
  return rows.map(({ address }) => address);
}
