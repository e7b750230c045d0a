import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { listMessages } from "../../messages/hand.ts";
import type { ListedMessage } from "../../messages/hand.ts";
import { expireMessage, handMessage } from "../../runtime/commands/handMessage.ts";
import { idOf, limitOf, readCursor, writeCursor } from "../page.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wire.ts";

/** Messages that nobody waited for when they came: to look at, hand over and give up. */
export const keptMessageRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/messages",
    summary: "A page of messages that were kept because nobody waited for them, newest first",
    permission: "instances.read",
    query: {
      state: "buffered, taken, expired, or untaken for buffered and expired",
      name: "name of the message",
      key: "its correlation key, exactly",
      cursor: "from the page before",
      limit: "1 to 200",
    },
    answer: wire.keptMessagePage,
    run: list,
  }),
  jsonRoute({
    method: "post",
    path: "/api/messages/:id/correlate",
    summary: "Hand a kept message to an instance that waits for its name, whatever the keys say",
    permission: "instances.repair",
    body: wire.correlateMessage,
    run: correlate,
  }),
  plainRoute({
    method: "delete",
    path: "/api/messages/:id",
    summary: "End the time of a buffered message; it stays to be seen until retention removes it",
    permission: "instances.repair",
    query: { reason: "why, for the trail (required)" },
    run: giveUp,
  }),
];

const states = ["buffered", "taken", "expired", "untaken"] as const;

function list({ site, person, query }: Call<undefined>): Promise<unknown> {
  const state = states.find((known) => known === query["state"]);
  if (state === undefined && query["state"] !== undefined)
    throw new Refusal("invalid", "query.state", `Expected one of ${states.join(", ")}, but it is ${query["state"]}`);
  const limit = limitOf(query["limit"]);
  const cursor = readCursor(query["cursor"], 2);
  const after = cursor === undefined ? undefined : { publishedAt: cursor[0]!, id: cursor[1]! }; // readCursor has checked the length
  return transact(site.house.database, person, async (tx) => {
    const rows = await listMessages(tx, { state, name: query["name"], correlationKey: query["key"], after, limit });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: rows.map(presentMessage),
      nextCursor: last === undefined ? null : writeCursor([last.publishedAt.toISOString(), last.id]),
    };
  });
}

function presentMessage({ publishedAt, expiresAt, settledAt, ...row }: ListedMessage): wire.KeptMessage {
  return {
    ...row,
    publishedAt: publishedAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    settledAt: settledAt?.toISOString() ?? null,
  };
}

async function correlate({
  site,
  cause,
  params,
  body,
}: Call<{ instanceId: string; waitId?: string | undefined; reason: string }>): Promise<unknown> {
  const { instanceId, waitId, reason } = body;
  const request = { instanceId, reason, ...(waitId === undefined ? {} : { waitId }) };
  await handMessage(site.house, cause, idOf(params["id"], "message"), request);
  return nothing;
}

async function giveUp({ site, cause, params, query }: Call<undefined>): Promise<unknown> {
  const reason = query["reason"]?.trim().slice(0, 1000) ?? "";
  if (reason === "") throw new Refusal("invalid", "query.reason", "Expected a reason for the trail, but there is none");
  await expireMessage(site.house, cause, idOf(params["id"], "message"), reason);
  return nothing;
}
