import { z } from "zod";
import { newId } from "../../base/id.ts";
import { businessDay } from "../businessDay.ts";
import { drawNumber } from "../numbers.ts";
import { expectInput, optionalId } from "../operation.ts";
import type { Operation } from "../operation.ts";

const details = z.record(z.string(), z.json());
const open = z.object({
  ticketId: z.uuid(),
  assetId: optionalId,
  path: z.string().min(1).max(60),
  rma: details.nullish(),
});

/** `desk.rma.open`: asks the vendor to take an asset back; the asset is in return from now on. */
export const openRma: Operation = async (context, given) => {
  const { ticketId, assetId, path, rma } = expectInput(open, given);
  const { tx, now } = context;
  const id = newId(now);
  const number = await drawNumber(tx, "RMA", {
    kind: "rma",
    id,
    year: Number((await businessDay(context)).slice(0, 4)),
    now,
  });
  await tx.query(
    `insert into rmas (tenant_id, id, number, ticket_id, asset_id, path, state, details, created_at)
     values ($1, $2, $3, $4, $5, $6, 'requested', $7, $8)`,
    [tx.tenantId, id, number, ticketId, assetId, path, JSON.stringify(rma ?? {}), now],
  );
  await tx.query("update assets set state = 'rma' where tenant_id = $1 and id = $2", [tx.tenantId, assetId]);
  return { variables: { rma: { ...rma, id, number, path, state: "requested" } } };
};

const close = z.object({ rma: z.object({ id: z.uuid() }).loose(), swap: details.nullish() });

/** `desk.rma.close`: the return is over; the asset is in use again. */
export const closeRma: Operation = async ({ tx, now }, given) => {
  const { rma, swap } = expectInput(close, given);
  const [row] = await tx.query<{ number: string; asset_id: string | null; path: string }>(
    `update rmas set state = 'closed', closed_at = $3, details = details || $4::jsonb where tenant_id = $1 and id = $2
     returning number, asset_id, path`,
    [tx.tenantId, rma.id, now, JSON.stringify(swap ? { swap } : {})],
  );
  await tx.query("update assets set state = 'in_use' where tenant_id = $1 and id = $2 and state = 'rma'", [
    tx.tenantId,
    row?.asset_id ?? null,
  ]);
  return { variables: { rma: { id: rma.id, number: row?.number ?? null, path: row?.path ?? null, state: "closed" } } };
};
