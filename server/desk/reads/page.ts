import { Refusal } from "../../base/refusal.ts";

/** Where a page begins: after the row with these sort values (newest first). */
export interface After {
  readonly at: Date;
  readonly id: string;
}

/** A page as asked for. */
export interface Page {
  /** At most 200. */
  readonly limit: number;
  readonly after?: After | undefined;
}

/** The page's values for a statement: limit, then the sort values, null for the first page. @throws {Refusal} `query.limit` */
export function pageValues(page: Page): readonly [number, Date | null, string | null] {
  if (!Number.isInteger(page.limit) || page.limit < 1 || page.limit > 200) {
    throw new Refusal("invalid", "query.limit", `Expected a limit from 1 to 200, but it is ${page.limit}`);
  }
  return [page.limit, page.after?.at ?? null, page.after?.id ?? null];
}
