import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { createPriceList, createProduct } from "../../desk/records/agreements.ts";
import * as catalogue from "../../desk/records/catalogue.ts";
import { idOf } from "../page.ts";
import { jsonRoute, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireSales.ts";

/** What is sold, and for how much. */
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
        return catalogue.readProduct(tx, call.body.sku);
      }),
  }),
  jsonRoute({
    method: "patch",
    path: "/api/products/:sku",
    summary: "Change name or cost of a product, or take it out of the catalogue",
    permission: "catalogue.write",
    body: wire.changedProduct,
    answer: wire.product,
    run: (call) => within(call, (tx) => catalogue.changeProduct(tx, call.params["sku"] ?? "", call.body)),
  }),
  plainRoute({
    method: "get",
    path: "/api/price-lists",
    summary: "All price lists, the newest first",
    permission: "desk.read",
    answer: wire.priceLists,
    run: async (call) => ({ items: await within(call, catalogue.listPriceLists) }),
  }),
  plainRoute({
    method: "get",
    path: "/api/price-lists/:id",
    summary: "A price list with its prices",
    permission: "desk.read",
    answer: wire.priceList,
    run: (call) => within(call, (tx) => catalogue.readPriceList(tx, idOf(call.params["id"], "priceList"))),
  }),
  jsonRoute({
    method: "post",
    path: "/api/price-lists",
    summary: "Write a price list; prices never change, a new list follows an old one",
    permission: "catalogue.write",
    body: wire.newPriceList,
    answer: wire.priceList,
    run: (call) =>
      within(call, async (tx) => {
        const { items, ...list } = call.body;
        const priced = { ...list, items: await catalogue.itemsBySku(tx, items) };
        return catalogue.readPriceList(tx, await createPriceList(tx, priced, call.site.house.now()));
      }),
  }),
  jsonRoute({
    method: "patch",
    path: "/api/price-lists/:id",
    summary: "Say until when a price list holds",
    permission: "catalogue.write",
    body: wire.endOfPriceList,
    answer: wire.priceList,
    run: (call) =>
      within(call, (tx) => catalogue.endPriceList(tx, idOf(call.params["id"], "priceList"), call.body.validTo)),
  }),
];

function within<T>({ site, person }: Call<unknown>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(site.house.database, person, work);
}
