import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/**
 * Inserts one row; the members of `row` are columns in camelCase. Table and members come from code, never from input, so
 * the text is the same for every call of one command.
 *
 * @throws {Refusal} `desk.exists` when such a row exists, `desk.reference` when it points to something unknown,
 * `desk.value` when a check of the schema refuses it
 */
export async function insertRow(tx: Tx, table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const columns = ["tenantId", ...Object.keys(row)].map((name) =>
    name.replaceAll(/[A-Z]/g, (part) => `_${part.toLowerCase()}`),
  );
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

const refusals: Readonly<Record<string, (table: string) => Refusal>> = {
  "23505": (table) =>
    new Refusal("conflict", "desk.exists", `Expected a new row of ${table}, but there is such a one already`),
  "23503": (table) =>
    new Refusal("unprocessable", "desk.reference", `Expected ${table} to refer to known rows, but one is unknown`),
  "23514": (table) =>
    new Refusal("unprocessable", "desk.value", `Expected values that ${table} allows, but a check refuses them`),
};

function refusalOf(error: unknown, table: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return refusals[code]?.(table) ?? error;
}
