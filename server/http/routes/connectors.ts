import type { z } from "zod";
import { listCalls } from "../../connectors/frame/calls.ts";
import {
  changeConnector,
  createConnector,
  missingSecrets,
  putSecret,
  readConnector,
  removeConnector,
} from "../../connectors/frame/manage.ts";
import { standInsOf } from "../../connectors/frame/open.ts";
import { listConnectors } from "../../connectors/frame/rows.ts";
import type { Connector } from "../../connectors/frame/rows.ts";
import { tryOut } from "../../connectors/frame/tryOut.ts";
import { kindNamed, kinds } from "../../connectors/kinds/index.ts";
import { capabilityLabels } from "../../connectors/kinds/simulator.ts";
import { transact } from "../../db/transact.ts";
import { idOf, limitOf } from "../page.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireConnectors.ts";

const permission = "administration";

/** What the house is connected to. Every change stands in the trail; secrets go in and never come out. */
export const connectorRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/connector-kinds",
    summary: "The kinds of connectors there are, with their settings forms",
    permission,
    answer: wire.connectorKinds,
    run: () => Promise.resolve({ items: kinds.map(presentKind) }),
  }),
  plainRoute({
    method: "get",
    path: "/api/connectors",
    summary: "All connectors, by capability and name",
    permission,
    answer: wire.connectorList,
    run: ({ site, person }) =>
      transact(site.house.database, person, async (tx) => ({
        items: (await listConnectors(tx)).map(present),
        standIns: standInsOf(site.world),
      })),
  }),
  jsonRoute({
    method: "post",
    path: "/api/connectors",
    summary: "Add a connector; it begins disabled",
    permission,
    body: wire.newConnector,
    answer: wire.connectorId,
    run: async ({ site, cause, body }) => ({ id: await createConnector(site.world, cause, body) }),
  }),
  plainRoute({
    method: "get",
    path: "/api/connectors/:id",
    summary: "A connector with the result of its last test",
    permission,
    answer: wire.connector,
    run: async (call) => present(await read(call)),
  }),
  jsonRoute({
    method: "patch",
    path: "/api/connectors/:id",
    summary: "Change a connector, enable or disable it; another address forgets its secrets",
    permission,
    body: wire.connectorChange,
    run: change,
  }),
  plainRoute({
    method: "delete",
    path: "/api/connectors/:id",
    summary: "Remove a connector with its secrets and its log",
    permission,
    run: async ({ site, cause, params }) => {
      await removeConnector(site.world, cause, idOf(params["id"], "connector"));
      return nothing;
    },
  }),
  jsonRoute({
    method: "put",
    path: "/api/connectors/:id/secrets/:name",
    summary: "Put a secret; it is sealed and never told again",
    permission,
    body: wire.secretValue,
    run: ({ body, ...call }) => secret(call, body.value),
  }),
  plainRoute({
    method: "delete",
    path: "/api/connectors/:id/secrets/:name",
    summary: "Forget a secret; a connector that cannot do without is disabled",
    permission,
    run: (call) => secret(call, undefined),
  }),
  plainRoute({
    method: "post",
    path: "/api/connectors/:id/test",
    summary: "Make a real round trip, within 20 seconds, and tell what was tried and what came back",
    permission,
    answer: wire.connectorTest,
    run: async (call) => tryOut(call.site.world, call.person.tenantId, await read(call)),
  }),
  plainRoute({
    method: "get",
    path: "/api/connectors/:id/calls",
    summary: "The last calls of a connector, the newest first; 200 are kept",
    permission,
    query: { limit: "1 to 200" },
    answer: wire.connectorCalls,
    run: async (call) => {
      const { id } = await read(call);
      const limit = limitOf(call.query["limit"]);
      return transact(call.site.house.database, call.person, async (tx) => ({
        items: await listCalls(tx, id, limit),
      }));
    },
  }),
];

type Asked = Pick<Call<unknown>, "site" | "person" | "params">;

function read({ site, person, params }: Asked): Promise<Connector> {
  const id = idOf(params["id"], "connector");
  return transact(site.house.database, person, (tx) => readConnector(tx, id));
}

async function change({ site, cause, params, body }: Call<z.output<typeof wire.connectorChange>>): Promise<unknown> {
  const wish = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
  await changeConnector(site.world, cause, idOf(params["id"], "connector"), wish);
  return nothing;
}

async function secret(
  { site, cause, params }: Pick<Call<unknown>, "site" | "cause" | "params">,
  value: string | undefined,
): Promise<unknown> {
  await putSecret(site.world, cause, { id: idOf(params["id"], "connector"), name: params["name"] ?? "", value });
  return nothing;
}

function presentKind(kind: (typeof kinds)[number]): z.input<typeof wire.connectorKind> {
  const { key, capability, label, about, fields, secrets, address, isSimulator = false } = kind;
  return {
    key,
    capability,
    capabilityLabel: capabilityLabels[capability],
    label,
    about,
    fields: [...fields],
    secrets: [...secrets],
    address: [...address],
    isSimulator,
  };
}

function present(connector: Connector): object {
  const { cursor, ...shown } = connector;
  return {
    ...shown,
    hasCursor: cursor !== null,
    secrets: Object.keys(connector.secrets),
    missingSecrets: missingSecrets(kindNamed(connector.kind), connector),
  };
}
