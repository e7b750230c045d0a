import { z } from "zod";
import { appendTrail } from "../../audit/trail.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { businessDay } from "../../desk/businessDay.ts";
import { planImport, takePriceFile } from "../../desk/records/priceImport.ts";
import type { PriceDifference, Taking } from "../../desk/records/priceImport.ts";
import * as lists from "../../desk/records/priceLists.ts";
import { beginVersion, setPrice, takePrice } from "../../desk/records/priceVersions.ts";
import { attachmentHeader } from "../../desk/files/fileName.ts";
import { idOf } from "../page.ts";
import { priceSheet } from "../present/priceSheet.ts";
import { jsonRoute, plainRoute, rawRoute, Reply } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wirePriceLists.ts";

const csvTypes = ["text/csv", "text/plain", "application/vnd.ms-excel"];
const fileLimit = 5 * 1024 * 1024;
const taking = {
  validFrom: "ISO 8601; where the list holds already: the day on which its new version begins",
  rest: "keep (without saying) or remove: prices that the file does not tell of",
};

/** What products cost from when on. What holds is not changed: a new version follows it. */
export const priceListRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/price-lists",
    summary: "All price lists, the newest first",
    permission: "desk.read",
    answer: wire.priceLists,
    run: async (call) => ({ items: await within(call, lists.listPriceLists) }),
  }),
  plainRoute({
    method: "get",
    path: "/api/price-lists/:id",
    summary: "A price list with its prices, its versions and the contracts with it",
    permission: "desk.read",
    answer: wire.priceList,
    run: (call) => within(call, (tx, today) => lists.readPriceList(tx, listOf(call), today)),
  }),
  plainRoute({
    method: "get",
    path: "/api/price-lists/:id/prices.csv",
    summary: "The prices as a table for spreadsheets, which can be taken in again",
    permission: "desk.read",
    answerType: "text/csv; charset=utf-8",
    run: exportPrices,
  }),
  jsonRoute({
    method: "post",
    path: "/api/price-lists",
    summary: "Write a price list; one without prices is filled before it counts",
    permission: "catalogue.write",
    body: wire.newPriceList,
    answer: wire.priceList,
    run: (call) =>
      within(call, async (tx, today) => {
        const { items, ...list } = call.body;
        const priced = { ...list, items: await lists.itemsBySku(tx, items) };
        const id = await lists.createPriceList(tx, priced, call.site.house.now());
        return told(tx, call, { id, act: "createPriceList", today, data: { ...list, prices: items.length } });
      }),
  }),
  jsonRoute({
    method: "patch",
    path: "/api/price-lists/:id",
    summary: "Rename a price list, say until when it holds, or for whom",
    permission: "catalogue.write",
    body: wire.changedPriceList,
    answer: wire.priceList,
    run: (call) =>
      within(call, async (tx, today) => {
        const id = listOf(call);
        await lists.changePriceList(tx, id, call.body, today);
        return told(tx, call, { id, act: "changePriceList", today, data: call.body });
      }),
  }),
  jsonRoute({
    method: "post",
    path: "/api/price-lists/:id/versions",
    summary: "Begin a new version of a list on a day, with its prices or by some percent others",
    permission: "catalogue.write",
    body: wire.newVersion,
    answer: wire.priceList,
    run: (call) =>
      within(call, async (tx, today) => {
        const before = listOf(call);
        const id = await beginVersion(tx, before, call.body, { now: call.site.house.now(), today });
        return told(tx, call, { id, act: "beginPriceListVersion", today, data: { ...call.body, follows: before } });
      }),
  }),
  jsonRoute({
    method: "put",
    path: "/api/price-lists/:id/price",
    summary: "Set a price of a list that does not hold yet",
    permission: "catalogue.write",
    body: wire.price,
    answer: wire.priceList,
    run: (call) =>
      within(call, async (tx, today) => {
        const id = listOf(call);
        const beforeCents = await setPrice(tx, id, call.body, today);
        return told(tx, call, { id, act: "setPrice", today, data: { ...call.body, beforeCents } });
      }),
  }),
  jsonRoute({
    method: "post",
    path: "/api/price-lists/:id/price/take",
    summary: "Take a price out of a list that does not hold yet",
    permission: "catalogue.write",
    body: wire.takenPrice,
    answer: wire.priceList,
    run: (call) =>
      within(call, async (tx, today) => {
        const id = listOf(call);
        const { unitPriceCents } = await takePrice(tx, id, call.body, today);
        return told(tx, call, { id, act: "takePrice", today, data: { ...call.body, beforeCents: unitPriceCents } });
      }),
  }),
  rawRoute({
    method: "post",
    path: "/api/price-lists/:id/import-preview",
    summary: "Tell what a CSV file would change of a list, and which lines cannot be read; nothing is stored",
    permission: "catalogue.write",
    query: taking,
    types: csvTypes,
    limit: fileLimit,
    answer: wire.pricePlan,
    run: (call) =>
      within(call, (tx, today) => planImport(tx, listOf(call), { bytes: call.body, taking: takingOf(call), today })),
  }),
  rawRoute({
    method: "post",
    path: "/api/price-lists/:id/import",
    summary: "Take the prices of a CSV file, all or none; where the list holds already a new version of it begins",
    permission: "catalogue.write",
    query: taking,
    types: csvTypes,
    limit: fileLimit,
    answer: wire.takenPrices,
    run: (call) =>
      within(call, async (tx, today) => {
        const given = { bytes: call.body, taking: takingOf(call), today, now: call.site.house.now() };
        const taken = await takePriceFile(tx, listOf(call), given);
        const data = {
          follows: listOf(call),
          validFrom: taken.plan.validFrom,
          changes: changesOf(taken.plan.differences),
        };
        await told(tx, call, { id: taken.id, act: "importPrices", today, data });
        return taken;
      }),
  }),
];

