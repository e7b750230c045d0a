import { keepPreviousData, queryOptions, type QueryClient } from "@tanstack/react-query";
import { query } from "../api/queries.ts";
import { request } from "../api/request.ts";
import type { Labels } from "../api/types.ts";
import type { FoundRecords } from "../../server/http/wireParties.ts";
import { whenReached } from "../live/reach.ts";
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
const most = 12;
const ofModels = 3;
/** The catalogues are asked for once while somebody types. Milliseconds. */
const fresh = 60_000;

/** Records, processes and rule sets for a text. What somebody may not read the server declines: it is not among them. */
export function foundMoreQuery(text: string, client: QueryClient) {
  return queryOptions({
    queryKey: ["findMore", text],
    queryFn: async (): Promise<FoundMore> => {
      const [records, processes, ruleSets] = await Promise.all([
        recordsFor(text).catch(() => []),
        modelsFor("process", text, client),
        modelsFor("ruleSet", text, client),
      ]);
      return { records, models: [...processes, ...ruleSets] };
    },
    enabled: text.length >= shortest,
    placeholderData: keepPreviousData,
  });
}

async function recordsFor(text: string): Promise<readonly FoundRecord[]> {
  const found = request<FoundRecords>("GET", `/api/records${query({ search: text, limit: most })}`);
  const [{ items }, { registers }] = await Promise.all([
    found,
    whenReached(() => import("../desk/registers/index.ts")),
  ]);
  return items.flatMap(({ register: key, id, number, name, customer }) => {
    const register = registers.find((each) => each.key === key);
    if (register === undefined) return [];
    const called = [...new Set([number, name])].filter((part) => part !== null && part !== "").join(" · ");
    return [{ register: key, id, name: called === "" ? id : called, kind: register.one, customer: customer ?? "" }];
  });
}

async function modelsFor(kind: FoundModel["kind"], text: string, client: QueryClient): Promise<readonly FoundModel[]> {
  const list = await client.fetchQuery({ ...catalogueQuery(kind), staleTime: fresh }).catch(() => ({ items: [] }));
  const wanted = text.toLowerCase();
  return list.items
    .filter(({ key, name }) => `${key} ${name}`.toLowerCase().includes(wanted))
    .slice(0, ofModels)
    .map(({ key, name }) => ({ kind, key, name }));
}
