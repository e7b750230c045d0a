import { everyTenant, transact } from "../../db/transact.ts";
import { replayer, whyUnreplayable } from "../../decisions/replay.ts";
import type { Replay } from "../../decisions/replay.ts";
import { parseRuleSet } from "../../decisions/ruleSet.ts";
import type { RuleSet } from "../../decisions/ruleSet.ts";
import { endImpact, leaseImpact, nextDecisions, readImpact, saveProgress } from "../../definitions/impacts.ts";
import type { ImpactFinding, ImpactRow, RecordedRow } from "../../definitions/impacts.ts";
import type { House } from "../house.ts";
import { tellImpact } from "./impact.ts";
import { countPage } from "./impactCounts.ts";

/** So many decisions are replayed between two looks at the clock and at other work: a few milliseconds. */
const page = 250;

/**
 * Works the oldest open run off, page by page, one transaction each: whoever crashes leaves it where it was, and another
 * server goes on there when the lease has run out. Tells how many runs were worked on.
 */
export async function workImpact(house: House): Promise<number> {
  const leased = await transact(house.database, everyTenant, (tx) => leaseImpact(tx, house.now(), house.lease));
  if (leased === undefined) return 0;
  try {
    const draft = parseRuleSet(leased.body);
    const replay = replayer(draft);
    const next = (impact: ImpactRow) => workPage(house, impact, (row) => ({ row, replay: replay(row) }), draft);
    for (let impact: ImpactRow | undefined = leased; impact !== undefined;) impact = await next(impact);
  } catch (error) {
    await fail(house, leased, error);
  }
  return 1;
}

interface Replayed {
  readonly row: RecordedRow;
  readonly replay: Replay;
}

/** Replays the next page and gives the run as it is then; undefined when it has come to an end. */
async function workPage(
  house: House,
  impact: ImpactRow,
  replay: (row: RecordedRow) => Replayed,
  draft: RuleSet,
): Promise<ImpactRow | undefined> {
  const { tenantId, id } = impact;
  const next = await transact(house.database, tenantId, async (tx) => {
    const rows = await nextDecisions(tx, impact, Math.min(page, impact.total - impact.done));
    const replayed = rows.map(replay);
    const last = rows.at(-1);
    const done = impact.done + rows.length;
    const isLast = rows.length === 0 || done >= impact.total;
    const counted = replayed.map((each) => ({
      before: each.row.verdict,
      rowsBefore: each.row.rows,
      replay: each.replay,
    }));
    const now = house.now();
    const progress = {
      done,
      counts: countPage(impact.counts, counted),
      cursorAt: last?.decidedAt ?? impact.cursorAt,
      cursorId: last?.id ?? impact.cursorId,
      isLast,
      leasedUntil: new Date(now.getTime() + house.lease),
      now,
    };
    const findings = replayed.flatMap((each, at) => findingOf(draft, each, impact.done + at));
    const isSaved = await saveProgress(tx, impact, progress, findings);
    return isSaved && !isLast ? readImpact(tx, id) : undefined;
  });
  tellImpact(house, tenantId, id);
  return next;
}

function findingOf(draft: RuleSet, { row, replay }: Replayed, position: number): readonly ImpactFinding[] {
  const base = { position, decision_id: row.id };
  switch (replay.kind) {
    case "same":
      return [];
    case "changed":
      return [{ ...base, kind: "changed", verdict: replay.verdict, rows: replay.rows, code: null, message: null }];
    case "refused":
      return [{ ...base, kind: "refused", verdict: null, rows: [], code: replay.code, message: null }];
    case "unreplayable": {
      const message = whyUnreplayable(draft, replay.inputs);
      return [{ ...base, kind: "unreplayable", verdict: null, rows: [], code: replay.code, message }];
    }
  }
}

/** What went wrong goes wrong again: the run ends, and says why. */
async function fail(house: House, { tenantId, id }: ImpactRow, error: unknown): Promise<void> {
  house.log.error({ err: error, impactId: id }, "an impact run went wrong");
  const message = error instanceof Error ? error.message : String(error);
  await transact(house.database, tenantId, (tx) => endImpact(tx, id, { state: "failed", message, now: house.now() }));
  tellImpact(house, tenantId, id);
}
