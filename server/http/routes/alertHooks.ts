import { z } from "zod";
import { refuseForeign } from "../../connectors/alerts/hook.ts";
import { normaliseAlert } from "../../connectors/alerts/normalise.ts";
import { publishAlert } from "../../connectors/alerts/publish.ts";
import { linkOf } from "../../connectors/frame/open.ts";
import { enabledOfKind, neededText } from "../../connectors/frame/rows.ts";
import { alertMapper, readMappingText } from "../../connectors/kinds/alertMapper.ts";
import { Refusal } from "../../base/refusal.ts";
import { everyTenant, transact } from "../../db/transact.ts";
import { idOf } from "../page.ts";
import { jsonRoute, rawRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wire.ts";

const payloadTypes = ["application/json", "text/xml", "application/xml", "application/x-www-form-urlencoded", "message/rfc822", "text/plain"]; // prettier-ignore
/** An alert may have this many bytes. */
const alertLimit = 512 * 1024;

const trial = z.strictObject({
  mapping: z.json(),
  payload: z.string().max(alertLimit),
  contentType: z.string().max(200),
  timeZone: z.string().max(60).default("UTC"),
});
const trialAnswer = z.object({ alert: z.looseObject({ externalId: z.string(), title: z.string() }) });

/** Alerts of products that nobody knows: each connector of the kind `alert-mapper` has an address and a secret of its own. */
export const alertHookRoutes: readonly Route[] = [
  rawRoute({
    method: "post",
    path: "/api/alert-hooks/:id",
    summary: "Take an alert by the template of a connector; it proves itself by the connector's token or signature",
    permission: undefined,
    types: payloadTypes,
    limit: alertLimit,
    answer: wire.publishedMessage,
    run: take,
  }),
  jsonRoute({
    method: "post",
    path: "/api/alert-mappings/try",
    summary: "Read a pasted payload by a template and tell the alert that comes of it; nothing is stored",
    permission: "administration",
    body: trial,
    answer: trialAnswer,
    run: tryMapping,
  }),
];

async function take({ site, cause, params, headers, body }: Call<Buffer>): Promise<unknown> {
  const id = idOf(params["id"], "connector");
  const all = await transact(site.house.database, everyTenant, (tx) => enabledOfKind(tx, alertMapper.key));
  const connector = all.find((each) => each.id === id);
  if (connector === undefined)
    throw new Refusal("missing", "connector.missing", "Expected the address of a connector, but it is none");
  const { settings, secrets } = await linkOf(site.world, connector.tenantId, connector);
  const signature = [headers["x-signature"], headers["x-hub-signature-256"], headers["x-signature-256"]].flat().find((each) => each !== undefined); // prettier-ignore
  const scheme = settings["scheme"] === "hmac" ? "hmac" : "token";
  refuseForeign(scheme, secrets["secret"] ?? "", { authorization: headers.authorization, signature }, body);
  const mapping = readMappingText(neededText({ settings }, "mapping"));
  const timeZone = neededText({ settings }, "timeZone");
  const given = {
    source: "generic",
    connectionId: id,
    raw: body,
    contentType: headers["content-type"] ?? "",
    mapping,
    timeZone,
  };
  return publishAlert(site.house, { ...cause, tenantId: connector.tenantId, actor: connector.name }, given);
}

async function tryMapping({ site, body }: Call<z.output<typeof trial>>): Promise<unknown> {
  const { mapping, payload, contentType, timeZone } = body;
  const context = { connectionId: "trial", receivedAt: site.house.now(), mapping, timeZone };
  return { alert: await normaliseAlert("generic", Buffer.from(payload), contentType, context) };
}
