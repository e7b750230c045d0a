import { canonical } from "../../base/json.ts";
import type { Json } from "../../base/json.ts";
import type { Replay } from "../../decisions/replay.ts";
import type { ImpactCounts } from "../../definitions/impacts.ts";

/** What a run starts with. */
export const noCounts: ImpactCounts = { same: 0, otherRow: 0, changed: 0, refused: 0, unreplayable: 0, verdicts: [] };

/** More different verdicts than these are not counted one by one. */
const mostVerdicts = 200;

/** One decision that was looked at. */
export interface Counted {
  readonly before: Json;
  readonly rowsBefore: readonly string[];
  readonly replay: Replay;
}

/** The counts with a page more. */
export function countPage(counts: ImpactCounts, page: readonly Counted[]): ImpactCounts {
  const of = (kind: Replay["kind"]) => page.filter(({ replay }) => replay.kind === kind).length;
  const otherRow = page.filter(({ replay, rowsBefore }) => replay.kind === "same" && !isAlike(replay.rows, rowsBefore));
  return {
    same: counts.same + of("same"),
    otherRow: counts.otherRow + otherRow.length,
    changed: counts.changed + of("changed"),
    refused: counts.refused + of("refused"),
    unreplayable: counts.unreplayable + of("unreplayable"),
    verdicts: verdictCounts(counts, page),
  };
}

function verdictCounts(counts: ImpactCounts, page: readonly Counted[]): ImpactCounts["verdicts"] {
  const byText = new Map(counts.verdicts.map((each) => [canonical(each.verdict), { ...each }]));
  const count = (verdict: Json, side: "before" | "after") => {
    const text = canonical(verdict);
    const known = byText.get(text) ?? { verdict, before: 0, after: 0 };
    byText.set(text, { ...known, [side]: known[side] + 1 });
  };
  for (const { before, replay } of page) {
    if (replay.kind === "unreplayable") continue;
    count(before, "before");
    if (replay.kind !== "refused") count(replay.verdict, "after");
  }
  return [...byText.values()].toSorted((a, b) => b.before + b.after - a.before - a.after).slice(0, mostVerdicts);
}

function isAlike(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}
