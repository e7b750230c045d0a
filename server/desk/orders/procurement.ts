import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { businessDay } from "../businessDay.ts";
import { drawNumber } from "../numbers.ts";
import { expectInput, optionalId, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";

const details = z.record(z.string(), z.json());
/** What is ordered belongs to a ticket or to a project. */
const open = z.object({
  ticketId: optionalId,
  projectId: optionalId,
  order: z
    .object({ supplier: optionalText, text: optionalText, netCents: z.number().int().min(0).nullish() })
    .loose()
    .nullish(),
});

const about = z.object({ ticketId: optionalId, projectId: optionalId });

/**
 * `desk.procurement.hold`: whether the customer is on hold now, and what a hold does not count for. The customer stays as it
 * is until the job is through, so that a hold set meanwhile counts for the next order.
 */
export const checkHold: Operation = async ({ tx }, given) => {
  const { ticketId, projectId } = expectInput(about, given);
  const [ticket] = await tx.query<{ customerId: string | null; priority: string | null; isSecurity: boolean }>(
    `select t.customer_id as "customerId", t.priority, t.kind = 'security' or coalesce(g.is_security, false) as "isSecurity"
     from tickets t left join categories g on g.tenant_id = t.tenant_id and g.key = t.category where t.tenant_id = $1 and t.id = $2
     union all select customer_id, null, false from projects where tenant_id = $1 and id = $3`,
    [tx.tenantId, ticketId, projectId],
  );
  const [customer] = await tx.query<{ isOnHold: boolean }>(
    `select credit_hold as "isOnHold" from customers where tenant_id = $1 and id = $2 for share`,
    [tx.tenantId, ticket?.customerId ?? null],
  );
  const credit = {
    isOnHold: customer?.isOnHold ?? false,
    priority: ticket?.priority ?? null,
    isSecurity: ticket?.isSecurity ?? false,
  };
  return { variables: { credit } };
};

/** `desk.procurement.open`: an order with its number. */
export const openOrder: Operation = async (context, given) => {
  const { ticketId, projectId, order } = expectInput(open, given);
  const { tx, now } = context;
  const id = newId(now);
  const number = await drawNumber(tx, "PO", {
    kind: "order",
    id,
    year: Number((await businessDay(context)).slice(0, 4)),
    now,
  });
  await tx.query(
    `insert into purchase_orders (tenant_id, id, number, ticket_id, project_id, supplier, text, state, net_cents, details, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'ordered', $8, $9, $10)`,
    [
      tx.tenantId,
      id,
      number,
      ticketId,
      projectId,
      order?.supplier ?? null,
      order?.text ?? "",
      order?.netCents ?? null,
      JSON.stringify(order ?? {}),
      now,
    ],
  );
  return { variables: { order: await orderVariable({ tx, now }, id) } };
};

const delivery = z.object({ order: z.object({ id: z.uuid() }).loose(), delivery: details.nullish() });

/** `desk.procurement.partial`: a part has arrived. */
export const receivePart: Operation = (context, given) => receive(context, given, "partly_received");

/** `desk.procurement.receive`: everything has arrived. */
export const receiveOrder: Operation = (context, given) => receive(context, given, "received");

type Context = Pick<Parameters<Operation>[0], "tx" | "now">;

async function receive({ tx, now }: Context, given: unknown, state: "partly_received" | "received") {
  const { order, delivery: arrived } = expectInput(delivery, given);
  await tx.query(
    `update purchase_orders set state = $3, details = jsonb_set(details, '{deliveries}', coalesce(details -> 'deliveries', '[]') || $4::jsonb)
     where tenant_id = $1 and id = $2 and state <> 'received'`,
    [tx.tenantId, order.id, state, JSON.stringify([{ ...arrived, at: now.toISOString() }])],
  );
  return { variables: { order: await orderVariable({ tx, now }, order.id) } };
}

async function orderVariable({ tx }: Context, id: string): Promise<JsonObject> {
  const [row] = await tx.query<{ details: JsonObject; number: string; state: string }>(
    "select details, number, state from purchase_orders where tenant_id = $1 and id = $2",
    [tx.tenantId, id],
  );
  if (row === undefined) throw new Refusal("missing", "order.missing", `Expected an order ${id}, but there is none`);
  return { ...row.details, id, number: row.number, state: row.state };
}
