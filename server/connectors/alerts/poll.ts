import { z } from "zod";
import { isObject } from "../../base/json.ts";
import type { JsonObject } from "../../base/json.ts";
import type { AlertSourcePort } from "../frame/ports.ts";
import type { Called } from "../http/client.ts";

/** A product that is asked page by page. */
export interface Polled {
  readonly source: string;
  /** Where rows say when they changed, the better one first. */
  readonly changedAt: readonly string[];
  /** One page: the rows, and what the next one is asked by, if there is one. */
  readonly page: (
    token: string | undefined,
  ) => Promise<{ readonly rows: readonly JsonObject[]; readonly next: string | undefined }>;
}

/** More pages than this are no answer but a loop. */
const mostPages = 50;

const cursorShape = z.object({ since: z.string() });

/**
 * What changed after the cursor. The products promise no order, so all pages are looked at; what was told before is known by
 * its bytes.
 */
export function pollAlerts({ source, changedAt, page }: Polled): AlertSourcePort {
  const changeOf = (row: JsonObject): string => {
    const found = changedAt.map((name) => row[name]).find((value) => typeof value === "string");
    return typeof found === "string" ? found : "";
  };
  return {
    poll: async (cursor) => {
      const known = cursorShape.safeParse(cursor);
      const since = known.success ? known.data.since : "";
      const fresh: JsonObject[] = [];
      let token: string | undefined;
      for (let pages = 0; pages < mostPages; pages += 1) {
        const { rows, next } = await page(token);
        fresh.push(...rows.filter((row) => changeOf(row) >= since));
        if (next === undefined) break;
        token = next;
      }
      const items = fresh.map((row) => ({
        source,
        raw: Buffer.from(JSON.stringify(row)),
        contentType: "application/json",
      }));
      const latest = fresh.map(changeOf).reduce((last, at) => (at > last ? at : last), since);
      return { items, cursor: { since: latest }, hasMore: false };
    },
  };
}

/** The rows of an answer, under whichever name. */
export function rowsOf(called: Called, ...names: readonly string[]): JsonObject[] {
  const answer = called.json();
  const found = isObject(answer) ? names.map((name) => answer[name]).find(Array.isArray) : answer;
  return Array.isArray(found) ? found.filter(isObject) : [];
}
