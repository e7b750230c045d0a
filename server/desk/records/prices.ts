import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import { newId } from "../../base/id.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput } from "../operation.ts";
import { insertRow } from "./insert.ts";

/** A new price of a contract's line, by agreement or by an index. */
export const priceChange = z.strictObject({
  contractLineId: z.uuid(),
  validFrom: z.iso.date(),
  reason: z.enum(["index", "agreement", "correction"]),
  /** Either the price itself, or by how many percent it changes. */
  unitPriceCents: z.int().min(0).max(1_000_000_000).nullish(),
  percent: z.number().min(-100).max(1000).nullish(),
  note: z.string().max(500).nullish(),
});

/**
 * Changes the price of a contract's line from a day on; what was billed before stays.
 *
 * @throws {Refusal} `contract.price` neither a price nor a percentage, or both; `contract.line`, `desk.exists` for the same day
 */
export async function changePrice(tx: Tx, input: z.input<typeof priceChange>, by: string, now: Date): Promise<void> {
  const { percent, unitPriceCents, ...row } = expectInput(priceChange, input);
  if ((percent ?? null) === null ? (unitPriceCents ?? null) === null : (unitPriceCents ?? null) !== null)
    throw new Refusal("invalid", "contract.price", "Expected a price or a percentage, but there is not exactly one");
  const [line] = await tx.query<{ price: number | null }>(
    "select contract_price(l, $3::date) as price from contract_lines l where l.tenant_id = $1 and l.id = $2",
    [tx.tenantId, row.contractLineId, row.validFrom],
  );
  if (!line?.price)
    throw new Refusal("missing", "contract.line", "Expected a line with a price of its own, but there is none");
  const cents = unitPriceCents ?? Math.round(line.price * (1 + (percent ?? 0) / 100));
  await insertRow(tx, "contract_prices", { ...row, unitPriceCents: cents, decidedBy: by, decidedAt: now });
}

/** Material that a customer got. */
export const material = z.strictObject({
  customerId: z.uuid(),
  ticketId: z.uuid().nullish(),
  productId: z.uuid().nullish(),
  text: z.string().min(1).max(300),
  quantity: z.number().refine((value) => value !== 0, "Expected a quantity other than nothing"),
  unit: z.string().min(1).max(10).default("C62"),
  unitPriceCents: z.int().min(0).max(1_000_000_000),
  costCents: z.int().min(0).max(1_000_000_000).nullish(),
  taxClass: z.enum(["standard", "reduced", "special", "zero"]).default("standard"),
  supply: z.enum(["goods", "service"]).default("goods"),
  serial: z.string().max(100).nullish(),
  deliveredOn: z.iso.date(),
});

/** Notes material for the next run and tells its id. @throws {Refusal} `desk.input`, `desk.reference` */
export async function recordMaterial(tx: Tx, input: z.input<typeof material>, now: Date): Promise<string> {
  const id = newId(now);
  await insertRow(tx, "material_entries", { id, ...expectInput(material, input), createdAt: now });
  return id;
}
