import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { addLicence, assetChange, changeAsset, newLicence, releaseLicence } from "../../desk/assets/change.ts";
import { readDeviceList } from "../../desk/assets/csv.ts";
import type { Imported } from "../../desk/assets/import.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { listAssets, readAsset } from "../../desk/reads/assets.ts";
import { newAsset } from "../../desk/records/parties.ts";
import { expectAware } from "../../desk/security/reported.ts";
import {
  adoptAssets,
  lookAtDevices,
  recordAsset,
  requestOfAsset,
  takeInDevices,
} from "../../runtime/commands/assets.ts";
import { idOf, pageAnswer, pageOf, paging } from "../page.ts";
import { jsonRoute, nothing, plainRoute, rawRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireAssets.ts";

const listQuery = { source: "where the list is from", customerId: "whose devices they are where a row does not say" };
const listTypes = ["text/csv", "text/plain", "application/vnd.ms-excel"];
const listLimit = 10 * 1024 * 1024;

/** Assets and their licences: list, look, record, correct, take in, ask something of. */
export const assetRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/assets",
    summary: "A page of assets, newest first",
    permission: "desk.read",
    query: {
      search: "text in number, name, serial, model, customer or user",
      state: "asset state",
      kind: "kind of device",
      customerId: "customer",
      endsBefore: "day before which warranty or support ends",
      ...paging,
    },
    answer: wire.assetPage,
    run: list,
  }),
  jsonRoute({
    method: "post",
    path: "/api/assets",
    summary: "Record an asset that is in use; its life begins",
    permission: "desk.write",
    body: newAsset,
    answer: wire.created,
    run: async ({ site, cause, body }) => ({ id: await recordAsset(site.house, cause, body) }),
  }),
  jsonRoute({
    method: "post",
    path: "/api/assets/import",
    summary: "Take in devices as an RMM tells of them, and say what was not taken",
    permission: "desk.write",
    body: wire.deviceImport,
    answer: wire.imported,
    run: takeIn,
  }),
  rawRoute({
    method: "post",
    path: "/api/assets/import-list",
    summary: "Take in a list of devices as CSV, and say what was not taken",
    permission: "desk.write",
    query: listQuery,
    types: listTypes,
    limit: listLimit,
    answer: wire.imported,
    run: takeInList,
  }),
  rawRoute({
    method: "post",
    path: "/api/assets/import-preview",
    summary: "Tell what taking in a list of devices would come to; nothing is stored",
    permission: "desk.write",
    query: listQuery,
    types: listTypes,
    limit: listLimit,
    answer: wire.lookedAt,
    run: lookAtList,
  }),
  plainRoute({
    method: "post",
    path: "/api/assets/adoptions",
    summary: "Let the life of all assets begin that nobody looks after yet",
    permission: "desk.write",
    answer: wire.adopted,
    run: async ({ site, cause }) => ({ begun: await adoptAssets(site.house, cause) }),
  }),
  plainRoute({
    method: "get",
    path: "/api/assets/:id",
    summary: "An asset with its history, licences, notices and certificates",
    permission: "desk.read",
    answer: wire.asset,
    run: ({ params, ...call }) => within(call, (tx) => readAsset(tx, idOf(params["id"], "asset"))),
  }),
  jsonRoute({
    method: "patch",
    path: "/api/assets/:id",
    summary: "Correct an asset's record",
    permission: "desk.write",
    body: assetChange,
    run: correct,
  }),
  jsonRoute({
    method: "post",
    path: "/api/assets/:id/requests",
    summary: "Report a defect, or ask that an asset be moved, replaced or decommissioned",
    permission: "tasks.work",
    body: wire.assetRequest,
    answer: wire.requested,
    run: request,
  }),
  jsonRoute({
    method: "post",
    path: "/api/assets/:id/loss",
    summary:
      "Report that an asset was lost or stolen: an incident begins, and it is wiped remotely once somebody else approves",
    permission: "tasks.work",
    body: wire.lostAsset,
    answer: wire.requested,
    run: lose,
  }),
  jsonRoute({
    method: "post",
    path: "/api/assets/:id/licences",
    summary: "Give a licence to an asset",
    permission: "desk.write",
    body: newLicence,
    answer: wire.created,
    run: license,
  }),
  plainRoute({
    method: "delete",
    path: "/api/assets/:id/licences/:licenceId",
    summary: "Take a licence from an asset; its record stays",
    permission: "desk.write",
    run: release,
  }),
];

