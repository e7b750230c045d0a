import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { createProduct } from "../../desk/records/agreements.ts";
import * as catalogue from "../../desk/records/catalogue.ts";
import { jsonRoute, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import { namesOf, tell } from "./records.ts";
import * as wire from "../wireSales.ts";

const kept = { table: "products", key: "id", what: "product" } as const;

/** What is sold. */
export const catalogueRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/products",
    summary: "All products of the catalogue",
    permission: "desk.read",
    answer: wire.productList,
    run: async (call) => ({ items: await within(call, catalogue.listProducts) }),
  }),
  plainRoute({
    method: "get",
    path: "/api/products/:sku",
    summary: "A product",
    permission: "desk.read",
    answer: wire.product,
    run: (call) => within(call, (tx) => catalogue.readProduct(tx, call.params["sku"] ?? "")),
  }),
  jsonRoute({
    method: "post",
    path: "/api/products",
    summary: "Add a product to the catalogue",
    permission: "catalogue.write",
    body: wire.newProduct,
    answer: wire.product,
    run: (call) =>
      within(call, async (tx) => {
        await createProduct(tx, call.body, call.site.house.now());
        await tell(tx, call, kept, { id: call.body.sku, act: "create", members: namesOf(call.body) });
        return catalogue.readProduct(tx, call.body.sku);
      }),
  }),
  jsonRoute({
    method: "patch",
    path: "/api/products/:sku",
    summary: "Change name, cost or tax of a product, or take it out of the catalogue",
    permission: "catalogue.write",
    body: wire.changedProduct,
    answer: wire.product,
    run: (call) =>
      within(call, async (tx) => {
        const id = call.params["sku"] ?? "";
        const changed = await catalogue.changeProduct(tx, id, call.body);
        await tell(tx, call, kept, { id, act: "change", members: namesOf(call.body) });
        return changed;
      }),
  }),
];

function within<T>({ site, person }: Call<unknown>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(site.house.database, person, work);
}
