import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { Tx } from "../../db/transact.ts";
import { businessDay } from "../businessDay.ts";
import { drawNumber } from "../numbers.ts";
import { expectInput, optionalId, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { insertRow } from "../records/insert.ts";
import { assetVariable, completedBy, lockAsset, recordEvent } from "./asset.ts";
import { deviceShape } from "./device.ts";
import { mergeDevice } from "./match.ts";
import { enteredCustomer } from "./parties.ts";
import type { Named } from "./parties.ts";

const day = z.iso
  .date()
  .nullish()
  .transform((text) => text ?? null);
const registration = z.object({
  customer: z.string().min(1).max(200),
  name: optionalText,
  kind: z.string().min(1).max(40),
  serial: optionalText,
  manufacturer: optionalText,
  model: optionalText,
  os: optionalText,
  osEolOn: day,
  purchasedOn: day,
  warrantyUntil: day,
  supplierInvoice: optionalText,
});
type Registration = z.output<typeof registration>;
/** The device with the customer it was found to belong to. */
const told = deviceShape.extend({ customerId: optionalId });
const input = z.object({
  registration: registration.nullish(),
  match: z.object({
    device: told,
    order: z.object({ number: optionalText }).loose().nullish(),
  }),
});

/**
 * `desk.asset.register`: the record of a device with its inventory number, as a person or the source has told it. What came
 * by the RMM is in use already, what came by goods receipt is in stock.
 *
 * @throws {BpmnError} `asset.unknown` the customer is none of ours
 */
export const registerAsset: Operation = async (context, given) => {
  const { registration: entered, match } = expectInput(input, given);
  const { tx, now, instanceId } = context;
  const { device } = match;
  const record = { ...device, ...present(entered ?? fromDevice(device)) } as Registration; // as the schemas say
  const customer = await enteredCustomer(tx, record.customer);
  const id = newId(now);
  const isRunning = device.externalId !== null;
  const { kind, name, serial, manufacturer, model, os, osEolOn, purchasedOn, warrantyUntil } = record;
  await insertRow(tx, "assets", {
    id,
    number: await inventoryNumber(context, id),
    customerId: customer.id,
    siteId: await siteOf(tx, customer, device.site),
    kind,
    serial,
    manufacturer,
    model,
    os,
    osEolOn,
    purchasedOn,
    warrantyUntil,
    name: name ?? serial ?? kind,
    supplierInvoice: record.supplierInvoice,
    orderNumber: match.order?.number ?? null,
    state: isRunning ? "in_use" : "in_stock",
    isManaged: isRunning,
    instanceId,
    createdAt: now,
  });
  await mergeDevice(tx, id, device);
  const actor = (await completedBy(tx, instanceId, "U_reg")) ?? device.system ?? "system";
  await recordEvent(tx, await lockAsset(tx, id), { kind: "registered", actor }, now);
  return { variables: { asset: await assetVariable(tx, id) } };
};

/** The site that the source names, else the only one there is. */
async function siteOf(tx: Tx, customer: Named, name: string | null): Promise<string | null> {
  const sites = await tx.query<Named>(
    "select id, name from sites where tenant_id = $1 and customer_id = $2 order by id limit 200",
    [tx.tenantId, customer.id],
  );
  const named = sites.find((site) => site.name.toLowerCase() === name?.toLowerCase());
  return (named ?? (sites.length === 1 ? sites[0] : undefined))?.id ?? null;
}

function fromDevice({ customerId, customer }: z.output<typeof told>): Partial<Registration> {
  return { customer: customerId ?? customer ?? "" };
}

function present(entered: Partial<Registration>): Partial<Registration> {
  return Object.fromEntries(Object.entries(entered).filter(([, value]) => value !== null));
}

/** The next inventory number. @param id of the asset that gets it */
export async function inventoryNumber(context: OperationContext, id: string): Promise<string> {
  const year = Number((await businessDay(context)).slice(0, 4));
  return drawNumber(context.tx, "A", { kind: "asset", id, year, now: context.now });
}

const begin = z.object({ asset: z.object({ id: z.uuid() }).loose() });

/** `desk.asset.begin`: this instance is the life of an asset from now on. */
export const beginAsset: Operation = async (context, given) => {
  const { tx, now, instanceId } = context;
  const { asset } = expectInput(begin, given);
  const locked = await lockAsset(tx, asset.id);
  await tx.query("update assets set instance_id = $3, number = coalesce(number, $4) where tenant_id = $1 and id = $2", [
    tx.tenantId,
    locked.id,
    instanceId,
    await missingNumber(context, locked.id),
  ]);
  await recordEvent(tx, locked, { kind: "adopted", actor: "system" }, now);
  return { variables: { asset: await assetVariable(tx, asset.id) } };
};

async function missingNumber(context: OperationContext, id: string): Promise<string | null> {
  const [row] = await context.tx.query("select 1 from assets where tenant_id = $1 and id = $2 and number is null", [
    context.tx.tenantId,
    id,
  ]);
  return row === undefined ? null : inventoryNumber(context, id);
}
