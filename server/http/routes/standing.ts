import { z } from "zod";
import { transact } from "../../db/transact.ts";
import { customersOfInstances } from "../../instances/customers.ts";
import { readElements, readStanding } from "../../instances/standing.ts";
import { idOf, limitOf } from "../page.ts";
import { elementNameIn } from "../present/named.ts";
import { nameOf } from "../present/task.ts";
import { versionsOf } from "../present/versions.ts";
import { plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireOperations.ts";

const permission = "instances.read";
const customerOnly = { customer: "the name of a customer" };

/** How processes stand at this moment. */
export const standingRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/standing",
    summary: "The versions that instances run in, with how many run, are suspended, and how many faults they have",
    permission,
    query: { processKey: "only of this process", ...customerOnly },
    answer: wire.standing,
    run: list,
  }),
  plainRoute({
    method: "get",
    path: "/api/customers-served",
    summary: "The names of the customers that instances are about, by which lists are narrowed",
    permission,
    query: { search: "text in the name", limit: "1 to 200" },
    answer: z.object({ items: z.array(z.string()) }),
    run: async ({ site, person, query }) => {
      const wanted = { search: query["search"], limit: limitOf(query["limit"]) };
      return { items: await transact(site.house.database, person, (tx) => customersOfInstances(tx, wanted)) };
    },
  }),
  plainRoute({
    method: "get",
    path: "/api/standing/:definitionId",
    summary: "Where the tokens of a version stand: how many wait at each element, and how many faults it has",
    permission,
    query: customerOnly,
    answer: wire.elementsStanding,
    run: show,
  }),
];

function list({ site, person, query, language }: Call<undefined>): Promise<unknown> {
  const { processKey, customer } = query;
  return transact(site.house.database, person, async (tx) => {
    const rows = await readStanding(tx, { processKey, customer });
    const ids = rows.map((row) => row.definitionId);
    const versions = await versionsOf(tx, site.house, ids);
    return {
      items: rows.map(({ name, ...row }) => ({
        ...row,
        processName: nameOf(versions.get(row.definitionId), language) ?? name,
      })),
    };
  });
}

function show({ site, person, params, query, language }: Call<undefined>): Promise<unknown> {
  const id = idOf(params["definitionId"], "definition");
  return transact(site.house.database, person, async (tx) => {
    const version = await site.house.versions.byId(tx, id);
    const rows = await readElements(tx, id, query["customer"]);
    return { items: rows.map((row) => ({ ...row, name: elementNameIn(version, row.elementId, language) })) };
  });
}
