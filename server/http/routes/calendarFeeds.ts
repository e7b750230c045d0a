import { appendTrail } from "../../audit/trail.ts";
import type { Json } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { everyTenant, transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { plannedWork } from "../../desk/reads/plannedWork.ts";
import { writeFeed } from "../../documents/calendar/write.ts";
import { createFeed, endFeed, listFeeds, ownerOfFeed } from "../../identity/feeds.ts";
import type { FeedScope } from "../../identity/feeds.ts";
import { isSupervisor } from "../../identity/person.ts";
import { idOf } from "../page.ts";
import { jsonRoute, nothing, plainRoute, Reply } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireFeeds.ts";

/** Planned work as a calendar that programs subscribe to. They know no sign-in: whoever has the address reads. */
export const calendarFeedRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/calendar-feeds",
    summary: "One's own feeds of planned work, without their addresses",
    permission: "tasks.read",
    answer: wire.feedList,
    run: (call) => within(call, async (tx) => ({ items: await listFeeds(tx, call.person.login) })),
  }),
  jsonRoute({
    method: "post",
    path: "/api/calendar-feeds",
    summary: "Make a feed of planned work; its address is told once, here",
    permission: "tasks.read",
    body: wire.newFeed,
    answer: wire.createdFeed,
    run: add,
  }),
  plainRoute({
    method: "delete",
    path: "/api/calendar-feeds/:id",
    summary: "End one of one's feeds",
    permission: "tasks.read",
    run: end,
  }),
  plainRoute({
    method: "get",
    path: "/calendar/:file",
    summary: "The planned work of a feed (RFC 5545), for programs that subscribe to it",
    permission: undefined,
    answerType: "text/calendar",
    run: read,
  }),
];

async function add(call: Call<{ readonly scope: FeedScope }>): Promise<unknown> {
  const { person, body, site } = call;
  refuseSystem(call);
  if (body.scope === "house" && !isSupervisor(person))
    throw new Refusal(
      "forbidden",
      "permission.missing",
      `Expected the permission tasks.assign, but ${person.login} does not have it`,
    );
  const secret = await within(call, async (tx) => {
    await tell(tx, call, "createFeed", { scope: body.scope });
    return createFeed(tx, person.login, body.scope, site.house.now());
  });
  return { path: `/calendar/${secret}.ics` };
}

/** A system has no planned work, and a feed ends with the account of its owner. */
function refuseSystem({ person }: Call<unknown>): void {
  if (person.kind === "user") return;
  throw new Refusal("forbidden", "feed.system", "Expected somebody signed in, but this is a system's token");
}

async function end(call: Call<undefined>): Promise<unknown> {
  const id = idOf(call.params["id"], "feed");
  await within(call, async (tx) => {
    if (!(await endFeed(tx, call.person.login, id, call.site.house.now()))) throw missing();
    await tell(tx, call, "endFeed", { id });
  });
  return nothing;
}

async function read({ site, params }: Call<undefined>): Promise<Reply> {
  const now = site.house.now();
  const secret = /^([\w-]{43})\.ics$/.exec(params["file"] ?? "")?.[1];
  if (secret === undefined) throw missing();
  const owner = await transact(site.house.database, everyTenant, (tx) => ownerOfFeed(tx, secret, now));
  if (owner === undefined) throw missing();
  const { person, scope } = owner;
  const mayRead = person.permissions.has("tasks.read") && (scope === "own" || isSupervisor(person));
  if (!mayRead) throw missing();
  const login = scope === "own" ? person.login : undefined;
  const entries = await transact(site.house.database, person, (tx) =>
    plannedWork(tx, { login, language: person.language }, now),
  );
  const title = person.language === "de" ? "Geplante Arbeit" : "Planned work";
  const headers = { "cache-control": "private, no-store", "x-robots-tag": "noindex" };
  const name = login === undefined ? title : `${title}: ${person.name}`;
  return new Reply(200, writeFeed(name, entries, now), "text/calendar; charset=utf-8", headers);
}

/** Of a feed that has ended nothing is said but that there is none. */
function missing(): Refusal {
  return new Refusal("missing", "feed.missing", "Expected a feed of planned work, but there is none here");
}

function within<T>({ site, person }: Call<unknown>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(site.house.database, person, work);
}

function tell(tx: Tx, { site, cause }: Call<unknown>, type: string, data: Record<string, Json>): Promise<void> {
  const { actor, requestId = null } = cause;
  return appendTrail(tx, { streamId: "feeds", at: site.house.now(), actor, requestId, type, data });
}
