import { firstBroken } from "../../audit/chain.ts";
import { readTrail } from "../../audit/trail.ts";
import { isObject } from "../../base/json.ts";
import type { Json } from "../../base/json.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { breachesOfLawFour } from "../lawFour.ts";
import { storyTenant } from "./theatre.ts";
import type { Performance } from "./theatre.ts";

/** What a performance has come to, without times, ids and hashes, so that two of them can be compared. */
export interface Record {
  /** The trail of each instance: command, actor, facts. */
  readonly trails: readonly (readonly string[])[];
  /** How many rows each table holds: nothing lost, nothing twice. */
  readonly rows: Readonly<{ [table: string]: number }>;
  /** Where rows and snapshots disagree, and trails whose chain is broken. */
  readonly breaches: readonly string[];
}

/** Reads it off the database. */
export async function recordOf({ auditor }: Performance): Promise<Record> {
  const breaches = await breachesOfLawFour(auditor, storyTenant);
  return transact(auditor.database, storyTenant, async (tx) => {
    const instances = await tx.query<{ id: string; definition_key: string; status: string }>(
      "select id, definition_key, status from instances order by started_at, id",
    );
    const trails: string[][] = [];
    for (const { id, definition_key: key, status } of instances) {
      const trail = await readTrail(tx, id, 0, 10_000);
      if (firstBroken(trail) !== undefined) breaches.push(`the chain of ${key} is broken`);
      trails.push([
        `${key} ${status}`,
        ...trail.map(({ type, actor, data }) => JSON.stringify([type, actor, bare(data["facts"])])),
      ]);
    }
    return { trails: trails.toSorted(byText), rows: await countRows(tx), breaches };
  });
}

function byText(one: readonly string[], other: readonly string[]): number {
  const [a, b] = [one.join("\n"), other.join("\n")];
  return a < b ? -1 : Number(a > b);
}

function bare(facts: Json | undefined): Json {
  if (!Array.isArray(facts)) return [];
  return facts.filter(isObject).map((fact): Json => [fact["type"] ?? null, fact["elementId"] ?? null]);
}

/** A message that came before its receiver, which a cut held up, leaves a row that tells so: what it did is in the trails. */
const countedOf: { readonly [table: string]: string } = { messages: " where state <> 'taken'" };

async function countRows(tx: Tx): Promise<{ [table: string]: number }> {
  const tables = await tx.query<{ name: string }>(
    "select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'tenant_id' order by 1",
  );
  const counts = tables.map(
    ({ name }) => `select '${name}' as name, count(*)::int as count from "${name}"${countedOf[name] ?? ""}`,
  );
  const rows = await tx.query<{ name: string; count: number }>(counts.join(" union all "));
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

/**
 * How two performances of the same story differ: not at all, only in the order of what went side by side (a job whose
 * worker was cut off is done after the others), or really; then it says where.
 */
export function compare(whole: Record, cut: Record): "same" | "reordered" | { readonly differs: string } {
  if (cut.breaches.length > 0) return { differs: cut.breaches.join("; ") };
  for (const [table, count] of Object.entries(whole.rows)) {
    if (cut.rows[table] !== count) return { differs: `expected ${count} rows in ${table}, but ${cut.rows[table]}` };
  }
  if (JSON.stringify(whole.trails) === JSON.stringify(cut.trails)) return "same";
  const [expected, found] = [unordered(whole), unordered(cut)];
  const at = expected.findIndex((line, index) => line !== found[index]);
  return at < 0 && expected.length === found.length
    ? "reordered"
    : { differs: `expected ${expected[at]}, but found ${found[at]}` };
}

/** Each event with its process. What joins branches is in the event of the branch that came last, so facts stand alone. */
function unordered({ trails }: Record): string[] {
  return trails
    .flatMap(([key = "", ...events]) =>
      events.flatMap((event) => {
        const [type, actor, facts] = JSON.parse(event) as [string, string, [string, string | null][]]; // written above
        return [`${key} ${type} ${actor}`, ...facts.map(([fact, element]) => `${key} ${fact} ${element}`)];
      }),
    )
    .toSorted();
}
