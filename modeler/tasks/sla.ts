import type { Language, Sla } from "../api/types.ts";
import type { Key } from "../words/dictionary.ts";
import type { Places } from "../words/translate.ts";
import { durationText } from "../words/time.ts";

/** How a clock stands. `risk` in its last hour, as in the view "at risk". */
export type SlaState = "overdue" | "paused" | "risk" | "fine" | "none";
/** A clock in words of the dictionary. */
export type SlaFace = { readonly state: SlaState; readonly key: Key; readonly places: Places };

const lastStretch = 60 * 60_000;

/** What ends first: the customer's clock, or what the task itself is given. */
export function endOf(sla: Sla | null, dueAt: string | null): string | null {
  if (sla === null || dueAt === null) return sla?.dueAt ?? dueAt;
  return Date.parse(dueAt) < Date.parse(sla.dueAt) ? dueAt : sla.dueAt;
}

/** What a clock says now. While the customer's stands still, nothing else counts. */
export function slaFace(sla: Sla | null, dueAt: string | null, now: number, language: Language): SlaFace {
  if (sla?.pausedAt !== null && sla?.pausedAt !== undefined) {
    const left = Date.parse(sla.dueAt) - Date.parse(sla.pausedAt);
    return { state: "paused", key: "sla.paused", places: { left: durationText(left, language) } };
  }
  const end = endOf(sla, dueAt);
  if (end === null) return { state: "none", key: "sla.none", places: {} };

  const left = Date.parse(end) - now;
  if (left < 0) return { state: "overdue", key: "sla.overdue", places: { by: durationText(left, language) } };
  return {
    state: left <= lastStretch ? "risk" : "fine",
    key: "sla.left",
    places: { left: durationText(left, language) },
  };
}

/** The tasks whose clock ran out between two looks at the list, for the spoken announcement. */
export function crossed(
  rows: readonly { id: string; sla: Sla | null; dueAt: string | null }[],
  before: number,
  now: number,
): readonly string[] {
  return rows
    .filter((row) => slaFace(row.sla, row.dueAt, before, "en").state !== "overdue")
    .filter((row) => slaFace(row.sla, row.dueAt, now, "en").state === "overdue")
    .map((row) => row.id);
}
