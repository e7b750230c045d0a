import type { Tx } from "../../db/transact.ts";

/** When somebody is away, and who stands in. */
export interface Absence {
  readonly id: string;
  readonly login: string;
  readonly kind: "vacation" | "sick" | "training" | "other";
  readonly fromAt: Date;
  readonly toAt: Date;
  readonly substitute: string | null;
}

/** Absences that are not over yet, the next first. */
export function listAbsences(tx: Tx, now: Date): Promise<Absence[]> {
  return tx.query<Absence>(
    `select id, login, kind, from_at as "fromAt", to_at as "toAt", substitute from absences
     where tenant_id = $1 and to_at > $2 order by from_at, id limit 500`,
    [tx.tenantId, now],
  );
}

/** Takes an absence back. Tells whose it was, if there was one. */
export async function removeAbsence(tx: Tx, id: string): Promise<string | undefined> {
  const [row] = await tx.query<{ login: string }>(
    "delete from absences where tenant_id = $1 and id = $2 returning login",
    [tx.tenantId, id],
  );
  return row?.login;
}

/** Staff that can be away or stand in, by name. */
export function listStaff(tx: Tx): Promise<{ readonly login: string; readonly name: string }[]> {
  return tx.query(
    "select login, name from technicians where tenant_id = $1 and is_active order by name, login limit 1000",
    [tx.tenantId],
  );
}
