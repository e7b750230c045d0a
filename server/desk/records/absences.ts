import { z } from "zod";
import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput } from "../operation.ts";
import { changeRow, missing } from "./change.ts";
import type { Kept } from "./change.ts";
import { insertRow } from "./insert.ts";

const login = z.string().min(1).max(200);
const kind = z.enum(["vacation", "sick", "training", "other"]);
const instant = z.iso.datetime({ offset: true });

/** When somebody is away, and who stands in. */
export const absence = z.strictObject({
  login,
  kind,
  fromAt: instant,
  toAt: instant,
  substitute: login.nullish(),
});

/** What may be changed of an absence; whose it is stays. */
export const absenceChange = absence.omit({ login: true }).partial().extend({ revision: z.int().positive() });

/** The records of absences. */
export const keptAbsence: Kept = { table: "absences", key: "id", what: "absence" };

/** Records an absence, with who stands in. @throws {Refusal} `absence.span`, `absence.substitute`, `desk.reference` */
export async function recordAbsence(tx: Tx, input: z.input<typeof absence>, now: Date): Promise<string> {
  const id = newId(now);
  const row = expectInput(absence, input);
  refuseNonsense(row);
  await insertRow(tx, "absences", { id, ...row });
  return id;
}

/** What an absence is about, without its reason: that is no business of who reads the trail. */
export interface AbsenceSpan {
  readonly login: string;
  readonly fromAt: string;
  readonly toAt: string;
  readonly substitute: string | null;
}

/**
 * Changes an absence. Tells how it was and how it is.
 *
 * @throws {Refusal} `absence.missing`, `absence.span`, `absence.substitute`, `record.changed`, `desk.reference`
 */
export async function changeAbsence(
  tx: Tx,
  id: string,
  change: z.output<typeof absenceChange>,
): Promise<{ readonly before: AbsenceSpan; readonly after: AbsenceSpan }> {
  const before = await lockAbsence(tx, id);
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const { login: whose, fromAt, toAt, substitute } = { ...before, ...given } as AbsenceSpan; // of the schema above
  refuseNonsense({ login: whose, fromAt, toAt, substitute });
  await changeRow(tx, keptAbsence, id, change);
  return { before, after: { login: whose, fromAt, toAt, substitute } };
}

/** Whose an absence is, locked until the transaction ends. @throws {Refusal} `absence.missing` */
export async function lockAbsence(tx: Tx, id: string): Promise<AbsenceSpan> {
  const [row] = await tx.query<{ login: string; from_at: Date; to_at: Date; substitute: string | null }>(
    "select login, from_at, to_at, substitute from absences where tenant_id = $1 and id = $2 for update",
    [tx.tenantId, id],
  );
  if (row === undefined) throw missing(keptAbsence, id);
  const { login: whose, from_at: begins, to_at: ends, substitute } = row;
  return { login: whose, fromAt: begins.toISOString(), toAt: ends.toISOString(), substitute };
}

/** Takes an absence back; what went on because of it stays where it is. */
export async function removeAbsence(tx: Tx, id: string): Promise<void> {
  await tx.query("delete from absences where tenant_id = $1 and id = $2", [tx.tenantId, id]);
}

function refuseNonsense({
  login: whose,
  fromAt,
  toAt,
  substitute,
}: Omit<AbsenceSpan, "substitute"> & { readonly substitute?: string | null | undefined }): void {
  if (Date.parse(toAt) <= Date.parse(fromAt))
    throw refused("toAt", "absence.span", "Expected an end after the beginning, but it is not");
  if (substitute === whose)
    throw refused("substitute", "absence.substitute", "Expected somebody else to stand in, but it is the same");
}

function refused(field: string, code: string, message: string): Refusal {
  return new Refusal("unprocessable", code, message, [{ place: `/${field}`, code, message }]);
}
