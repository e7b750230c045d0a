import { countLicence } from "../../connectors/sources/licences.ts";
import { transact } from "../../db/transact.ts";
import { assignLicense, assignment, assignmentEnd, takeLicense } from "../../desk/licenses/assign.ts";
import { changeQuantity, quantityChange } from "../../desk/licenses/quantity.ts";
import { createSubscription, licenseChange, recordCount } from "../../desk/licenses/subscriptions.ts";
import { findLicense, licenseListing } from "../../desk/reads/licenses.ts";
import { kept } from "../../desk/records/edit.ts";
import { jsonRoute, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireLicenses.ts";
import { createdRecord } from "../wireParties.ts";
import { changing, momentOf, namesOf, recordId, recordRoutes, tell } from "./records.ts";

const permission = "catalogue.write";

/** Licences of customers: what is agreed, what is counted, who has one. */
export const licenseRoutes: readonly Route[] = [
  ...recordRoutes({
    path: "/api/licenses",
    one: "a licence that a customer has by a line of a contract",
    many: "licences",
    kept: kept.license,
    listing: licenseListing,
    filters: {
      state: "even, over or under what is agreed, stale, uncounted, expired or ended",
      customerId: "customer",
    },
    page: wire.licensePage,
    answer: wire.license,
    created: createdRecord,
    permission,
    find: async (tx, id, _now, house) => findLicense(tx, id, await momentOf(tx, house)),
    input: wire.addLicense,
    create: createSubscription,
    change: licenseChange,
  }),
  jsonRoute({
    method: "post",
    path: "/api/licenses/:id/quantity",
    summary: "Agree another quantity from a day on, with a reason",
    permission,
    body: quantityChange,
    run: (call) =>
      changing(call, kept.license, { act: "changeQuantityOf", members: namesOf(call.body) }, (tx) =>
        changeQuantity(tx, idOf(call), { change: call.body, actor: call.cause.actor }, call.site.house.now()),
      ),
  }),
  jsonRoute({
    method: "post",
    path: "/api/licenses/:id/assignments",
    summary: "Give a licence to a device or a person of its customer",
    permission: "desk.write",
    body: assignment,
    run: (call) =>
      changing(call, kept.license, { act: "assign", members: namesOf(call.body) }, async (tx) =>
        assignLicense(
          tx,
          idOf(call),
          { given: call.body, actor: call.cause.actor },
          await momentOf(tx, call.site.house),
        ),
      ),
  }),
  jsonRoute({
    method: "post",
    path: "/api/licenses/:id/assignments/end",
    summary: "Take a licence back from whoever has it; the record stays",
    permission: "desk.write",
    body: assignmentEnd,
    run: (call) =>
      changing(call, kept.license, { act: "takeBack", members: [] }, (tx) =>
        takeLicense(tx, idOf(call), { given: call.body, actor: call.cause.actor }, call.site.house.now()),
      ),
  }),
  jsonRoute({
    method: "post",
    path: "/api/licenses/:id/counts",
    summary: "Keep what somebody counted of a licence",
    permission: "desk.write",
    body: wire.handCount,
    run: (call) =>
      changing(call, kept.license, { act: "count", members: namesOf(call.body) }, (tx) =>
        recordCount(tx, { ...call.body, subscriptionId: idOf(call) }, call.site.house.now()),
      ),
  }),
  plainRoute({
    method: "post",
    path: "/api/licenses/:id/count",
    summary: "Ask the source how many there are now",
    permission: "desk.write",
    answer: wire.counted,
    run: async (call) => {
      const source = await countLicence(call.site.world, call.person.tenantId, idOf(call));
      const told = { id: idOf(call), act: "count", members: [] };
      await transact(call.site.house.database, call.person, (tx) => tell(tx, call, kept.license, told));
      return { source, counted: true };
    },
  }),
];

function idOf(call: Pick<Call<unknown>, "params">): string {
  return recordId(call, kept.license);
}
