import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";
import { findChoice } from "../desk/reads/choices.ts";
import { withDefaults } from "../tasks/form.ts";
import type { Form, FormField, Seen } from "../tasks/form.ts";

/**
 * The values of a form with each record by its key, however it was named. A record that is narrowed to the customer in another
 * field must be that one's.
 *
 * @throws {Refusal} `form.values` naming each field whose record the tenant does not have
 */
export async function chosenRecords(tx: Tx, form: Form, values: JsonObject, seen: Seen): Promise<JsonObject> {
  if (!form.fields.some(isChosen)) return values;
  const fields = withDefaults(form, seen).fields.filter((each) => isChosen(each) && isGiven(values[each.key]));
  const customers = await keysOf(tx, fields.filter(isCustomer), values);
  const others = fields.filter((each) => !isCustomer(each));
  const keys = { ...customers, ...(await keysOf(tx, others, { ...values, ...customers })) };
  const complaints = fields
    .filter(({ key }) => keys[key] === undefined)
    .map((each) => ({ place: each.key, code: "form.record", message: `Expected one of the ${recordsOf(each)}` }));
  const [first] = complaints;
  if (first === undefined) return { ...values, ...(keys as JsonObject) }; // none is missing
  throw new Refusal(
    "unprocessable",
    "form.values",
    `Expected a complete form, but ${first.place}: ${first.message}`,
    complaints,
  );
}

/** The key of each record that was found, by field. */
type Keys = Readonly<Record<string, string | undefined>>;

function isChosen({ type }: FormField): boolean {
  return type === "record";
}

function isGiven(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isCustomer({ source }: FormField): boolean {
  return source === "customers";
}

async function keysOf(tx: Tx, fields: readonly FormField[], values: JsonObject): Promise<Keys> {
  const found = await Promise.all(fields.map(async (each) => [each.key, await keyOf(tx, each, values)] as const));
  return Object.fromEntries(found);
}

async function keyOf(tx: Tx, { key, source, customer, customerId }: FormField, values: JsonObject) {
  if (source === undefined) return undefined; // a form that was read has one
  const of = customer === undefined ? customerId : values[customer];
  const named = values[key];
  if (!isGiven(named)) return undefined;
  const wanted = { named, language: "de", customerId: isGiven(of) ? of : undefined };
  return (await findChoice(tx, source, wanted))?.key;
}

function recordsOf({ source, customer, customerId }: FormField): string {
  const records = source === "projectTemplates" ? "project templates" : String(source);
  return customer === undefined && (customerId ?? null) === null ? records : `${records} of this customer`;
}
