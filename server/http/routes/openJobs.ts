import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { listJobs } from "../../jobs/listJobs.ts";
import type { JobState, ListedJob } from "../../jobs/listJobs.ts";
import { retryJob } from "../../runtime/commands/retryJob.ts";
import { limitOf, readCursor, waitKeyOf, writeCursor } from "../page.ts";
import { named } from "../present/named.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireOperations.ts";

/** Jobs as operators see them: those that wait, that a worker holds, that are tried again, and that failed. */
export const openJobRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/jobs",
    summary: "A page of open jobs, those that run next first",
    permission: "instances.read",
    query: {
      state: "waiting, leased, retried or failed",
      type: "type of the job",
      processKey: "only of this process",
      customer: "the name of a customer",
      cursor: "from the page before",
      limit: "1 to 200",
    },
    answer: wire.jobPage,
    run: list,
  }),
  jsonRoute({
    method: "post",
    path: "/api/jobs/:id/retry",
    summary: "Let a job run now; one without retries gets new ones",
    permission: "instances.repair",
    body: wire.retryJob,
    run: retry,
  }),
];

const states: readonly JobState[] = ["waiting", "leased", "retried", "failed"];

function list({ site, person, query, language }: Call<undefined>): Promise<unknown> {
  const { house } = site;
  const { type, processKey, customer } = query;
  const state = states.find((known) => known === query["state"]);
  if (state === undefined && query["state"] !== undefined)
    throw new Refusal("invalid", "query.state", `Expected one of ${states.join(", ")}, but it is ${query["state"]}`);
  const limit = limitOf(query["limit"]);
  const after = readCursor(query["cursor"], 3);
  return transact(house.database, person, async (tx) => {
    const rows = await listJobs(tx, { state, type, processKey, customer, after, limit }, house.now());
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: (await named(tx, house, rows, language)).map(present),
      nextCursor: last === undefined ? null : writeCursor([last.runAt.toISOString(), last.instanceId, last.waitId]),
    };
  });
}

type Times = Pick<ListedJob, "runAt" | "createdAt" | "leasedUntil" | "instanceId" | "waitId">;

function present({ runAt, createdAt, leasedUntil, ...row }: Times): unknown {
  return {
    id: `${row.instanceId}~${row.waitId}`,
    ...row,
    runAt: runAt.toISOString(),
    leasedUntil: leasedUntil?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

async function retry({ site, cause, params, body }: Call<{ readonly reason: string }>): Promise<unknown> {
  await retryJob(site.house, cause, waitKeyOf(params["id"], "job"), body.reason);
  return nothing;
}
