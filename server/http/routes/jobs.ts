import type { JsonObject } from "../../base/json.ts";
import type { LeaseKey } from "../../jobs/held.ts";
import type { LeasedJob } from "../../jobs/lease.ts";
import { completeJob, failJobWithError } from "../../runtime/commands/jobs.ts";
import { extendForWorker, failForWorker, leaseForWorker } from "../../runtime/commands/workerJobs.ts";
import { waitKeyOf } from "../page.ts";
import { jsonRoute, nothing } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wire.ts";

/** What workers outside the server need: take jobs, and say what became of them. */
export const jobRoutes: readonly Route[] = [
  jsonRoute({
    method: "post",
    path: "/api/jobs/lease",
    summary: "Take jobs that are ready; nobody else gets them before the lease ends",
    permission: "jobs.work",
    body: wire.leaseJobs,
    answer: wire.leasedJobs,
    run: lease,
  }),
  jsonRoute({
    method: "post",
    path: "/api/jobs/:id/complete",
    summary: "A job is done; its variables go to the process",
    permission: "jobs.work",
    body: wire.completeJob,
    run: complete,
  }),
  jsonRoute({
    method: "post",
    path: "/api/jobs/:id/fail",
    summary: "A job could not be done: it is tried again later, or becomes a fault",
    permission: "jobs.work",
    body: wire.failJob,
    run: fail,
  }),
  jsonRoute({
    method: "post",
    path: "/api/jobs/:id/error",
    summary: "Report a BPMN error, which the model may catch by its code",
    permission: "jobs.work",
    body: wire.errorJob,
    run: error,
  }),
  jsonRoute({
    method: "post",
    path: "/api/jobs/:id/extend",
    summary: "Keep a job for longer",
    permission: "jobs.work",
    body: wire.extendJob,
    run: extend,
  }),
];

interface LeaseBody {
  readonly worker: string;
  readonly types: readonly string[];
  readonly limit: number;
  readonly duration: number;
}

async function lease({ site, cause, body }: Call<LeaseBody>): Promise<unknown> {
  const jobs = await leaseForWorker(site.house, cause, body);
  return { items: jobs.map(present) };
}

function present(job: LeasedJob): unknown {
  const { instanceId, waitId, token, elementId, type, input, headers, attempts, retriesLeft } = job;
  return { id: `${instanceId}~${waitId}`, token, instanceId, elementId, type, input, headers, attempts, retriesLeft };
}

async function complete({
  site,
  cause,
  params,
  body,
}: Call<{ token: string; variables: Record<string, unknown> }>): Promise<unknown> {
  const variables = body.variables as JsonObject; // parsed from JSON
  await completeJob(site.house, cause, keyOf(params, body), () => Promise.resolve(variables));
  return nothing;
}

async function fail({
  site,
  cause,
  params,
  body,
}: Call<{ token: string; message: string; retryAt?: string | undefined }>): Promise<unknown> {
  const { message, retryAt } = body;
  await failForWorker(site.house, cause, keyOf(params, body), {
    message,
    ...(retryAt === undefined ? {} : { retryAt: new Date(retryAt) }),
  });
  return nothing;
}

interface ErrorBody {
  readonly token: string;
  readonly errorCode: string;
  readonly message: string;
  readonly variables: Record<string, unknown>;
}

async function error({ site, cause, params, body }: Call<ErrorBody>): Promise<unknown> {
  const { errorCode: code, message } = body;
  const variables = body.variables as JsonObject; // parsed from JSON
  await failJobWithError(site.house, cause, keyOf(params, body), { code, message, variables });
  return nothing;
}

async function extend({ site, cause, params, body }: Call<{ token: string; duration: number }>): Promise<unknown> {
  await extendForWorker(site.house, cause, keyOf(params, body), body.duration);
  return nothing;
}

function keyOf(params: Readonly<Record<string, string>>, { token }: { readonly token: string }): LeaseKey {
  return { ...waitKeyOf(params["id"], "job"), token };
}
