import { isObject } from "../../base/json.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Link } from "../frame/kind.ts";
import type { PsaEntity, PsaPort, PsaRecord } from "../frame/ports.ts";
import type { Call, Called } from "../http/client.ts";
import { toOurs, toTheirs } from "./words.ts";
import type { Mapping, Words } from "./words.ts";

/** A request in their manner. */
export interface Asked {
  readonly method: Call["method"];
  readonly path: string;
  readonly json?: Json;
}

/** How one entity is spoken of. */
export interface Place {
  readonly words: Words;
  readonly create: (theirs: JsonObject) => Asked;
  readonly update?: (id: string, theirs: JsonObject) => Asked;
  /** What our words lie on, where theirs are not alike: made of a row of theirs, and taken apart again. */
  readonly joined?: (row: JsonObject) => JsonObject;
  readonly parted?: (theirs: JsonObject) => JsonObject;
  /** The path of a search for a text, of time that was booked on a ticket. */
  readonly find?: (text: string, ticket: Json | undefined) => string;
  /** The path of one record. */
  readonly read?: (id: string) => string;
  /** The path of what changed after an instant, oldest first. */
  readonly changes?: (since: string) => string;
  /** Where their rows say when they changed. */
  readonly changedAt?: string;
}

/** A PSA, as far as it is known. */
export interface Product {
  readonly key: string;
  readonly places: Readonly<Partial<Record<PsaEntity, Place>>>;
  readonly comment?: (ticketId: string, text: string, isInternal: boolean) => Asked;
  /** Where it lies and what every request carries, signed in. */
  readonly access: () => Promise<{ readonly base: string; readonly headers: Readonly<Record<string, string>> }>;
  readonly mapping: Mapping;
}

/** Before the first look nothing is told as changed but what changes from then on. */
const beginning = "2000-01-01T00:00:00Z";

/** A PSA with records behind addresses, as all of them have by now. */
export function restPsa(link: Pick<Link, "call">, product: Product): PsaPort {
  const { mapping } = product;
  const ask = asker(link, product);
  const list = async (operation: string, place: Place, path: string): Promise<PsaRecord[]> =>
    rowsOf((await ask(operation, { method: "GET", path })).json()).map((row) => recordOf(place, mapping, row));
  return {
    members: (entity) => Object.keys(product.places[entity]?.words ?? {}),
    create: async (entity, members, key) => {
      const place = placeOf(product, entity);
      const called = await ask(
        `create ${entity}`,
        place.create(parted(place, toTheirs(place.words, mapping, members))),
        key,
      );
      return recordOf(place, mapping, rowsOf(called.json())[0] ?? {});
    },
    update: (entity, id, members) => update(product, ask, { entity, id, members }),
    comment: async (ticketId, { text, isInternal }, key) => {
      await ask("comment ticket", offered(product, "comments", product.comment)(ticketId, text, isInternal), key);
    },
    find: (entity, text, ticket) => {
      const place = placeOf(product, entity);
      return list(`find ${entity}`, place, offered(product, `search of ${entity}`, place.find)(text, ticket));
    },
    read: async (entity, id) => {
      const place = placeOf(product, entity);
      const [found] = await list(`read ${entity}`, place, offered(product, `look at ${entity}`, place.read)(id));
      if (found !== undefined) return { ...found, externalId: id };
      throw new Refusal("missing", "psa.missing", `Expected ${product.key} to have ${entity} ${id}, but it does not`);
    },
    changes: async (entity, cursor) => {
      const place = placeOf(product, entity);
      const path = offered(product, `changes of ${entity}`, place.changes)(cursor ?? beginning);
      const records = (await list(`read changes of ${entity}`, place, path)).toSorted(byChange);
      return { records, cursor: records.at(-1)?.changedAt ?? cursor };
    },
  };
}

type Ask = ReturnType<typeof asker>;

/** Changes a record; what is not said of it stays as it is. */
async function update(
  product: Product,
  ask: Ask,
  { entity, id, members }: { readonly entity: PsaEntity; readonly id: string; readonly members: JsonObject },
): Promise<PsaRecord> {
  const { mapping } = product;
  const place = placeOf(product, entity);
  const wanted = offered(product, `update of ${entity}`, place.update);
  const theirs = parted(place, toTheirs(place.words, { ...mapping, defaults: new Map() }, members));
  const called = await ask(`update ${entity}`, wanted(id, theirs));
  const row = called.bytes.length === 0 ? {} : (rowsOf(called.json())[0] ?? {});
  return { ...recordOf(place, mapping, row), externalId: id };
}

function asker({ call }: Pick<Link, "call">, { access }: Product) {
  return async (operation: string, { method, path, json }: Asked, key?: string): Promise<Called> => {
    const { base, headers } = await access();
    return call({
      operation,
      method,
      url: `${base.replace(/\/+$/, "")}${path}`,
      headers,
      ...(json === undefined ? {} : { body: { kind: "json", json } }),
      ...(key === undefined ? {} : { key }),
    });
  };
}

function byChange(a: PsaRecord, b: PsaRecord): number {
  return (a.changedAt ?? "").localeCompare(b.changedAt ?? "");
}

/** @throws {Refusal} `psa.unsupported` */
function placeOf(product: Product, entity: PsaEntity): Place {
  return offered(product, entity, product.places[entity]);
}

/** @throws {Refusal} `psa.unsupported` */
function offered<T>({ key }: Product, what: string, found: T | undefined): T {
  if (found !== undefined) return found;
  throw new Refusal(
    "unsupported",
    "psa.unsupported",
    `Expected something that ${key} is known to offer, but ${what} is not`,
  );
}

/** An array, one row, or an object with the rows under some name. */
function rowsOf(answer: unknown): JsonObject[] {
  if (Array.isArray(answer)) return answer.filter(isObject);
  if (!isObject(answer)) return [];
  const rows = Object.values(answer).find((value) => Array.isArray(value) && value.every(isObject));
  const content = answer["content"] ?? answer["item"];
  if (idOf(answer) !== undefined) return [answer];
  return Array.isArray(rows) ? rows.filter(isObject) : isObject(content) ? [content] : [];
}

function parted(place: Place, theirs: JsonObject): JsonObject {
  return place.parted?.(theirs) ?? theirs;
}

function recordOf({ words, joined, changedAt = "" }: Place, mapping: Mapping, row: JsonObject): PsaRecord {
  const at = changedAt
    .split(".")
    .reduce<Json | undefined>((value, step) => (isObject(value) ? value[step] : undefined), row);
  return {
    externalId: idOf(row) ?? "",
    changedAt: typeof at === "string" ? at : null,
    members: toOurs(words, mapping, joined?.(row) ?? row),
  };
}

function idOf(row: JsonObject): string | undefined {
  const id = row["id"] ?? row["itemId"];
  return typeof id === "number" || typeof id === "string" ? String(id) : undefined;
}
