import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import type { Link } from "../frame/kind.ts";
import type { Harvest } from "../frame/ports.ts";

/** How far a product was asked: since when, and where in the pages of that question. */
const cursor = z.object({ since: z.iso.datetime(), page: z.string().nullish(), begunAt: z.iso.datetime().nullish() });

/** Every turn asks a little further back, so that what came late or changed is not missed; what is known already is told once. Milliseconds. */
const overlap = 15 * 60_000;
/** The first turn asks for this much. Milliseconds. */
const firstLook = 24 * 3_600_000;

/** A page of what a product has: alerts as it gives them, and where the next page is. */
export interface AskedPage {
  readonly alerts: readonly unknown[];
  readonly next: string | null;
}

type Alert = Harvest<{ readonly source: string; readonly raw: Buffer; readonly contentType: string }>;

/**
 * Asks a product page by page for what changed since the last question. The cursor moves only when the last page was read, and
 * then to when the question began, less an overlap: it reconciles, and deliveries that are the same are taken once.
 */
export async function askOn(
  link: Link,
  source: string,
  {
    given,
    ask,
  }: { readonly given: JsonObject | undefined; readonly ask: (since: Date, page: string | null) => Promise<AskedPage> },
): Promise<Alert> {
  const now = link.now();
  const read = cursor.safeParse(given);
  const at = read.success
    ? read.data
    : { since: new Date(now.getTime() - firstLook).toISOString(), page: null, begunAt: null };
  const begunAt = at.begunAt ?? now.toISOString();
  const { alerts, next } = await ask(new Date(at.since), at.page ?? null);
  const items = alerts.map((alert) => ({
    source,
    raw: Buffer.from(JSON.stringify(alert)),
    contentType: "application/json",
  }));
  const since = new Date(Date.parse(begunAt) - overlap).toISOString();
  return {
    items,
    cursor: next === null ? { since } : { since: at.since, page: next, begunAt },
    hasMore: next !== null,
  };
}

/** Products are asked this often. Milliseconds. */
export const everyMinute = 60_000;
