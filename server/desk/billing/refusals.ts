import type { Tx } from "../../db/transact.ts";
import type { Correction } from "./corrections.ts";

/** A finding whose clearing could not be taken, and why, in both languages. */
export interface RefusedClearing {
  readonly check: string;
  readonly finding: string;
  readonly text: string;
  readonly lineId: string | null;
  readonly needs: readonly Correction[];
  readonly why: string;
}

type Part = { readonly tx: Tx; readonly runId: string; readonly customerId: string };

/** Keeps them with the customer's part of the run, for the check that comes next. */
export async function keepRefusals(
  { tx, runId, customerId }: Part,
  refused: readonly RefusedClearing[],
): Promise<void> {
  await tx.query(
    "update billing_run_customers set refused = $4 where tenant_id = $1 and run_id = $2 and customer_id = $3",
    [tx.tenantId, runId, customerId, JSON.stringify(refused)],
  );
}

/** What was refused last, which is told once. */
export async function takeRefusals({ tx, runId, customerId }: Part): Promise<readonly RefusedClearing[]> {
  const [row] = await tx.query<{ refused: readonly RefusedClearing[] }>(
    "select refused from billing_run_customers where tenant_id = $1 and run_id = $2 and customer_id = $3",
    [tx.tenantId, runId, customerId],
  );
  await keepRefusals({ tx, runId, customerId }, []);
  return row?.refused ?? [];
}
