import { isId } from "../base/id.ts";
import { Refusal } from "../base/refusal.ts";
import type { Page } from "../desk/reads/page.ts";

/** The number of rows a page has: as asked for, at most 200, 50 without saying. @throws {Refusal} `query.limit` */
export function limitOf(text: string | undefined, usual = 50): number {
  if (text === undefined) return usual;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 200) return limit;
  throw new Refusal("invalid", "query.limit", `Expected a limit from 1 to 200, but it is ${text}`);
}

/** A cursor: the sort values of the last row, opaque to clients. */
export function writeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/** Reads a cursor of `length` values. @throws {Refusal} `query.cursor` */
export function readCursor(text: string | undefined, length: number): readonly string[] | undefined {
  if (text === undefined || text === "") return undefined;
  try {
    const values: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (Array.isArray(values) && values.length === length && values.every((value) => typeof value === "string"))
      return values;
  } catch {
    // falls through to the refusal: whatever is wrong with it, it is not a cursor of ours
  }
  throw new Refusal("invalid", "query.cursor", "Expected a cursor from an earlier page, but this is none");
}

/** An id from a URL. @throws {Refusal} `instance.missing` and the like: what cannot be an id names nothing */
export function idOf(text: string | undefined, what: string): string {
  if (text !== undefined && isId(text)) return text;
  throw new Refusal(
    "missing",
    `${what}.missing`,
    `Expected the id of a known ${what}, but ${text ?? "nothing"} is none`,
  );
}

/** The two parts of a task's id. @throws {Refusal} `task.missing` */
export function taskKeyOf(text: string | undefined): { instanceId: string; waitId: string } {
  return waitKeyOf(text, "task");
}

/** The two parts of the id of a task or job. @throws {Refusal} `task.missing` and the like */
export function waitKeyOf(text: string | undefined, what: string): { instanceId: string; waitId: string } {
  const [instanceId = "", waitId = ""] = (text ?? "").split("~");
  if (isId(instanceId) && /^[\w.:-]{1,100}$/.test(waitId)) return { instanceId, waitId };
  throw new Refusal("missing", `${what}.missing`, `Expected the id of an open ${what}, but there is none like it`);
}

/** The query of a list that is read page by page. */
export const paging = { cursor: "from the page before", limit: "1 to 200" };

/** The page that was asked for. @throws {Refusal} `query.limit`, `query.cursor` */
export function pageOf(query: Readonly<Record<string, string | undefined>>): Page {
  const cursor = readCursor(query["cursor"], 2);
  const limit = limitOf(query["limit"]);
  return cursor === undefined
    ? { limit }
    : { limit, after: { at: new Date(cursor[0] ?? ""), id: idOf(cursor[1], "row") } };
}

/** A page as it is answered; there is a next one when this one is full. */
export function pageAnswer<Row extends { readonly id: string; readonly createdAt: Date }>(
  rows: readonly Row[],
  limit: number,
): { items: readonly Row[]; nextCursor: string | null } {
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return { items: rows, nextCursor: last === undefined ? null : writeCursor([last.createdAt.toISOString(), last.id]) };
}
