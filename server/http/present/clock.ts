import type { Tx } from "../../db/transact.ts";
import { readStandings } from "../../desk/sla/standing.ts";
import type { Standing } from "../../desk/sla/standing.ts";
import type { House } from "../../runtime/house.ts";
import type { Sla } from "../wire.ts";

/** The SLA clocks that matter for business keys which are ticket numbers. */
export async function clocksOf(tx: Tx, house: House, keys: readonly string[]): Promise<ReadonlyMap<string, Sla>> {
  if (keys.length === 0) return new Map();
  const standings = await readStandings(tx, house.calendars, [...new Set(keys)], house.now());
  return new Map([...standings].map(([number, standing]) => [number, presentClock(standing)]));
}

/** One SLA clock. */
export function presentClock(standing: Standing): Sla {
  return {
    kind: standing.kind,
    startedAt: standing.startedAt.toISOString(),
    dueAt: standing.dueAt.toISOString(),
    pausedAt: standing.pausedAt?.toISOString() ?? null,
    percent: standing.percent,
    isBreached: standing.isBreached,
  };
}