function within<T>({ site, person }: Pick<Call<unknown>, "site" | "person">, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(site.house.database, person, work);
}

function list(call: Call<undefined>): Promise<unknown> {
  const { search, state, kind, customerId, endsBefore } = call.query;
  const page = pageOf(call.query);
  const filter = {
    search,
    state,
    kind,
    customerId: customerId === undefined ? undefined : idOf(customerId, "customer"),
    endsBefore: dayOf(endsBefore),
  };
  return within(call, async (tx) => pageAnswer(await listAssets(tx, filter, page), page.limit));
}

function dayOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const found = z.iso.date().safeParse(text);
  if (found.success) return found.data;
  throw new Refusal("invalid", "query.day", `Expected a day such as 2026-12-31, but it is ${text}`);
}

async function takeIn({ site, cause, body }: Call<z.output<typeof wire.deviceImport>>): Promise<unknown> {
  const { source, customerId = null, devices } = body;
  const rows = devices.map((row, index) => ({ line: index + 1, row }));
  return presentImport(await takeInDevices(site.house, cause, { source, customerId, rows }), []);
}

async function takeInList({ site, cause, query, body }: Call<Buffer>): Promise<unknown> {
  const { rows, ignored } = readDeviceList(body);
  const customerId = query["customerId"] === undefined ? null : idOf(query["customerId"], "customer");
  const given = { source: (query["source"] ?? "list").slice(0, 60), customerId, rows };
  return presentImport(await takeInDevices(site.house, cause, given), ignored);
}

async function lookAtList({ site, cause, query, body }: Call<Buffer>): Promise<unknown> {
  const { rows, ignored } = readDeviceList(body);
  const customerId = query["customerId"] === undefined ? null : idOf(query["customerId"], "customer");
  const given = { source: (query["source"] ?? "list").slice(0, 60), customerId, rows };
  const { imported, devices } = await lookAtDevices(site.house, cause, given);
  const { created, updated, refused } = imported;
  return { created: created.length, updated: updated.length, devices, refused, ignored };
}

function presentImport({ id, created, updated, toBegin, refused }: Imported, ignored: readonly string[]): object {
  return { id, created: created.length, updated: updated.length, begun: toBegin.length, refused, ignored };
}

async function correct(call: Call<z.output<typeof assetChange>>): Promise<unknown> {
  const { site, params, body, cause } = call;
  const change = { change: body, actor: cause.actor };
  await within(call, (tx) => changeAsset(tx, idOf(params["id"], "asset"), change, site.house.now()));
  return nothing;
}

async function request({ site, cause, params, body }: Call<z.output<typeof wire.assetRequest>>): Promise<unknown> {
  const { request: kind, note, ...rest } = body;
  const details: JsonObject = { ...rest, note, text: note };
  return {
    instanceId: await requestOfAsset(site.house, cause, { id: idOf(params["id"], "asset"), request: kind, details }),
  };
}

async function lose({ site, cause, params, body }: Call<z.output<typeof wire.lostAsset>>): Promise<unknown> {
  const now = site.house.now();
  const awareAt = body.awareAt ? new Date(body.awareAt) : now;
  expectAware(awareAt, now);
  const { result, note, personalData = null, policeReference = null } = body;
  const details: JsonObject = { result, note, personalData, policeReference, awareAt: awareAt.toISOString() };
  const id = idOf(params["id"], "asset");
  return { instanceId: await requestOfAsset(site.house, cause, { id, request: "lost", details }) };
}

async function license(call: Call<z.output<typeof newLicence>>): Promise<unknown> {
  const { site, params, body, cause } = call;
  const given = { licence: body, actor: cause.actor };
  return { id: await within(call, (tx) => addLicence(tx, idOf(params["id"], "asset"), given, site.house.now())) };
}

async function release(call: Call<undefined>): Promise<unknown> {
  const { site, params, cause } = call;
  const given = { licenceId: idOf(params["licenceId"], "licence"), actor: cause.actor };
  await within(call, (tx) => releaseLicence(tx, idOf(params["id"], "asset"), given, site.house.now()));
  return nothing;
}
