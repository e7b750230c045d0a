import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { idOf } from "../page.ts";
import { presentDecisions } from "../present/decision.ts";
import { plainRoute, Reply } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wire.ts";

/** Health, the event stream, single decisions. */
export const systemRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/health",
    summary: "Whether the server and its database answer",
    permission: undefined,
    answer: wire.health,
    run: health,
  }),
  plainRoute({
    method: "get",
    path: "/api/events",
    summary: "Server-sent events that tell what changed; ask again for the data",
    permission: "signedIn",
    answerType: "text/event-stream",
    run: events,
  }),
  plainRoute({
    method: "get",
    path: "/api/decisions/:id",
    summary: "One decision explained row by row",
    permission: "instances.read",
    answer: wire.decision,
    run: decision,
  }),
];

async function health({ site }: Call<undefined>): Promise<unknown> {
  await site.house.database.knex.raw("select 1");
  const answer = {
    status: site.isDraining ? "draining" : "ok",
    version: site.version,
    database: site.isEmbedded ? "embedded" : "external",
  };
  return site.isDraining ? new Reply(503, answer) : answer;
}

function events({ site, person, response }: Call<undefined>): Promise<unknown> {
  site.live.join(person.tenantId, response);
  return Promise.resolve();
}

function decision({ site, person, params }: Call<undefined>): Promise<unknown> {
  const id = idOf(params["id"], "decision");
  return transact(site.house.database, person, async (tx) => {
    const [found] = await presentDecisions(tx, { id });
    if (found === undefined)
      throw new Refusal("missing", "decision.missing", `Expected a decision with id ${id}, but there is none`);
    return found;
  });
}
