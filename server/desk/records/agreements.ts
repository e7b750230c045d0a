import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput } from "../operation.ts";
import { insertRow } from "./insert.ts";

/** A product as it begins. */
export const productShape = z.strictObject({
  sku: z.string().min(1).max(60),
  name: z.string().min(1).max(200),
  nameEn: z.string().min(1).max(200).nullish(),
  kind: z.enum(["service_flat", "service_time", "license", "hardware", "expense"]),
  /** UN/ECE Recommendation 20: `HUR` hour, `C62` piece. */
  unit: z.string().min(1).max(10),
  taxClass: z.enum(["standard", "reduced", "special", "zero"]).default("standard"),
  /** Working time of technicians of this level is sold as this product. */
  supportLevel: z.int().min(1).max(3).nullish(),
  isTravel: z.boolean().default(false),
  /** What a unit costs us. */
  costCents: z.int().min(0).max(1_000_000_000).nullish(),
});
/** Creates a product and tells its id. */
export async function createProduct(tx: Tx, input: z.input<typeof productShape>, now: Date): Promise<string> {
  const id = newId(now);
  await insertRow(tx, "products", { id, ...expectInput(productShape, input) });
  return id;
}

/** A line of a contract as it is agreed. */
export const contractLine = z.strictObject({
  productId: z.uuid(),
  quantity: z.number().min(0).nullish(),
  /** Of a fee or a licence a month; of time an hour. */
  unitPriceCents: z.int().min(0).max(1_000_000_000).nullish(),
  /** Minutes a month that are paid with the contract. */
  includedMinutes: z.int().min(0).nullish(),
  /** Categories that the line covers; `incident` covers `incident:server` too. */
  covers: z.array(z.string()).max(100).default([]),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullish(),
});

/** How a contract is billed, and how long it binds. */
const periodic = {
  /** Months that one bill covers. */
  billingMonths: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(6), z.literal(12)]).default(1),
  isBilledInAdvance: z.boolean().default(false),
  /** The last day that was billed elsewhere before. */
  billedUntil: z.iso.date().nullish(),
  minTermMonths: z.int().min(0).max(120).nullish(),
  noticeMonths: z.int().min(0).max(24).nullish(),
  renewalMonths: z.int().min(0).max(60).nullish(),
  /** The customer's order that the contract is billed to, and how much of it there is. */
  orderReference: z.string().max(100).nullish(),
  orderLimitCents: z.int().positive().nullish(),
  costCentre: z.string().max(36).nullish(),
};

/** A contract as it is agreed. */
export const newContract = z.strictObject({
  number: z.string().min(1).max(60),
  customerId: z.uuid(),
  kind: z.enum(["flat", "bucket", "prepaid", "time_and_material", "fixed_price", "license"]),
  slaClass: z.enum(["gold", "standard"]).nullish(),
  calendarKey: z.string().nullish(),
  priceListId: z.uuid().nullish(),
  starts: z.iso.date(),
  ends: z.iso.date().nullish(),
  ...periodic,
  lines: z.array(contractLine).max(200).default([]),
});
/** Creates a contract with its lines and tells its id. */
export async function createContract(tx: Tx, input: z.input<typeof newContract>, now: Date): Promise<string> {
  const { lines, ...row } = expectInput(newContract, input);
  const id = newId(now);
  await insertRow(tx, "contracts", { id, ...row });
  for (const line of lines) await insertRow(tx, "contract_lines", { id: newId(now), contractId: id, ...line });
  return id;
}
