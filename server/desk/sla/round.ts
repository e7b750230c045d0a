import { z } from "zod";
import type { Pause } from "../../calendar/slaClock.ts";
import type { Tx } from "../../db/transact.ts";
import type { Round } from "./changes.ts";

const pauses = z.array(z.object({ from: z.iso.datetime(), to: z.iso.datetime().optional() }));

/** Pauses as they are stored. */
export function pausesOf(stored: unknown): Pause[] {
  return pauses.parse(stored).map(({ from, to }) => ({ from: new Date(from), ...(to ? { to: new Date(to) } : {}) }));
}

interface RoundRow {
  readonly reopened: number;
  readonly started_at: Date;
  readonly first_response_at: Date | null;
  readonly sla_pauses: unknown;
}

/** The ticket's present round. The caller holds the ticket's lock. */
export async function readRound(tx: Tx, ticketId: string): Promise<Round> {
  const [row] = await tx.query<RoundRow & Record<string, unknown>>(
    `select reopened, coalesce(reopened_at, created_at) as started_at, first_response_at, sla_pauses from tickets
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, ticketId],
  );
  if (row === undefined) throw new Error("Expected the locked ticket to be there");
  const startedAt = row.started_at;
  return {
    no: row.reopened,
    startedAt,
    firstResponseAt: row.first_response_at,
    // what was before the reopening is over
    pauses: pausesOf(row.sla_pauses).filter(({ to }) => to === undefined || to > startedAt),
  };
}

/** Notes when the ticket waited, for clocks that come later. */
export async function savePauses(tx: Tx, ticketId: string, { pauses: all }: Pick<Round, "pauses">): Promise<void> {
  await tx.query("update tickets set sla_pauses = $3 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    ticketId,
    JSON.stringify(all),
  ]);
}
