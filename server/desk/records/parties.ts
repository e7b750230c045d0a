import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput } from "../operation.ts";
import { insertRow } from "./insert.ts";

const country = z.string().regex(/^[A-Z]{2}$/, "Expected a country code of ISO 3166-1");
const name = z.string().trim().min(1).max(200);

/** A customer to be served. */
export const newCustomer = z.strictObject({
  name,
  country,
  vatId: z.string().max(20).nullish(),
  /** Whether the VAT id was found valid; null as long as nobody has asked. */
  vatValid: z.boolean().nullish(),
  kind: z.enum(["b2b", "b2g", "b2c"]).default("b2b"),
  language: z.enum(["de", "en"]).default("de"),
  debtorAccount: z.string().max(20).nullish(),
  invoiceEmail: z.email().nullish(),
  /** Without saying: what the customer's authorities ask for, else a PDF with the data inside. */
  invoiceFormat: z.enum(["pdf", "zugferd", "xrechnung", "ebinterface", "peppol-ubl"]).nullish(),
  paymentDays: z.int().min(0).max(365).default(14),
  street: z.string().max(200).nullish(),
  zip: z.string().max(20).nullish(),
  city: z.string().max(200).nullish(),
  /** BT-10: Leitweg-ID, order reference of the federation. */
  buyerReference: z.string().max(200).nullish(),
  supplierNumber: z.string().max(60).nullish(),
  /** Cents; what comes to less waits for the next run. */
  minInvoiceCents: z.int().min(0).default(0),
  emailDomains: z
    .array(z.string().regex(/^[a-z0-9.-]+$/))
    .max(50)
    .default([]),
  calendarKey: z.string().nullish(),
  nis2Scope: z.enum(["none", "important", "essential", "unknown"]).default("none"),
});
/** Creates a customer and tells its id. @throws {Refusal} `desk.input`, `desk.exists`, `desk.reference` */
export function createCustomer(tx: Tx, input: z.input<typeof newCustomer>, now: Date): Promise<string> {
  const { invoiceFormat, ...row } = expectInput(newCustomer, input);
  return create(tx, "customers", { ...row, invoiceFormat: invoiceFormat ?? formatFor(row), createdAt: now }, now);
}

function formatFor({ kind, country: land }: { readonly kind: string; readonly country: string }): string {
  if (kind !== "b2g") return "zugferd";
  return land === "AT" ? "ebinterface" : "xrechnung";
}

/** A site of a customer. */
export const newSite = z.strictObject({
  customerId: z.uuid(),
  name,
  street: z.string().max(200).nullish(),
  zip: z.string().max(20).nullish(),
  city: z.string().max(200).nullish(),
  country,
  region: z.string().max(20).nullish(),
  travelMinutes: z.int().min(0).max(1440).default(0),
});
/** Creates a site of a customer and tells its id. */
export function createSite(tx: Tx, input: z.input<typeof newSite>, now: Date): Promise<string> {
  return create(tx, "sites", expectInput(newSite, input), now);
}

/** A contact of a customer. */
export const newContact = z.strictObject({
  customerId: z.uuid(),
  siteId: z.uuid().nullish(),
  name: name.nullish(),
  email: z.email().nullish(),
  /** E.164, `+43…`. */
  phone: z
    .string()
    .regex(/^\+[1-9]\d{5,14}$/, "Expected a number of ITU-T E.164")
    .nullish(),
  role: z.enum(["user", "approver", "it", "management", "security", "billing"]).default("user"),
  isVip: z.boolean().default(false),
  /** Made from an unknown sender of a known domain; somebody has yet to confirm it. */
  isPending: z.boolean().default(false),
});
/** Creates a contact of a customer and tells its id. */
export function createContact(tx: Tx, input: z.input<typeof newContact>, now: Date): Promise<string> {
  return create(tx, "contacts", expectInput(newContact, input), now);
}

/** An asset to be recorded. */
export const newAsset = z.strictObject({
  customerId: z.uuid(),
  siteId: z.uuid().nullish(),
  kind: z.string().min(1).max(40),
  name,
  serial: z.string().max(100).nullish(),
  manufacturer: z.string().max(100).nullish(),
  model: z.string().max(100).nullish(),
  purchasedOn: z.iso.date().nullish(),
  warrantyUntil: z.iso.date().nullish(),
  eolOn: z.iso.date().nullish(),
  os: z.string().max(100).nullish(),
  osEolOn: z.iso.date().nullish(),
  isManaged: z.boolean().default(true),
});
/** Creates an asset of a customer and tells its id. Its inventory number is drawn when its life begins. */
export function createAsset(tx: Tx, input: z.input<typeof newAsset>, now: Date): Promise<string> {
  return create(tx, "assets", { ...expectInput(newAsset, input), createdAt: now }, now);
}

/** A maintenance window to be planned. */
export const newMaintenance = z.strictObject({
  customerId: z.uuid(),
  /** Without one the window holds for all assets of the customer. */
  assetId: z.uuid().nullish(),
  fromAt: z.iso.datetime({ offset: true }),
  toAt: z.iso.datetime({ offset: true }),
  reason: z.string().min(1).max(1000),
});
/** Plans a maintenance window: alerts in it open no ticket, unless they are about security. */
export function planMaintenance(tx: Tx, input: z.input<typeof newMaintenance>, now: Date): Promise<string> {
  return create(tx, "maintenance_windows", expectInput(newMaintenance, input), now);
}

async function create(tx: Tx, table: string, row: Readonly<Record<string, unknown>>, now: Date): Promise<string> {
  const id = newId(now);
  await insertRow(tx, table, { id, ...row });
  return id;
}
