import type { JsonObject } from "../base/json.ts";
import { openReceiver } from "./receiver.ts";
import type { Given, Received, Receiver } from "./receiver.ts";

/** One of its records, as it answers. */
type Row = Record<string, JsonObject[string]> & { readonly id: number };
type Place = "Client" | "Users" | "Tickets" | "Actions";

/** A server that answers as the API of HaloPSA does, as far as it is known: arrays in, records out, lists by what changed since. */
export interface HaloLike {
  readonly receiver: Receiver;
  readonly rows: Readonly<Record<Place, Map<number, Row>>>;
  /** Somebody works over there. */
  put(place: Place, row: Row): void;
  /** Nobody is there, until it is said otherwise. */
  isDown: boolean;
  /** So many of what is written next are taken, but their answers are lost. */
  cuts: number;
  /** What somebody does over there just before the next change of ours is written. */
  meanwhile: (() => void) | undefined;
}

/** Opens one on a free port; its clock is the system's. */
export async function openHaloLike(): Promise<HaloLike> {
  const rows: HaloLike["rows"] = { Client: new Map(), Users: new Map(), Tickets: new Map(), Actions: new Map() };
  const halo: Pick<HaloLike, "rows" | "isDown" | "cuts" | "meanwhile"> = {
    rows,
    isDown: false,
    cuts: 0,
    meanwhile: undefined,
  };
  const receiver = await openReceiver((asked) => {
    if (asked.path.startsWith("/auth/token")) return { json: { access_token: "t-1" } };
    if (halo.isDown) return { status: 500, json: { error: "under maintenance" } };
    if (asked.method !== "POST") return answer(rows, asked);
    halo.meanwhile?.();
    halo.meanwhile = undefined;
    const isCut = halo.cuts > 0;
    if (isCut) halo.cuts -= 1;
    return { ...answer(rows, asked), isCut };
  });
  return Object.assign(halo, { receiver, put: (place: Place, row: Row) => void save(rows, place, { ...row }) });
}

function answer(rows: HaloLike["rows"], { method, path, json }: Received): Given {
  const url = new URL(path, "http://halo");
  const [, , place = "", id] = url.pathname.split("/");
  if (!isPlace(rows, place)) return { status: 404, json: {} };
  if (method === "POST")
    return { status: 201, json: (json as JsonObject[]).map((given) => save(rows, place, given))[0] }; // it takes arrays
  if (id === undefined && place === "Actions" && !url.searchParams.has("ticket_id"))
    return { status: 400, json: { error: "ticket_id is required" } };
  if (id === undefined) return { json: list(rows, place, url.searchParams) };
  const row = rows[place].get(Number(id));
  return row === undefined ? { status: 404, json: {} } : { json: row };
}

function isPlace(rows: HaloLike["rows"], name: string): name is Place {
  return Object.hasOwn(rows, name);
}

function list(rows: HaloLike["rows"], place: Place, asked: URLSearchParams): JsonObject {
  const since = asked.get("lastupdatefromdate") ?? "";
  const text = (asked.get("search") ?? "").toLowerCase();
  const ticket = asked.get("ticket_id");
  const found = [...rows[place].values()].filter(
    (row) =>
      (ticket === null || JSON.stringify(row["ticket_id"]) === ticket) &&
      JSON.stringify(row[changedAt(place)]).slice(1) >= since &&
      JSON.stringify(row).toLowerCase().includes(text),
  );
  return { record_count: found.length, [place.toLowerCase()]: found };
}

function save(rows: HaloLike["rows"], place: Place, given: JsonObject): Row {
  const id = typeof given["id"] === "number" ? given["id"] : 4_711 + rows[place].size;
  const row = { ...rows[place].get(id), ...given, id, [changedAt(place)]: new Date().toISOString() };
  rows[place].set(id, row);
  return row;
}

function changedAt(place: Place): string {
  return place === "Tickets" ? "lastactiondate" : "last_modified";
}
