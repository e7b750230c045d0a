import type { JsonObject } from "../../base/json.ts";
import { broadcastSignal } from "../../runtime/commands/deliverLetter.ts";
import { startByMessage } from "../../runtime/commands/startByMessage.ts";
import { publishMessage } from "../../runtime/commands/publishMessage.ts";
import type { Publication } from "../../runtime/commands/publishMessage.ts";
import { jsonRoute, nothing } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wire.ts";

/** What systems outside tell processes. */
export const messageRoutes: readonly Route[] = [
  jsonRoute({
    method: "post",
    path: "/api/messages",
    summary:
      "Publish a message: it goes to whoever waits for it, else starts a process, else is kept for its time to live",
    permission: "messages.publish",
    body: wire.publishMessage,
    answer: wire.publishedMessage,
    run: publish,
  }),
  jsonRoute({
    method: "post",
    path: "/api/messages/start",
    summary: "Start the process that begins with a message, past all instances that wait for it",
    permission: "instances.start",
    body: wire.startByMessage,
    answer: wire.instanceId,
    run: start,
  }),
  jsonRoute({
    method: "post",
    path: "/api/signals",
    summary: "Broadcast a signal to everybody who waits for it",
    permission: "messages.publish",
    body: wire.broadcastSignal,
    run: broadcast,
  }),
];

interface Body {
  readonly name: string;
  readonly correlationKey?: string | undefined;
  readonly businessKey?: string | undefined;
  readonly instanceId?: string | undefined;
  readonly variables: Record<string, unknown>;
  readonly timeToLive?: number | undefined;
  readonly idempotencyKey?: string | undefined;
}

function publish({ site, cause, body, headers }: Call<Body>): Promise<unknown> {
  const header = headers["idempotency-key"];
  const idempotencyKey = body.idempotencyKey ?? (typeof header === "string" ? header.slice(0, 200) : undefined);
  const given = Object.fromEntries(
    Object.entries({ ...body, idempotencyKey }).filter(([, value]) => value !== undefined),
  );
  return publishMessage(site.house, cause, given as unknown as Publication); // the schema has checked it; only undefined was dropped
}

async function start({
  site,
  cause,
  body,
}: Call<{ name: string; businessKey?: string | undefined; variables: Record<string, unknown> }>): Promise<unknown> {
  const { name, businessKey } = body;
  const variables = body.variables as JsonObject; // parsed from JSON
  return {
    id: await startByMessage(site.house, cause, {
      name,
      variables,
      ...(businessKey === undefined ? {} : { businessKey }),
    }),
  };
}

async function broadcast({
  site,
  cause,
  body,
}: Call<{ name: string; variables: Record<string, unknown> }>): Promise<unknown> {
  await broadcastSignal(site.house, cause, body.name, body.variables as JsonObject); // parsed from JSON
  return nothing;
}
