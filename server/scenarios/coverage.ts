import type { Definition } from "../engine/types.ts";
import type { Repertoire } from "./repertoire.ts";
import type { Covered } from "./report.ts";

/** How much of something was come across, how often each, and what never was. */
export interface Counted {
  readonly total: number;
  readonly covered: number;
  /** 0 to 100; 100 of nothing. */
  readonly percent: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly missed: readonly string[];
}

/** What scenarios cover of a process: its flow nodes, its sequence flows, and the rows of each rule set it refers to. */
export interface Coverage {
  readonly process: string;
  readonly elements: Counted;
  readonly flows: Counted;
  readonly rules: Readonly<Record<string, Counted>>;
  /** The rows of all these rule sets together. */
  readonly rows: Omit<Counted, "counts" | "missed">;
}

type Rows = Covered["rows"];

const flowNode = /(Task|Event|Gateway|SubProcess|CallActivity|Transaction)$/;

/**
 * Counts what a set of reports covers of a process.
 *
 * @param tested rows that rule sets' own tests have hit, which count as well
 */
export function coverageOf(
  repertoire: Repertoire,
  definition: Definition,
  reports: readonly { readonly covered: Covered }[],
  tested: Rows = {},
): Coverage {
  const process = definition.processId;
  const ids = (pattern: RegExp) =>
    [...definition.elements.values()].flatMap(({ id, type }) => (pattern.test(type) ? [id] : []));
  const all = (part: keyof Covered, group: string) => reports.map(({ covered }) => covered[part][group] ?? {});
  const rules = definition.references.ruleSets.flatMap((key) => {
    const rows = repertoire.ruleSets.get(key)?.ruleSet.rows.map(({ id }) => id);
    return rows === undefined ? [] : [[key, counted(rows, [...all("rows", key), tested[key] ?? {}])] as const];
  });
  return {
    process,
    elements: counted(ids(flowNode), all("elements", process)),
    flows: counted(ids(/SequenceFlow$/), all("flows", process)),
    rules: Object.fromEntries(rules),
    rows: together(rules.map(([, each]) => each)),
  };
}

function counted(ids: readonly string[], sources: readonly Readonly<Record<string, number>>[]): Counted {
  const counts = Object.fromEntries(
    ids.map((id) => [id, sources.reduce((sum, source) => sum + (source[id] ?? 0), 0)] as const),
  );
  const missed = ids.filter((id) => counts[id] === 0);
  return { ...share(ids.length, ids.length - missed.length), counts, missed };
}

function together(parts: readonly Counted[]): Coverage["rows"] {
  const sum = (pick: (part: Counted) => number) => parts.reduce((all, part) => all + pick(part), 0);
  return share(
    sum((part) => part.total),
    sum((part) => part.covered),
  );
}

function share(total: number, covered: number): Coverage["rows"] {
  return { total, covered, percent: total === 0 ? 100 : Math.round((covered / total) * 1000) / 10 };
}
