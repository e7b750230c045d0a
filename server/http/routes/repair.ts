import type { JsonObject } from "../../base/json.ts";
import type { Modification } from "../../engine/types.ts";
import { activateAdHoc, completeAdHoc, setWaitVariables, triggerWait } from "../../runtime/commands/answerWait.ts";
import type { WaitKey } from "../../runtime/commands/answerWait.ts";
import { modifyInstance } from "../../runtime/commands/modifyInstance.ts";
import { moveTimer } from "../../runtime/commands/moveTimer.ts";
import { restartInstance } from "../../runtime/commands/restartInstance.ts";
import { resumeInstance, suspendInstance } from "../../runtime/commands/suspendInstance.ts";
import { idOf } from "../page.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wire.ts";

const permission = "instances.repair";

/** What operators do to instances beyond retrying and cancelling. */
export const repairRoutes: readonly Route[] = [
  jsonRoute({
    method: "post",
    path: "/api/instances/:id/modify",
    summary: "Move tokens by hand: cancel and start elements, in order",
    permission,
    body: wire.modifyInstance,
    run: modify,
  }),
  jsonRoute({
    method: "post",
    path: "/api/instances/:id/suspend",
    summary: "Let an instance and all it called rest",
    permission,
    body: wire.suspendInstance,
    run: suspend,
  }),
  jsonRoute({
    method: "post",
    path: "/api/instances/:id/resume",
    summary: "Let a suspended instance go on, its timers with what they had to go if wanted",
    permission,
    body: wire.resumeInstance,
    run: resume,
  }),
  jsonRoute({
    method: "post",
    path: "/api/instances/:id/restart",
    summary: "Start an ended instance again with what it was started with, before a given element if wanted",
    permission,
    body: wire.restartInstance,
    answer: wire.instanceId,
    run: restart,
  }),
  jsonRoute({
    method: "patch",
    path: "/api/instances/:id/timers/:waitId",
    summary: "Move a timer to another instant",
    permission,
    body: wire.moveTimer,
    run: move,
  }),
  jsonRoute({
    method: "post",
    path: "/api/instances/:id/waits/:waitId/trigger",
    summary: "Continue one place that waits for a message, a signal or a timer",
    permission,
    body: wire.triggerWait,
    run: trigger,
  }),
  jsonRoute({
    method: "post",
    path: "/api/instances/:id/waits/:waitId/activate",
    summary: "Start activities of a waiting ad-hoc sub-process",
    permission,
    body: wire.activateAdHoc,
    run: activate,
  }),
  plainRoute({
    method: "post",
    path: "/api/instances/:id/waits/:waitId/complete",
    summary: "Complete a waiting ad-hoc sub-process",
    permission,
    run: complete,
  }),
  jsonRoute({
    method: "patch",
    path: "/api/instances/:id/waits/:waitId/variables",
    summary: "Write variables as a waiting place sees them, or such that only the place itself sees them",
    permission,
    body: wire.setWaitVariables,
    run: patch,
  }),
];

async function modify({
  site,
  cause,
  params,
  body,
}: Call<{ instructions: readonly unknown[]; reason: string }>): Promise<unknown> {
  const instructions = body.instructions as readonly Modification[]; // the schema has checked it
  await modifyInstance(site.house, cause, idOf(params["id"], "instance"), instructions, body.reason);
  return nothing;
}

async function suspend({ site, cause, params, body }: Call<{ reason: string }>): Promise<unknown> {
  await suspendInstance(site.house, cause, idOf(params["id"], "instance"), body.reason);
  return nothing;
}

async function resume({
  site,
  cause,
  params,
  body,
}: Call<{ reason: string; keepRemainder: boolean }>): Promise<unknown> {
  await resumeInstance(site.house, cause, idOf(params["id"], "instance"), body.keepRemainder, body.reason);
  return nothing;
}

async function restart({
  site,
  cause,
  params,
  body,
}: Call<{ before?: string | undefined; version?: number | undefined; reason: string }>): Promise<unknown> {
  const { before, version, reason } = body;
  const request = {
    reason,
    ...(before === undefined ? {} : { before }),
    ...(version === undefined ? {} : { version }),
  };
  return { id: await restartInstance(site.house, cause, idOf(params["id"], "instance"), request) };
}

async function move({ site, cause, params, body }: Call<{ dueAt: string; reason: string }>): Promise<unknown> {
  await moveTimer(site.house, cause, keyOf(params), new Date(body.dueAt), body.reason);
  return nothing;
}

async function trigger({
  site,
  cause,
  params,
  body,
}: Call<{ variables: Record<string, unknown>; reason?: string | undefined }>): Promise<unknown> {
  await triggerWait(site.house, cause, keyOf(params), body.variables as JsonObject, body.reason); // parsed from JSON
  return nothing;
}

async function activate({
  site,
  cause,
  params,
  body,
}: Call<{ elementIds: readonly string[]; variables: Record<string, unknown> }>): Promise<unknown> {
  await activateAdHoc(site.house, cause, keyOf(params), body.elementIds, body.variables as JsonObject); // parsed from JSON
  return nothing;
}

async function complete({ site, cause, params }: Call<undefined>): Promise<unknown> {
  await completeAdHoc(site.house, cause, keyOf(params));
  return nothing;
}

async function patch({
  site,
  cause,
  params,
  body,
}: Call<{ variables: Record<string, unknown>; reason: string; isLocal?: boolean | undefined }>): Promise<unknown> {
  const { reason, isLocal = false } = body;
  const variables = body.variables as JsonObject; // parsed from JSON
  await setWaitVariables(site.house, cause, keyOf(params), { variables, reason, isLocal });
  return nothing;
}

function keyOf(params: Readonly<Record<string, string>>): WaitKey {
  return { instanceId: idOf(params["id"], "instance"), waitId: params["waitId"] ?? "" };
}
