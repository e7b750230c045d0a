import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { findMaintenance, listMaintenance } from "../../desk/reads/house.ts";
import { missing } from "../../desk/records/change.ts";
import type { Kept } from "../../desk/records/change.ts";
import { kept } from "../../desk/records/edit.ts";
import { linkExternal } from "../../desk/records/house.ts";
import { admitToCustomer, endMaintenance, houseKept, unlinkExternal } from "../../desk/records/houseChange.ts";
import type { LinkedEntity } from "../../desk/records/houseChange.ts";
import { planMaintenance } from "../../desk/records/parties.ts";
import { excludeFromCustomer } from "../../desk/records/staff.ts";
import { jsonRoute, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireHouse.ts";
import { recordId, within } from "./records.ts";
import { changingSetting, readRow, tellSetting } from "./settings.ts";

const { maintenance } = houseKept;

/** What is agreed about customers and assets: when their alerts are expected, who does not work for them. */
const agreedRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/maintenance-windows",
    summary: "Maintenance windows to come and of the last ninety days, the latest first",
    permission: "desk.read",
    answer: wire.maintenanceList,
    run: async (call) => ({ items: await within(call, (tx) => listMaintenance(tx, call.site.house.now())) }),
  }),
  plainRoute({
    method: "get",
    path: "/api/maintenance-windows/:id",
    summary: "A maintenance window",
    permission: "desk.read",
    answer: wire.maintenance,
    run: (call) =>
      within(call, async (tx) => {
        const id = recordId(call, maintenance);
        const found = await findMaintenance(tx, id, call.site.house.now());
        if (found === undefined) throw missing(maintenance, id);
        return found;
      }),
  }),
  jsonRoute({
    method: "post",
    path: "/api/maintenance-windows",
    summary: "Plan a maintenance window: alerts in it open no ticket, unless they are about security",
    permission: "desk.write",
    body: wire.addMaintenance,
    answer: wire.createdMaintenance,
    run: (call) =>
      within(call, async (tx) => {
        await refuseStranger(tx, call.body);
        const id = await planMaintenance(tx, call.body, call.site.house.now());
        await tellSetting(tx, call, { kept: maintenance, id, act: "create", was: undefined, is: call.body });
        return { id };
      }),
  }),
  plainRoute({
    method: "post",
    path: "/api/maintenance-windows/:id/end",
    summary: "End a maintenance window now, or take it back before it begins",
    permission: "desk.write",
    run: (call) =>
      changingSetting(
        call,
        {
          kept: maintenance,
          id: recordId(call, maintenance),
          act: "end",
          read: readRow(maintenance, recordId(call, maintenance)),
        },
        (tx) => endMaintenance(tx, recordId(call, maintenance), call.site.house.now()),
      ),
  }),
  jsonRoute({
    method: "put",
    path: "/api/staff/:id/exclusions",
    summary: "Keep somebody away from a customer: tickets of the customer go to others",
    permission: "administration",
    body: wire.exclusion,
    run: (call) =>
      changingSetting(call, exclusionsOf(call), (tx) =>
        excludeFromCustomer(tx, { login: recordId(call, kept.staff), ...call.body }),
      ),
  }),
  jsonRoute({
    method: "post",
    path: "/api/staff/:id/exclusions/remove",
    summary: "Let somebody work for a customer again",
    permission: "administration",
    body: wire.exclusion,
    run: (call) =>
      changingSetting(call, exclusionsOf(call), (tx) =>
        admitToCustomer(tx, recordId(call, kept.staff), call.body.customerId),
      ),
  }),
];

/** An asset whose customer is another one would silence alerts of nobody. */
async function refuseStranger(
  tx: Tx,
  { customerId, assetId }: { customerId: string; assetId?: string | null | undefined },
) {
  if (assetId === undefined || assetId === null) return;
  const rows = await tx.query("select 1 from assets where tenant_id = $1 and id = $2 and customer_id = $3", [
    tx.tenantId,
    assetId,
    customerId,
  ]);
  if (rows.length > 0) return;
  const message = "Expected an asset of the customer, but it is none";
  throw new Refusal("unprocessable", "maintenance.asset", message, [
    { place: "/assetId", code: "maintenance.asset", message },
  ]);
}

const asset: Kept = { table: "assets", key: "id", what: "asset" };

/** Under which ids other systems know our records: their alerts, devices and documents are assigned by them. */
const referenceRoutes: readonly Route[] = [
  ...linkingRoutes("/api/customers", "customer", kept.customer),
  ...linkingRoutes("/api/contacts", "contact", kept.contact),
  ...linkingRoutes("/api/assets", "asset", asset),
];

function linkingRoutes(path: string, entity: LinkedEntity, of: Kept): readonly Route[] {
  return [
    jsonRoute({
      method: "post",
      path: `${path}/:id/references`,
      summary: `Say under which id another system knows the ${entity}`,
      permission: "desk.write",
      body: wire.addReference,
      run: (call) =>
        changingSetting(call, referencesOf(call, entity, of), async (tx) => {
          const entityId = recordId(call, of);
          await refuseUnknown(tx, of, entityId);
          await linkExternal(tx, { entity, entityId, ...call.body });
        }),
    }),
    jsonRoute({
      method: "post",
      path: `${path}/:id/references/remove`,
      summary: `Forget under which id another system knows the ${entity}`,
      permission: "desk.write",
      body: wire.reference,
      run: (call) =>
        changingSetting(call, referencesOf(call, entity, of), (tx) =>
          unlinkExternal(tx, { entity, entityId: recordId(call, of), ...call.body }),
        ),
    }),
  ];
}

/** Whom somebody is kept away from, as the trail tells it. */
function exclusionsOf(call: Call<unknown>) {
  const id = recordId(call, kept.staff);
  const read = async (tx: Tx) => {
    const rows = await tx.query<{ id: string }>(
      "select customer_id as id from technician_exclusions where tenant_id = $1 and login = $2 order by customer_id",
      [tx.tenantId, id],
    );
    return { exclusions: rows.map((row) => row.id) };
  };
  return { kept: kept.staff, id, act: "change", read } as const;
}

/** Under which ids other systems know a record, as the trail tells it. */
function referencesOf(call: Call<unknown>, entity: LinkedEntity, of: Kept) {
  const id = recordId(call, of);
  const read = async (tx: Tx) => {
    const rows = await tx.query<{ reference: string }>(
      `select system || ' ' || external_id as reference from external_refs
       where tenant_id = $1 and entity = $2 and entity_id = $3 order by system, external_id`,
      [tx.tenantId, entity, id],
    );
    return { references: rows.map((row) => row.reference) };
  };
  return { kept: of, id, act: "change", read } as const;
}

async function refuseUnknown(tx: Tx, of: Kept, id: string): Promise<void> {
  const rows = await tx.query(`select 1 from ${of.table} where tenant_id = $1 and id = $2`, [tx.tenantId, id]);
  if (rows.length === 0) throw missing(of, id);
}

export const aroundRoutes: readonly Route[] = [...agreedRoutes, ...referenceRoutes];