/** Works in one transaction, on the day it is where the house works. */
function within<T>({ site, person }: Call<unknown>, work: (tx: Tx, today: string) => Promise<T>): Promise<T> {
  return transact(site.house.database, person, async (tx) => {
    const { house } = site;
    return work(tx, await businessDay({ now: house.now(), calendarOf: (key) => house.calendars.of(tx, key) }));
  });
}

function listOf({ params }: Call<unknown>): string {
  return idOf(params["id"], "priceList");
}

function takingOf({ query }: Call<unknown>): Taking {
  const { validFrom, rest = "keep" } = query;
  if (rest !== "keep" && rest !== "remove")
    throw new Refusal("invalid", "query.rest", `Expected keep or remove, but it is ${rest}`);
  if (validFrom !== undefined && !z.iso.date().safeParse(validFrom).success)
    throw new Refusal("invalid", "query.validFrom", `Expected a day such as 2027-01-01, but it is ${validFrom}`);
  return { validFrom, rest };
}

async function exportPrices(call: Call<undefined>): Promise<unknown> {
  const list = await within(call, (tx, today) => lists.readPriceList(tx, listOf(call), today));
  return new Reply(200, Buffer.from(priceSheet(list, call.language)), "text/csv; charset=utf-8", {
    "content-disposition": attachmentHeader(`${list.name} ${list.validFrom}.csv`),
  });
}

/** What the trail keeps of an import: the prices that are others now. */
function changesOf(differences: readonly PriceDifference[]): JsonObject[] {
  return differences
    .filter(({ kind }) => kind !== "same" && kind !== "kept")
    .map(({ kind, sku, minQty, beforeCents, unitPriceCents, costCents }) => ({
      kind,
      sku,
      minQty,
      beforeCents,
      unitPriceCents,
      costCents,
    }));
}

interface Deed {
  readonly id: string;
  readonly act: string;
  readonly today: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Writes down what was done with a list, and tells how it stands. */
async function told(tx: Tx, { site, cause }: Call<unknown>, { id, act, today, data }: Deed): Promise<lists.PriceList> {
  await appendTrail(tx, {
    streamId: `priceList:${id}`,
    at: site.house.now(),
    type: act,
    actor: cause.actor,
    requestId: cause.requestId ?? null,
    data: JSON.parse(JSON.stringify({ id, ...data })) as JsonObject, // checked input without what is undefined
  });
  return lists.readPriceList(tx, id, today);
}
