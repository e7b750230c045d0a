import { z } from "zod";
import { appendTrail } from "../../audit/trail.ts";
import { isId } from "../../base/id.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { businessDay } from "../../desk/businessDay.ts";
import { listRows } from "../../desk/reads/listing.ts";
import type { Dated, Listing, Moment } from "../../desk/reads/listing.ts";
import { changeRow, missing } from "../../desk/records/change.ts";
import type { Kept } from "../../desk/records/change.ts";
import type { Permission } from "../../identity/person.ts";
import type { House } from "../../runtime/house.ts";
import { limitOf, paging, readCursor, writeCursor } from "../page.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";

type Revised = z.ZodType<{ readonly revision: number }>;

/** A kind of record that people look through, add and edit. */
export interface RecordKind<New extends z.ZodType, Change extends Revised> {
  readonly path: string;
  /** In summaries: `a customer`, `customers`. */
  readonly one: string;
  readonly many: string;
  readonly kept: Kept;
  readonly listing: Listing | Dated;
  readonly filters: Readonly<Record<string, string>>;
  readonly page: z.ZodType;
  readonly answer: z.ZodType;
  readonly created: z.ZodType;
  readonly permission: Permission;
  readonly find: (tx: Tx, id: string, now: Date, house: House) => Promise<object | undefined>;
  readonly input: New;
  readonly create: (tx: Tx, input: z.output<New>, now: Date) => Promise<string>;
  readonly change: Change;
  /** Without it the row is changed as it is. */
  readonly save?: (tx: Tx, id: string, change: z.output<Change>) => Promise<void>;
}

/** List, look, add and edit. Who edits says which revision was read; the trail keeps which members were changed, not their values. */
export function recordRoutes<New extends z.ZodType, Change extends Revised>(
  kind: RecordKind<New, Change>,
): readonly Route[] {
  return [...lookingRoutes(kind), ...editingRoutes(kind)];
}

type Looked = Pick<
  RecordKind<z.ZodType, Revised>,
  "path" | "many" | "kept" | "listing" | "filters" | "page" | "answer" | "find"
>;

/** List and look. */
export function lookingRoutes({ path, many, kept, listing, filters, page, answer, find }: Looked): readonly Route[] {
  const sorts = Object.keys(listing.sorts).join(", ");
  return [
    plainRoute({
      method: "get",
      path,
      summary: `A page of ${many}`,
      permission: "desk.read",
      query: { search: "text", sort: `one of ${sorts}, with - in front the other way round`, ...filters, ...paging },
      answer: page,
      run: (call) => list(call, listing),
    }),
    plainRoute({
      method: "get",
      path: `${path}/:${placeOf(kept)}`,
      summary: `One of the ${many}, with what belongs to it`,
      permission: "desk.read",
      answer,
      run: async (call) => {
        const id = recordId(call, kept);
        const found = await within(call, (tx) => find(tx, id, call.site.house.now(), call.site.house));
        if (found === undefined) throw missing(kept, id);
        return found;
      },
    }),
  ];
}

function editingRoutes<New extends z.ZodType, Change extends Revised>(kind: RecordKind<New, Change>): readonly Route[] {
  const { path, one, permission, kept, create, save } = kind;
  return [
    jsonRoute({
      method: "post",
      path,
      summary: `Add ${one}`,
      permission,
      body: kind.input,
      answer: kind.created,
      run: (call) =>
        within(call, async (tx) => {
          const id = await create(tx, call.body, call.site.house.now());
          await tell(tx, call, kept, { id, act: "create", members: namesOf(call.body) });
          return { [kept.key]: id };
        }),
    }),
    jsonRoute({
      method: "patch",
      path: `${path}/:id`,
      summary: `Change ${one}; who has read an older revision is told so`,
      permission,
      body: kind.change,
      run: (call) => {
        const id = recordId(call, kept);
        return changing(call, kept, { act: "change", members: namesOf(call.body) }, (tx) =>
          save === undefined ? changeRow(tx, kept, id, call.body) : save(tx, id, call.body),
        );
      },
    }),
  ];
}

/** Does something with a record and writes it down. */
export async function changing(
  call: Call<unknown>,
  kept: Kept,
  told: { readonly act: string; readonly members: readonly string[] },
  work: (tx: Tx) => Promise<unknown>,
): Promise<unknown> {
  await within(call, async (tx) => {
    await work(tx);
    await tell(tx, call, kept, { id: recordId(call, kept), ...told });
  });
  return nothing;
}

/** The answer with a page of rows. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ items: z.array(row), nextCursor: z.string().nullable() });
}

/** What an address calls the record's place in it. */
function placeOf({ key }: Kept): string {
  return key === "number" ? "number" : "id";
}

/** The record that the address names. @throws {Refusal} `customer.missing` and the like */
export function recordId({ params }: Pick<Call<unknown>, "params">, kept: Kept): string {
  const id = params[placeOf(kept)] ?? "";
  if (kept.key === "id" && !isId(id)) throw missing(kept, id);
  return id;
}

/** What is named in a body besides the revision. */
export function namesOf(body: unknown): readonly string[] {
  return Object.entries(Object(body) as object)
    .filter(([name, value]) => name !== "revision" && value !== undefined)
    .map(([name]) => name);
}

export function within<T>(
  { site, person }: Pick<Call<unknown>, "site" | "person">,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return transact(site.house.database, person, work);
}

/** The day it is where the house works, and its clock. */
export async function momentOf(tx: Tx, house: House): Promise<Moment> {
  const now = house.now();
  return { now, day: await businessDay({ now, calendarOf: (key) => house.calendars.of(tx, key) }) };
}

async function list(call: Call<undefined>, listing: Listing | Dated): Promise<unknown> {
  const { query } = call;
  const wanted = {
    search: query["search"],
    sort: query["sort"],
    filters: query,
    limit: limitOf(query["limit"]),
    after: readCursor(query["cursor"], 2),
  };
  const { items, next } = await within(call, async (tx) => {
    const { from } = listing;
    const text = typeof from === "string" ? from : from(await momentOf(tx, call.site.house));
    return listRows(tx, { ...listing, from: text }, wanted);
  });
  return { items, nextCursor: next === undefined ? null : writeCursor(next) };
}

/** Writes down what somebody did with a record: which members were given, not their values. */
export function tell(
  tx: Tx,
  { site, cause }: Call<unknown>,
  { what }: Kept,
  { id, act, members }: { readonly id: string; readonly act: string; readonly members: readonly string[] },
): Promise<void> {
  const type = `${act}${what.charAt(0).toUpperCase()}${what.slice(1)}`;
  return appendTrail(tx, {
    streamId: `${what}:${id}`,
    at: site.house.now(),
    type,
    actor: cause.actor,
    requestId: cause.requestId ?? null,
    data: { id, members },
  });
}
