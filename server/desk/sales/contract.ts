import { z } from "zod";
import { newId } from "../../base/id.ts";
import { businessDay } from "../businessDay.ts";
import { drawNumber } from "../numbers.ts";
import { expectInput } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { createContract } from "../records/agreements.ts";

const input = z.object({ order: z.object({ id: z.uuid() }).loose() });

interface Head {
  readonly customer_id: string;
  readonly contract_id: string | null;
  readonly term_months: number;
  readonly number: string;
}
interface Line {
  readonly product_id: string;
  readonly kind: string;
  readonly quantity: number;
  readonly unit_price_cents: number;
}

/**
 * `desk.contract.create`: the contract of an order's monthly positions, with the prices that were accepted. It begins with
 * the first of the next month and runs for the term; licences alone make a licence contract.
 */
export const contractOfOrder: Operation = async (context, given) => {
  const { order } = expectInput(input, given);
  const { tx, now } = context;
  const [head] = await tx.query<Head>(
    "select customer_id, contract_id, term_months, number from orders where tenant_id = $1 and id = $2 for update",
    [tx.tenantId, order.id],
  );
  const lines = await tx.query<Line>(
    `select product_id, kind, quantity::float8, unit_price_cents from order_lines
     where tenant_id = $1 and order_id = $2 and period = 'monthly' order by pos`,
    [tx.tenantId, order.id],
  );
  if (head === undefined || head.contract_id !== null || lines.length === 0) return { variables: { contract: null } };
  const today = Temporal.PlainDate.from(await businessDay(context));
  const starts = today.with({ day: 1 }).add({ months: 1 });
  const ends = head.term_months === 0 ? null : starts.add({ months: head.term_months }).subtract({ days: 1 });
  const number = await drawNumber(tx, "V", { kind: "contract", id: newId(now), year: today.year, now });
  const id = await createContract(
    tx,
    {
      number,
      customerId: head.customer_id,
      kind: lines.every((line) => line.kind === "license") ? "license" : "flat",
      starts: starts.toString(),
      ends: ends?.toString() ?? null,
      lines: lines.map((line) => ({
        productId: line.product_id,
        quantity: line.quantity,
        unitPriceCents: line.unit_price_cents,
        validFrom: starts.toString(),
      })),
    },
    now,
  );
  await tx.query("update orders set contract_id = $3 where tenant_id = $1 and id = $2", [tx.tenantId, order.id, id]);
  return { variables: { contract: { id, number, starts: starts.toString(), ends: ends?.toString() ?? null } } };
};
