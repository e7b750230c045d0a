import { appendTrail } from "../../audit/trail.ts";
import { isObject } from "../../base/json.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { columnOf } from "../../desk/records/insert.ts";
import type { Kept } from "../../desk/records/change.ts";
import { nothing } from "../route.ts";
import type { Call } from "../route.ts";
import { within } from "./records.ts";

/** A setting that somebody changes: where it is told in the trail, and how it reads. */
export interface Setting {
  readonly kept: Pick<Kept, "what">;
  readonly id: string;
  readonly act: "create" | "change" | "end";
  readonly read: (tx: Tx) => Promise<unknown>;
}

/**
 * Changes a setting and writes down what it was and what it is: each place that reads differently, with both values. Settings
 * decide about money and deadlines, so that the names of what was changed do not tell enough; what people keep about others is
 * told by name only (`tell`).
 */
export async function changingSetting(
  call: Call<unknown>,
  { kept, id, act, read }: Setting,
  work: (tx: Tx) => Promise<unknown>,
): Promise<typeof nothing> {
  await within(call, async (tx) => {
    const was = await read(tx);
    await work(tx);
    await tellSetting(tx, call, { kept, id, act, was, is: await read(tx) });
  });
  return nothing;
}

/** Writes down what a setting was and what it is. */
export async function tellSetting(
  tx: Tx,
  { site, cause }: Call<unknown>,
  told: Omit<Setting, "read"> & { readonly was: unknown; readonly is: unknown },
): Promise<void> {
  const { kept, id, act, was, is } = told;
  const { what } = kept;
  const { before, after } = differences(was, is);
  const members = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  await appendTrail(tx, {
    streamId: `${what}:${id}`,
    at: site.house.now(),
    type: `${act}${what.charAt(0).toUpperCase()}${what.slice(1)}`,
    actor: cause.actor,
    requestId: cause.requestId ?? null,
    data: { id, members, before, after },
  });
}

/** Reads the row of a record as the trail tells it. */
export function readRow({ table, key }: Kept, id: string): Setting["read"] {
  return async (tx) => {
    const [row] = await tx.query<{ row: JsonObject }>(
      `select to_jsonb(r) - 'tenant_id' - 'revision' as row from ${table} r where tenant_id = $1 and ${columnOf(key)} = $2`,
      [tx.tenantId, id],
    );
    return row === undefined ? undefined : camel(row.row);
  };
}

/** The members of a row under the names that the wire has for them. */
function camel(row: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [memberOf(name), value]));
}

function memberOf(column: string): string {
  return column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** What is secret is never told, whatever a setting may come to hold. */
const secret = /secret|password|token|credential/i;

/** The places that read differently, such as `settings.accounts.S.account`; a place that is not there is missing on that side. */
export function differences(was: unknown, is: unknown): { readonly before: JsonObject; readonly after: JsonObject } {
  const before = new Map(placesOf(asJson(was)));
  const after = new Map(placesOf(asJson(is)));
  const differs = (place: string) => JSON.stringify(before.get(place)) !== JSON.stringify(after.get(place));
  const told = (places: ReadonlyMap<string, Json>) =>
    Object.fromEntries([...places].filter(([place]) => differs(place) && !secret.test(place)));
  return { before: told(before), after: told(after) };
}

function placesOf(value: Json | undefined, at = ""): readonly (readonly [string, Json])[] {
  if (value === undefined) return [];
  if (!isObject(value)) return [[at, value]];
  return Object.entries(value).flatMap(([name, each]) => placesOf(each, at === "" ? name : `${at}.${name}`));
}

/** As it would be sent. */
function asJson(value: unknown): Json | undefined {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json); // was JSON a moment ago
}
