import { z } from "zod";
import { calendarDefinition, serviceCalendar } from "../../calendar/calendar.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput } from "../operation.ts";
import { columnOf, insertRow } from "./insert.ts";

const key = z.string().regex(/^[a-z0-9][a-z0-9:_-]{0,63}$/i, "Expected a key of letters, digits, : _ and -");
const country = z.string().regex(/^[A-Z]{2}$/, "Expected a country code of ISO 3166-1");

const line = z.string().trim().max(200).nullish();

/** The house itself, as its documents show it. */
export const seller = z.strictObject({
  name: z.string().min(1).max(200),
  country,
  vatId: z.string().max(20).nullish(),
  street: line,
  zip: line,
  city: line,
  email: line,
  phone: line,
  contactName: line,
  taxNumber: line,
  iban: line,
  bic: line,
  bankName: line,
  /** Register court and number, managing directors: what the law wants on business letters. */
  registerText: z.string().max(500).nullish(),
  /** Charges no tax: § 19 UStG, in Austria § 6 Abs. 1 Z 27 UStG. */
  isSmallBusiness: z.boolean().default(false),
});
/** Says who sells: name and country, which decide about taxes, address and bank. Replaces what was said before. */
export async function setSeller(tx: Tx, input: z.input<typeof seller>): Promise<void> {
  const row: Readonly<Record<string, unknown>> = expectInput(seller, input);
  const names = Object.keys(seller.shape);
  const columns = names.map(columnOf);
  const places = names.map((_, index) => `$${index + 2}`);
  await tx.query(
    `insert into sellers (tenant_id, ${columns.join(", ")}) values ($1, ${places.join(", ")})
     on conflict (tenant_id) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(", ")}`,
    [tx.tenantId, ...names.map((name) => row[name] ?? null)],
  );
}

const numberRange = z.strictObject({
  key: z.enum(["T", "RE", "GS", "PO", "RMA", "OP", "AN", "AB", "V", "P", "AL", "EX"]),
  year: z.int().min(2000).max(2999),
  prefix: z.string().max(20),
  nextNumber: z.int().positive().default(1),
  width: z.int().min(1).max(10).default(5),
});
/** Lays out a number range before it is first used. @throws {Refusal} `desk.exists` when it is in use */
export function createNumberRange(tx: Tx, input: z.input<typeof numberRange>): Promise<void> {
  return insertRow(tx, "number_ranges", expectInput(numberRange, input));
}

/** A service calendar to be made. */
export const newCalendar = z.strictObject({
  key,
  name: z.string().min(1).max(200),
  definition: calendarDefinition,
  isDefault: z.boolean().default(false),
});
/**
 * Creates a service calendar. Where there is no default yet, it becomes the default: without one nothing that counts in
 * service time goes on.
 *
 * @throws {Refusal} `calendar.zone`, `calendar.never`, `desk.exists` (also a second default)
 */
export async function createCalendar(tx: Tx, input: z.input<typeof newCalendar>): Promise<void> {
  const { definition, ...row } = expectInput(newCalendar, input);
  serviceCalendar(definition);
  const isDefault = row.isDefault || !(await hasDefaultCalendar(tx));
  await insertRow(tx, "service_calendars", { ...row, isDefault, definition: JSON.stringify(definition) });
}

async function hasDefaultCalendar(tx: Tx): Promise<boolean> {
  const rows = await tx.query("select 1 from service_calendars where tenant_id = $1 and is_default", [tx.tenantId]);
  return rows.length > 0;
}

/** A skill to be made. */
export const newSkill = z.strictObject({ key, labelDe: z.string().min(1), labelEn: z.string().min(1) });
/** Creates a skill that tickets may ask for and technicians may have. */
export function createSkill(tx: Tx, input: z.input<typeof newSkill>): Promise<void> {
  return insertRow(tx, "skills", expectInput(newSkill, input));
}

/** A category to be made. */
export const newCategory = z.strictObject({
  key,
  labelDe: z.string().min(1),
  labelEn: z.string().min(1),
  parent: key.nullish(),
  defaultSkill: key.nullish(),
  skillLevel: z.int().min(1).max(5).default(2),
  roadmapTheme: key.nullish(),
  isSecurity: z.boolean().default(false),
  /** Alerts of these domains fall into the category, on assets of these kinds (none: of every kind). */
  alertDomains: z.array(z.string().max(40)).max(20).default([]),
  assetKinds: z.array(z.string().max(40)).max(20).default([]),
});
/** Creates a ticket category. */
export function createCategory(tx: Tx, input: z.input<typeof newCategory>): Promise<void> {
  return insertRow(tx, "categories", expectInput(newCategory, input));
}

const externalRef = z.strictObject({
  entity: z.enum(["customer", "contact", "asset", "ticket", "contract"]),
  system: key,
  externalId: z.string().min(1).max(200),
  entityId: z.uuid(),
});
/** Remembers under which id another system knows one of our rows; alerts are assigned by it. */
export function linkExternal(tx: Tx, input: z.input<typeof externalRef>): Promise<void> {
  return insertRow(tx, "external_refs", expectInput(externalRef, input));
}
