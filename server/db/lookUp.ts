import type { QueryResultRow } from "pg";
import { upToPowerOfTwo } from "./given.ts";

/** How rows are found by keys, any number of them in one statement. */
export interface LookUp<R extends QueryResultRow> {
  /** The names of a key's columns with their PostgreSQL types. */
  readonly key: Readonly<Record<string, string>>;
  /**
   * The statement; `$1` is the tenant and `keys` a table with the alias `k`: the key's columns and `at`, which each row must
   * give back.
   */
  text(keys: string): string;
  /** Only for the compiler: what a row holds. */
  readonly row?: R;
}

type Ask = (text: string, values: readonly unknown[]) => Promise<QueryResultRow[]>;

interface Waiting {
  readonly key: readonly string[];
  readonly found: (row: QueryResultRow | undefined) => void;
  readonly failed: (error: unknown) => void;
}

/** Gathers what is looked up alike within a turn of the event loop. Lives as long as its transaction. */
export function lookUps(ask: Ask) {
  const gathered = new Map<LookUp<QueryResultRow>, Waiting[]>();
  return <R extends QueryResultRow>(up: LookUp<R>, key: readonly string[]): Promise<R | undefined> =>
    new Promise<R | undefined>((resolve, failed) => {
      const found = (row: QueryResultRow | undefined): void => resolve(row as R | undefined); // as the look-up states
      const waiting = gathered.get(up);
      if (waiting !== undefined) {
        waiting.push({ key, found, failed });
        return;
      }
      gathered.set(up, [{ key, found, failed }]);
      queueMicrotask(() => {
        const all = gathered.get(up) ?? [];
        gathered.delete(up);
        void askFor(ask, up, all);
      });
    });
}

async function askFor(ask: Ask, up: LookUp<QueryResultRow>, waiting: readonly Waiting[]): Promise<void> {
  try {
    const rows = await ask(up.text(keysTable(up, waiting.length)), keysOf(up, waiting));
    const found = new Map(rows.map((row) => [Number(row["at"]), row]));
    for (const [index, one] of waiting.entries()) one.found(found.get(index + 1));
  } catch (error) {
    for (const { failed } of waiting) failed(error);
  }
}

/** The limit tells PostgreSQL how few keys to plan for; in powers of two, so that there are few statements to prepare. */
function keysTable({ key }: LookUp<QueryResultRow>, count: number): string {
  const names = Object.keys(key).join(", ");
  const arrays = Object.values(key).map((type, index) => `$${index + 2}::${type}[]`);
  const limit = upToPowerOfTwo(count);
  return `(select * from unnest(${arrays.join(", ")}) with ordinality as given(${names}, at) limit ${limit}) as k`;
}

function keysOf({ key }: LookUp<QueryResultRow>, waiting: readonly Waiting[]): unknown[] {
  return Object.keys(key).map((_, column) => waiting.map((one) => one.key[column]));
}
