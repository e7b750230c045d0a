import type { Register } from "./register.ts";

/** A record as the server tells of it; the register says what is in it. */
export type Row = Readonly<Record<string, unknown>>;

/** What stands at a place of a record, such as `amounts.onceCents`; undefined where there is nothing. */
export function read(row: unknown, at: string): unknown {
  return at.split(".").reduce<unknown>((value, name) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    return Reflect.get(value, name) as unknown;
  }, row);
}

/** A text that stands at a place of a record; empty where there is none. */
export function readText(row: unknown, at: string): string {
  const value = read(row, at);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The server's address of a record: `/api/tickets/:number` with its number. */
export function addressOf(path: string, id: string): string {
  return path.replace(/:\w+/, encodeURIComponent(id));
}

/** The rows that belong to a customer and hold the text in one of the columns; the server may have looked already. */
export function narrow(
  rows: readonly Row[],
  register: Register,
  wanted: { readonly customer: string | undefined; readonly search: string | undefined },
): readonly Row[] {
  const { customer, search } = wanted;
  const looked = register.search === "browser" ? search?.toLowerCase() : undefined;
  return rows.filter((row) => {
    const isTheirs = customer === undefined || isOf(row, register.customer, customer);
    return isTheirs && (looked === undefined || holds(row, register, looked));
  });
}

function isOf(row: Row, at: string | undefined, customer: string): boolean {
  return at === undefined || read(row, at) === customer;
}

function holds(row: Row, { columns }: Register, looked: string): boolean {
  return columns.some(({ at }) => readText(row, at).toLowerCase().includes(looked));
}
