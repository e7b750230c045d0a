import { Refusal } from "../../base/refusal.ts";
import { anywhere } from "../../db/pattern.ts";
import type { Tx } from "../../db/transact.ts";

/** A list of records that is looked through, sorted and read page by page. All of it is SQL from code, never from input. */
export interface Listing {
  /** `c.id, c.name as "name"`. */
  readonly columns: string;
  readonly from: string;
  /** With the tenant as `$1`. */
  readonly where: string;
  /** What names a row, as a text. */
  readonly key: string;
  /** What a text is looked for in. */
  readonly texts: readonly string[];
  /** What can be sorted by, as texts; the first one without saying. */
  readonly sorts: Readonly<Record<string, string>>;
  /** The usual order when it is another than upwards by the first one: `-startedAt`. */
  readonly usual?: string;
  /** Conditions with `?` in place of the wanted text. */
  readonly filters: Readonly<Record<string, string>>;
}

/** When something is looked at: the day it is where the house works, and its clock. */
export interface Moment {
  /** ISO 8601. */
  readonly day: string;
  readonly now: Date;
}

/** A list whose rows stand otherwise on another day. */
export interface Dated extends Omit<Listing, "from"> {
  readonly from: (moment: Moment) => string;
}

/** What of a list is wanted. */
export interface Wanted {
  readonly search: string | undefined;
  /** A member to sort by; with `-` in front the other way round. */
  readonly sort: string | undefined;
  readonly filters: Readonly<Record<string, string | undefined>>;
  readonly limit: number;
  /** The sort value and the key of the row before. */
  readonly after: readonly string[] | undefined;
}

/** A page with where the next one begins. */
export interface Listed<Row> {
  readonly items: readonly Row[];
  readonly next: readonly [string, string] | undefined;
}

/** Reads a page. @throws {Refusal} `query.sort` */
export async function listRows<Row extends object>(tx: Tx, listing: Listing, wanted: Wanted): Promise<Listed<Row>> {
  const { by, isDown } = sortOf(listing, wanted.sort);
  const values: unknown[] = [tx.tenantId, wanted.limit];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [listing.where];
  if (wanted.search !== undefined) {
    conditions.push(`concat_ws(' ', ${listing.texts.join(", ")}) ilike ${place(anywhere(wanted.search))}`);
  }
  for (const [name, condition] of Object.entries(listing.filters)) {
    const value = wanted.filters[name];
    if (value !== undefined) conditions.push(condition.replace("?", place(value)));
  }
  const [value, key] = wanted.after ?? [];
  if (value !== undefined && key !== undefined)
    conditions.push(`(${by}, ${listing.key}) ${isDown ? "<" : ">"} (${place(value)}::text, ${place(key)}::text)`);
  const order = isDown ? "desc" : "asc";
  const rows = await tx.query<{ row: Row; value: string; key: string }>(
    `select to_jsonb(found) - 'sort_value' - 'sort_key' as row, sort_value as value, sort_key as key from (
       select ${listing.columns}, ${by} as sort_value, ${listing.key} as sort_key
       from ${listing.from} where ${conditions.join(" and ")} order by ${by} ${order}, ${listing.key} ${order} limit $2) as found
     order by sort_value ${order}, sort_key ${order}`,
    values,
  );
  const last = rows.length === wanted.limit ? rows.at(-1) : undefined;
  return { items: rows.map(({ row }) => row), next: last === undefined ? undefined : [last.value, last.key] };
}

function sortOf({ sorts, usual }: Listing, wanted: string | undefined): { by: string; isDown: boolean } {
  const [first = ""] = Object.keys(sorts);
  const asked = wanted ?? usual ?? first;
  const name = asked.replace(/^-/, "");
  const by = Object.hasOwn(sorts, name) ? sorts[name] : undefined;
  if (by === undefined) {
    const known = Object.keys(sorts).join(", ");
    throw new Refusal("invalid", "query.sort", `Expected to sort by one of ${known}, but it is ${name}`);
  }
  return { by: `coalesce(${by}, '')`, isDown: asked.startsWith("-") };
}
