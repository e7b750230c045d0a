import { keepPreviousData, queryOptions, type QueryClient } from "@tanstack/react-query";
import { query } from "../api/queries.ts";
import { request } from "../api/request.ts";
import type { Labels } from "../api/types.ts";
import type { RowPage } from "../desk/queries.ts";
import { narrow, readText, type Row } from "../desk/read.ts";
import type { Register } from "../desk/register.ts";
import { catalogueQuery } from "../processes/queries.ts";

/** A record of the desk that was found: where its page is, what it is called, what kind it is and whose. */
export type FoundRecord = {
  readonly register: string;
  readonly id: string;
  readonly name: string;
  readonly kind: Labels;
  readonly customer: string;
};
/** A process or a rule set that was found. */
export type FoundModel = { readonly kind: "process" | "ruleSet"; readonly key: string; readonly name: string };
export type FoundMore = { readonly records: readonly FoundRecord[]; readonly models: readonly FoundModel[] };

const shortest = 2;
const eachRegister = 3;
const most = 12;
/** Lists that the browser looks through are asked for once while somebody types. Milliseconds. */
const fresh = 60_000;

/** Records, processes and rule sets for a text. What somebody may not read the server declines: it is not among them. */
export function foundMoreQuery(text: string, client: QueryClient) {
  return queryOptions({
    queryKey: ["findMore", text],
    queryFn: async (): Promise<FoundMore> => {
      const [records, processes, ruleSets] = await Promise.all([
        recordsFor(text, client),
        modelsFor("process", text, client),
        modelsFor("ruleSet", text, client),
      ]);
      return { records, models: [...processes, ...ruleSets] };
    },
    enabled: text.length >= shortest,
    placeholderData: keepPreviousData,
  });
}

async function recordsFor(text: string, client: QueryClient): Promise<readonly FoundRecord[]> {
  const { registers } = await import("../desk/registers/index.ts");
  const shown = registers.filter(({ record }) => record !== undefined);
  const found = await Promise.all(shown.map((register) => rowsFor(register, text, client).catch(() => [])));
  const named = found.flatMap((rows, index) => {
    const register = shown[index];
    return register === undefined ? [] : rows.slice(0, eachRegister).map((row) => recordOf(register, row));
  });
  return named.slice(0, most);
}

async function rowsFor(register: Register, text: string, client: QueryClient): Promise<readonly Row[]> {
  const isServer = register.search === "server";
  const asked = isServer ? query({ search: text, limit: eachRegister }) : query({ limit: 100 });
  const { items } = await client.fetchQuery({
    queryKey: ["records", "find", register.key, asked],
    queryFn: ({ signal }) => request<RowPage>("GET", `${register.path}${asked}`, { signal }),
    staleTime: fresh,
    retry: false,
  });
  return narrow(items, register, { customer: undefined, search: text });
}

function recordOf(register: Register, row: Row): FoundRecord {
  const id = readText(row, register.id);
  const title = readText(row, register.title);
  const customer = register.customer === undefined ? "" : readText(row, register.customer);
  const number = readText(row, "number");
  const name = [...new Set([number, title])].filter((part) => part !== "").join(" · ");
  return { register: register.key, id, name: name === "" ? id : name, kind: register.one, customer };
}

async function modelsFor(kind: FoundModel["kind"], text: string, client: QueryClient): Promise<readonly FoundModel[]> {
  const list = await client.fetchQuery({ ...catalogueQuery(kind), staleTime: fresh }).catch(() => ({ items: [] }));
  const wanted = text.toLowerCase();
  return list.items
    .filter(({ key, name }) => `${key} ${name}`.toLowerCase().includes(wanted))
    .slice(0, eachRegister)
    .map(({ key, name }) => ({ kind, key, name }));
}
