import { Refusal } from "../../base/refusal.ts";
import { publishAlert } from "../../connectors/alerts/publish.ts";
import { rawRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wire.ts";

/** An alert may have this many bytes. */
const alertLimit = 512 * 1024;

/** What comes from monitoring, as its products send it. */
export const alertRoutes: readonly Route[] = [
  rawRoute({
    method: "post",
    path: "/api/alerts/:source",
    summary: "Take an alert as the product sends it: it is normalised and published as alert.normalized",
    permission: "messages.publish",
    query: { connection: "which of several connections to the product; default is `default`" },
    types: ["application/json", "text/xml", "application/xml", "message/rfc822", "text/plain"],
    limit: alertLimit,
    answer: wire.publishedMessage,
    run: takeAlert,
  }),
];

async function takeAlert({ site, cause, params, query, headers, body }: Call<Buffer>): Promise<unknown> {
  const connectionId = query["connection"] ?? "default";
  if (!/^[\w-]{1,60}$/.test(connectionId)) {
    throw new Refusal("invalid", "alert.connection", "Expected a connection name of letters, digits, _ and -");
  }
  const contentType = headers["content-type"] ?? "";
  return publishAlert(site.house, cause, { source: params["source"] ?? "", connectionId, raw: body, contentType });
}
