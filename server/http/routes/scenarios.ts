import type { z } from "zod";
import { isObject } from "../../base/json.ts";
import type { Json } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { readDraft, readParts } from "../../definitions/drafts.ts";
import { readHoldings, withParts } from "../../definitions/holdings.ts";
import { recordInThread, runInThread } from "../../scenarios/inThread.ts";
import type { SuiteWork } from "../../scenarios/inThread.ts";
import type { Bundle } from "../../scenarios/repertoire.ts";
import { readInstance } from "../../instances/rows.ts";
import { idOf } from "../page.ts";
import { problemOf } from "../problems.ts";
import { jsonRoute, nothing } from "../route.ts";
import type { Call, Route } from "../route.ts";
import { materialOf, readRun } from "../scenarioSource.ts";
import type { Material } from "../scenarioSource.ts";
import * as wire from "../wireScenarios.ts";

/** Scenarios: played on what is published, on a draft, or on what the request brings; and made from a run. */
export const scenarioRoutes: readonly Route[] = [
  jsonRoute({
    method: "post",
    path: "/api/scenarios/run",
    summary: "Play scenarios and tell what each came to and what they cover; nothing is kept, nothing leaves",
    permission: "definitions.read",
    body: wire.runScenarios,
    answer: wire.scenarioSuite,
    run: async (call: Call<Body>) => runInThread(await workOf(call)),
  }),
  jsonRoute({
    method: "post",
    path: "/api/scenarios/run/stream",
    summary: "The same for long lists: events `progress` with how far it is, then `report`, or `problem`",
    permission: "definitions.read",
    body: wire.runScenarios,
    answerType: "text/event-stream",
    run: stream,
  }),
  jsonRoute({
    method: "post",
    path: "/api/instances/:id/scenario",
    summary: "Make a scenario of what an instance and those it called have done so far; it passes when it is run",
    permission: "instances.read",
    body: wire.recordScenario,
    answer: wire.recordedScenario,
    run: record,
  }),
];

type Body = z.output<typeof wire.runScenarios>;

async function workOf({ site, person, body }: Call<Body>): Promise<Omit<SuiteWork, "kind">> {
  const held = await transact(site.house.database, person, (tx) => materialFor(tx, body));
  const { processes, keys } = body;
  // a request's body is JSON; what it is worth is found out in the thread
  const bundle = (body.bundle ?? {}) as Partial<Bundle>;
  const scenarios = (body.scenarios ?? []) as readonly Json[]; // as above
  return {
    bundle: {
      processes: { ...held.bundle.processes, ...bundle.processes },
      ruleSets: { ...held.bundle.ruleSets, ...bundle.ruleSets },
      forms: { ...held.bundle.forms, ...bundle.forms },
      templates: { ...held.bundle.templates, ...bundle.templates },
    },
    scenarios: [...held.scenarios.filter((each) => !scenarios.some((given) => isSame(given, each))), ...scenarios],
    // who brings scenarios wants to see those
    ...(processes === undefined ? {} : { processes }),
    ...(keys === undefined && scenarios.length > 0 ? { keys: scenarios.flatMap(keyOf) } : {}),
    ...(keys === undefined ? {} : { keys }),
  };
}

async function materialFor(tx: Tx, { draftId, definitionId }: Body): Promise<Material> {
  const published = await readHoldings(tx);
  if (draftId !== undefined) await readDraft(tx, draftId);
  const material = materialOf(draftId === undefined ? published : withParts(published, await readParts(tx, draftId)));
  if (definitionId === undefined) return material;
  const [row] = await tx.query<{ key: string; xml: string }>(
    "select key, xml from definitions where tenant_id = $1 and id = $2",
    [tx.tenantId, definitionId],
  );
  if (row === undefined)
    throw new Refusal(
      "missing",
      "definition.missing",
      `Expected a definition with id ${definitionId}, but there is none`,
    );
  const { bundle } = material;
  return { ...material, bundle: { ...bundle, processes: { ...bundle.processes, [row.key]: row.xml } } };
}

function isSame(one: Json, other: Json): boolean {
  return isObject(one) && isObject(other) && one["key"] === other["key"] && one["process"] === other["process"];
}

function keyOf(scenario: Json): string[] {
  return isObject(scenario) && typeof scenario["key"] === "string" ? [scenario["key"]] : [];
}

/** An event stream of one run (HTML Living Standard, 9.2). What goes wrong is an event as well: the headers are out by then. */
async function stream(call: Call<Body>): Promise<unknown> {
  const { response, cause } = call;
  const send = (event: string, data: unknown) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
  });
  try {
    send("report", await runInThread(await workOf(call), (progress) => send("progress", progress)));
  } catch (error) {
    if (!(error instanceof Refusal)) call.site.house.log.error({ err: error, requestId: cause.requestId }, "defect");
    send("problem", problemOf(error, cause.requestId ?? ""));
  }
  response.end();
  return nothing;
}

interface Naming {
  readonly key?: string | undefined;
  readonly title?: { readonly de: string; readonly en: string } | undefined;
}

async function record({ site, person, params, body }: Call<Naming>): Promise<unknown> {
  const id = idOf(params["id"], "instance");
  const { row, run } = await transact(site.house.database, person, async (tx) => ({
    row: await readInstance(tx, id),
    run: await readRun(tx, id),
  }));
  const about = [row.business_key, row.title].filter((part) => part !== null).join(" ") || id;
  const { key = "recorded", title = { de: `Aufgezeichnet: ${about}`, en: `Recorded: ${about}` } } = body;
  return recordInThread({ ...run, naming: { key, title } });
}
