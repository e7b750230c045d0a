import { refuseForeign } from "../../connectors/alerts/hook.ts";
import { appendTrail } from "../../audit/trail.ts";
import { Refusal } from "../../base/refusal.ts";
import { everyTenant, transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { linkOf } from "../../connectors/frame/open.ts";
import { psaEntities } from "../../connectors/frame/ports.ts";
import type { PsaEntity } from "../../connectors/frame/ports.ts";
import { findAnywhere } from "../../connectors/frame/rows.ts";
import { chooseSystem, listSystems } from "../../connectors/psa/choose.ts";
import { dropChange, listChanges, retryChange } from "../../connectors/psa/outbox.ts";
import { callSource } from "../../connectors/sources/lease.ts";
import { idOf } from "../page.ts";
import { jsonRoute, nothing, plainRoute, rawRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireSystems.ts";

const permission = "administration";

/** Which system leads for which records, what is yet to be written there, and the door where it tells of news. */
export const recordSystemRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/systems-of-record",
    summary: "Which system leads for each kind of record, and which could",
    permission,
    answer: wire.systems,
    run: ({ site, person }) => transact(site.house.database, person, listSystems),
  }),
  jsonRoute({
    method: "put",
    path: "/api/systems-of-record/:entity",
    summary: "Choose which system leads for a kind of record; null is this house",
    permission,
    body: wire.chosenSystem,
    run: async ({ site, cause, params, body }) => {
      await chooseSystem(site.world, cause, { entity: entityOf(params["entity"]), connectorId: body.connectorId });
      return nothing;
    },
  }),
  plainRoute({
    method: "get",
    path: "/api/psa-changes",
    summary: "Records that are yet to be written where they are led, those first that cannot be",
    permission,
    answer: wire.waitingChanges,
    run: async ({ site, person }) => ({ items: await transact(site.house.database, person, listChanges) }),
  }),
  plainRoute({
    method: "post",
    path: "/api/psa-changes/:entity/:id/retry",
    summary: "Try at once to write a record where it is led",
    permission,
    run: (call) => settle(call, "retryPsaChange", retryChange),
  }),
  plainRoute({
    method: "post",
    path: "/api/psa-changes/:entity/:id/drop",
    summary: "Do not write a record; the system that leads stays as it is",
    permission,
    run: (call) => settle(call, "dropPsaChange", dropChange),
  }),
  rawRoute({
    method: "post",
    path: "/api/psa-hooks/:id",
    summary: "A PSA tells of news; it proves itself by the connector's token and is asked what changed",
    permission: undefined,
    types: ["application/json", "application/x-www-form-urlencoded", "text/plain"],
    limit: 1024 * 1024,
    run: hear,
  }),
];

/** What it says is not believed: it is asked. */
async function hear({ site, params, headers, body }: Call<Buffer>): Promise<unknown> {
  const id = idOf(params["id"], "connector");
  const connector = await transact(site.house.database, everyTenant, (tx) => findAnywhere(tx, id));
  if (connector === undefined || connector.capability !== "psa")
    throw new Refusal("missing", "connector.missing", "Expected the address of a connector, but it is none");
  const { secrets } = await linkOf(site.world, connector.tenantId, connector);
  const secret = secrets["hookToken"] ?? "";
  if (secret === "")
    throw new Refusal(
      "unauthenticated",
      "alert.secret",
      "Expected a connector with a token of webhooks, but it has none",
    );
  refuseForeign("token", secret, { authorization: headers.authorization, signature: undefined }, body);
  await transact(site.house.database, connector.tenantId, (tx) => callSource(tx, id));
  return nothing;
}

async function settle(
  { site, cause, person, params }: Call<undefined>,
  type: string,
  work: (tx: Tx, entity: string, id: string) => Promise<boolean>,
): Promise<unknown> {
  const entity = entityOf(params["entity"]);
  const id = idOf(params["id"], "record");
  await transact(site.house.database, person, async (tx) => {
    if (!(await work(tx, entity, id)))
      throw new Refusal(
        "missing",
        "psa.change",
        "Expected a record that is yet to be written, but it is written by now",
      );
    await appendTrail(tx, {
      streamId: "connectors",
      at: site.house.now(),
      type,
      actor: cause.actor,
      requestId: cause.requestId ?? null,
      data: { entity, id },
    });
  });
  return nothing;
}

/** @throws {Refusal} `psa.entity` */
function entityOf(text: string | undefined): PsaEntity {
  const found = psaEntities.find((each) => each === text);
  if (found !== undefined) return found;
  throw new Refusal("missing", "psa.entity", `Expected one of ${psaEntities.join(", ")}, but ${text} is none`);
}
