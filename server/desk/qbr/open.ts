import { z } from "zod";
import { BpmnError } from "../../base/bpmnError.ts";
import { newId } from "../../base/id.ts";
import { enteredCustomer } from "../assets/parties.ts";
import { businessDay } from "../businessDay.ts";
import { drawNumber } from "../numbers.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { reviewVariable } from "./review.ts";

/** How many months lie between two reviews: A quarterly, B half-yearly, C yearly. */
const cadence = "case c.review_class when 'A' then 3 when 'B' then 6 when 'C' then 12 end";

/** `desk.qbr.due`: the customers whose next review is due: their class's months after the end of the last reviewed period. */
export const dueReviews: Operation = async (context) => {
  const { tx } = context;
  const customers = await tx.query<{ customer: string; from: string; to: string }>(
    `with classed as (
       select c.id, ${cadence} as months, (select max(r.period_to) from reviews r where r.tenant_id = $1 and r.customer_id = c.id) as last,
         date_trunc('quarter', $2::date)::date as quarter from customers c where c.tenant_id = $1 and c.is_active and c.review_class is not null)
     select id as customer, to_char((quarter - months * interval '1 month')::date, 'YYYY-MM-DD') as "from", to_char(quarter, 'YYYY-MM-DD') as "to"
     from classed where last is null or last + months * interval '1 month' <= quarter order by id limit 500`,
    [tx.tenantId, await businessDay(context)],
  );
  return { variables: { due: customers.map((each) => ({ ...each })) } };
};

const open = z.object({
  customer: z.string().min(1).max(200),
  from: optionalText,
  to: optionalText,
});

/**
 * `desk.qbr.open`: a review of one customer over one period; without a period over the last whole quarter.
 *
 * @throws {BpmnError} `review.exists` that period has a review already; `asset.unknown` no such customer
 */
export const openReview: Operation = async (context, given) => {
  const { tx, now, instanceId } = context;
  const input = expectInput(open, given);
  const customer = await enteredCustomer(tx, input.customer);
  const today = await businessDay(context);
  const id = newId(now);
  const number = await drawNumber(tx, "QBR", { kind: "review", id, year: Number(today.slice(0, 4)), now });
  const made = await tx.query(
    `insert into reviews (tenant_id, id, number, customer_id, period_from, period_to, state, instance_id, created_at)
     values ($1, $2, $3, $4, coalesce($5::date, date_trunc('quarter', $7::date)::date - interval '3 months'), coalesce($6::date, date_trunc('quarter', $7::date)),
       'collecting', $8, $9) on conflict (tenant_id, customer_id, period_from) do nothing returning id`,
    [tx.tenantId, id, number, customer.id, input.from, input.to, today, instanceId, now],
  );
  if (made.length > 0) return { variables: { review: await reviewVariable(tx, id) } };
  throw new BpmnError("review.exists", `Expected a new period, but ${customer.name} has a review of it already`);
};
