import { Refusal } from "../../base/refusal.ts";
import type { RefusalKind } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/**
 * Inserts one row; the members of `row` are columns in camelCase. Table and members come from code, never from input, so
 * the text is the same for every call of one command.
 *
 * @throws {Refusal} `desk.exists` when such a row exists, `desk.reference` when it points to something unknown,
 * `desk.value` when a check of the schema refuses it
 */
export async function insertRow(tx: Tx, table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const columns = ["tenantId", ...Object.keys(row)].map(columnOf);
  const places = columns.map((_, index) => `$${index + 1}`);
  try {
    await tx.query(`insert into ${table} (${columns.join(", ")}) values (${places.join(", ")})`, [
      tx.tenantId,
      ...Object.values(row).map((value) => value ?? null),
    ]);
  } catch (error) {
    throw refusalOf(error, table);
  }
}

/** The column of a member in camelCase. */
export function columnOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (part) => `_${part.toLowerCase()}`);
}

/** The field that a broken rule of the schema is about, where it is about one. */
const fields: Readonly<Record<string, string>> = {
  customers_by_name: "name",
  contacts_by_email: "email",
  technicians_pkey: "login",
  service_calendars_pkey: "key",
  webhooks_tenant_id_name_key: "name",
  contracts_tenant_id_number_key: "number",
  contracts_check: "ends",
  skills_pkey: "key",
  categories_pkey: "key",
  technician_exclusions_pkey: "customerId",
  external_refs_pkey: "externalId",
  maintenance_windows_check: "toAt",
  license_subscriptions_tenant_id_contract_line_id_key: "contractLineId",
  license_subscriptions_by_source: "externalId",
};

const refusals: Readonly<Record<string, (table: string) => readonly [RefusalKind, string, string]>> = {
  "23505": (table) => ["conflict", "desk.exists", `Expected a new row of ${table}, but there is such a one already`],
  "23503": (table) => [
    "unprocessable",
    "desk.reference",
    `Expected ${table} to refer to known rows, but one is unknown`,
  ],
  "23514": (table) => ["unprocessable", "desk.value", `Expected values that ${table} allows, but a check refuses them`],
};

/** What a broken rule of the schema means to whoever wrote; anything else stays what it is. */
export function refusalOf(error: unknown, table: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const meant = refusals[code]?.(table);
  if (meant === undefined) return error;
  const [kind, name, message] = meant;
  const constraint = error instanceof Error && "constraint" in error ? String(error.constraint) : "";
  const field = fields[constraint];
  return new Refusal(kind, name, message, field === undefined ? [] : [{ place: `/${field}`, code: name, message }]);
}
