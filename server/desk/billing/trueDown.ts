import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { addDays, addMonths, monthEnd } from "../../documents/day.ts";
import type { Day } from "../../documents/day.ts";
import { dayText } from "../../documents/pdf/money.ts";
import type { Tx } from "../../db/transact.ts";
import { businessDay } from "../businessDay.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";

const down = z.object({
  customerId: z.uuid().nullish(),
  assetId: z.uuid().nullish(),
  assetNumber: z.string().max(60),
  managed: z.boolean().nullish(),
  licences: z
    .array(z.object({ product: z.string() }).loose())
    .max(200)
    .nullish(),
});

/**
 * `desk.contract.trueDown`: of which contract lines a piece may fall away now that a device is gone, and from when on. One that
 * was not looked after is in no contract, and one that has a successor leaves its place to it; licences are reconciled by each
 * billing run and are told for information.
 */
export const planTrueDown: Operation = async (context, given) => {
  const { trueDown } = expectInput(z.object({ trueDown: down }), given);
  const { tx } = context;
  const customerId = trueDown.customerId ?? null;
  const [customer] = await tx.query<{ name: string }>("select name from customers where tenant_id = $1 and id = $2", [
    tx.tenantId,
    customerId,
  ]);
  const isMissed =
    customerId !== null && trueDown.managed === true && !(await isReplaced(tx, trueDown.assetId ?? null));
  const lines = isMissed ? await reducible(tx, customerId, await businessDay(context)) : [];
  return {
    variables: {
      reduction: {
        customerId,
        customerName: customer?.name ?? "–",
        assetNumber: trueDown.assetNumber,
        licences: (trueDown.licences ?? []).map(({ product }) => product),
        lines: lines.map(choice),
      },
    },
  };
};

async function isReplaced(tx: Tx, assetId: string | null): Promise<boolean> {
  const rows = await tx.query("select 1 from assets where tenant_id = $1 and replaces_id = $2", [tx.tenantId, assetId]);
  return rows.length > 0;
}

/** A line with a quantity, and the day from which it may be less. */
interface Reducible {
  readonly id: string;
  readonly contractId: string;
  readonly number: string;
  readonly name: string;
  readonly quantity: number;
  readonly from: Day;
}

function choice({ id, number, name, quantity, from }: Reducible): JsonObject {
  const shown = `${name}, ${number}: ${quantity} → ${quantity - 1}`;
  return { value: id, label: { de: `${shown} ab ${dayText(from, "de")}`, en: `${shown} from ${dayText(from, "en")}` } };
}

/** How long a contract binds. */
export interface Binding {
  readonly starts: Day;
  readonly minTermMonths: number | null;
  readonly noticeMonths: number | null;
  readonly renewalMonths: number | null;
  /** The last day that is on an invoice, here or where it was billed before. */
  readonly invoicedUntil: Day | null;
}

/** The first day on which less may be agreed: noticed to the end of a month, after the term with its renewals, and not invoiced. */
export function earliestChange(binding: Binding, today: Day): Day {
  const { starts, minTermMonths, noticeMonths, renewalMonths, invoicedUntil } = binding;
  const noticed = addDays(monthEnd(addMonths(today, noticeMonths ?? 0)), 1);
  const renews = minTermMonths ? (renewalMonths ?? 0) : 0;
  let term = addMonths(starts, minTermMonths ?? 0);
  if (renews > 0) while (term < noticed) term = addMonths(term, renews);
  const free = invoicedUntil === null ? noticed : addDays(invoicedUntil, 1);
  return [noticed, term, free].toSorted().at(-1) ?? noticed;
}

/** Lines of running contracts that are paid by the piece; those of licences are another matter. */
async function reducible(tx: Tx, customerId: string, today: Day): Promise<Reducible[]> {
  const rows = await tx.query<Omit<Reducible, "from"> & { readonly binding: Binding; readonly begins: Day }>(
    `select l.id, k.id as "contractId", k.number, p.name, coalesce(l.quantity, 1)::float8 as quantity, l.valid_from::text as begins,
       jsonb_build_object('starts', k.starts, 'minTermMonths', k.min_term_months, 'noticeMonths', k.notice_months,
         'renewalMonths', k.renewal_months, 'invoicedUntil', greatest(k.billed_until, (select max(b.service_to) from billing_lines b
           where b.tenant_id = k.tenant_id and b.contract_id = k.id and b.invoice_id is not null))) as binding
     from contracts k join contract_lines l on l.tenant_id = k.tenant_id and l.contract_id = k.id
     join products p on p.tenant_id = l.tenant_id and p.id = l.product_id and p.kind = 'service_flat'
     where k.tenant_id = $1 and k.customer_id = $2 and (k.ends is null or k.ends >= $3::date) and coalesce(l.quantity, 1) >= 1
       and (l.valid_to is null or l.valid_to >= $3::date) and not exists (select 1 from license_subscriptions s
         where s.tenant_id = l.tenant_id and s.contract_line_id = l.id and s.is_active) order by k.number, p.name, l.id`,
    [tx.tenantId, customerId, today],
  );
  return rows
    .map(({ binding, ...row }) => ({ ...row, from: earliestChange(binding, today) }))
    .filter(({ begins, from }) => begins < from);
}

const reduce = z.object({
  reduction: z.object({ customerId: z.uuid() }).loose(),
  lines: z.array(z.uuid()).max(200).nullish(),
  reason: optionalText,
  decidedBy: optionalText,
});

/**
 * `desk.contract.reduce`: the chosen lines end the day before and begin anew with a piece less, at the price they have then; a
 * line of one piece only ends. The days are worked out anew: meanwhile more may be invoiced.
 */
export const reduceContract: Operation = async (context, given) => {
  const { reduction, lines } = expectInput(reduce, given);
  const { tx, now } = context;
  const wanted = new Set(lines ?? []);
  if (wanted.size === 0) return { variables: { changes: [] } };
  await tx.query(
    `update contracts set revision = revision + 1 where tenant_id = $1 and customer_id = $2 and id in (
       select contract_id from contract_lines where tenant_id = $1 and id = any($3::uuid[]))`,
    [tx.tenantId, reduction.customerId, [...wanted]],
  );
  const all = await reducible(tx, reduction.customerId, await businessDay(context));
  const chosen = all.filter(({ id }) => wanted.has(id)).map((line) => ({ ...line, next: newId(now) }));
  await tx.query(
    `with chosen as (select l.*, w.next, w."from" as day from jsonb_to_recordset($2) as w(id uuid, next uuid, "from" date)
       join contract_lines l on l.tenant_id = $1 and l.id = w.id),
     begun as (insert into contract_lines (tenant_id, id, contract_id, product_id, quantity, unit_price_cents, included_minutes, covers, valid_from, valid_to)
       select $1, c.next, c.contract_id, c.product_id, c.quantity - 1, contract_price(l, c.day), c.included_minutes, c.covers, c.day, c.valid_to
       from chosen c join contract_lines l on l.tenant_id = $1 and l.id = c.id where c.quantity > 1)
     update contract_lines l set valid_to = c.day - 1 from chosen c where l.tenant_id = $1 and l.id = c.id`,
    [tx.tenantId, JSON.stringify(chosen)],
  );
  return {
    variables: {
      changes: chosen.map(({ number, name, quantity, from }): JsonObject => ({
        contract: number,
        product: name,
        from: quantity,
        to: quantity - 1,
        effectiveOn: from,
      })),
    },
  };
};
