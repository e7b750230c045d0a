import { takeCall } from "../../connectors/telephony/take.ts";
import { publishMessage } from "../../runtime/commands/publishMessage.ts";
import type { JsonObject } from "../../base/json.ts";
import { idOf } from "../page.ts";
import { jsonRoute, rawRoute, Reply } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireConnectors.ts";
import { publishedMessage } from "../wire.ts";
import type { z } from "zod";

/** Who calls, and what a customer portal asks. */
export const callRoutes: readonly Route[] = [
  rawRoute({
    method: "post",
    path: "/api/calls/:id/:key",
    summary: "An event of a call, as telephone systems push it; the key of the connector stands in the address",
    permission: undefined,
    types: ["application/x-www-form-urlencoded"],
    limit: 16 * 1024,
    answerType: "text/plain",
    run: takeEvent,
  }),
  jsonRoute({
    method: "post",
    path: "/api/portal-requests",
    summary: "A request of a customer portal: the same id again is the same request",
    permission: "messages.publish",
    body: wire.portalRequest,
    answer: publishedMessage,
    run: takeRequest,
  }),
];

async function takeEvent({ site, params, body }: Call<Buffer>): Promise<unknown> {
  const given = { connectorId: idOf(params["id"], "connector"), key: params["key"] ?? "", body: body.toString("utf8") };
  await takeCall(site.house, site.world, given);
  return new Reply(200, "", "text/plain");
}

function takeRequest({ site, cause, body }: Call<z.output<typeof wire.portalRequest>>): Promise<unknown> {
  const { id, ...rest } = body;
  const request = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as JsonObject; // parsed from JSON
  return publishMessage(site.house, cause, {
    name: "portal.request",
    correlationKey: id,
    variables: { request },
    idempotencyKey: `portal:${id}`,
  });
}
