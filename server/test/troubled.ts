import { withLayout } from "../diagram/picture/layout/withLayout.ts";
import { deployProcess } from "../runtime/commands/deployProcess.ts";
import type { Client } from "./client.ts";
import { bpmn, ext, flows, message, service } from "./models.ts";
import type { Served } from "./served.ts";
import { gather } from "./story.ts";

/** The tenant of the demo. */
const cause = { tenantId: "main", actor: "tester" };

/** A process that orders something: a job of the type `order`, then a message, with a timer beside it. */
const order = bpmn(
  "ordering",
  `${named("Bestellung", "Ordering")}<bpmn:startEvent id="s"/>${service("order", "order", 1)}
  <bpmn:receiveTask id="delivered" name="Lieferung abwarten" messageRef="Delivered"/>
  <bpmn:boundaryEvent id="late" name="überfällig" attachedToRef="delivered" cancelActivity="false"><bpmn:timerEventDefinition>
    <bpmn:timeDuration>P9D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
  <bpmn:userTask id="remind" name="Nachfragen"/><bpmn:endEvent id="reminded"/>${flows("late", "remind", "reminded")}
  <bpmn:endEvent id="e"/>${flows("s", "order", "delivered", "e")}`,
  message("Delivered", "delivered", "number"),
).replace('id="order" name="order"', 'id="order" name="Bestellung senden"');

function named(de: string, en: string): string {
  return ext(`<ablauf:text lang="de" name="${de}"/><ablauf:text lang="en" name="${en}"/>`);
}

/** Deploys the process of {@link order}. */
export async function deployOrdering(site: Served): Promise<void> {
  await deployProcess(site.house, cause, { xml: await withLayout(order) });
}

/** What the demo does not have, because there all goes well: failed jobs, an open one, a message that nobody takes, a batch. */
export async function makeTrouble(site: Served): Promise<void> {
  const { admin } = await gather([site.url]);
  await deployOrdering(site);
  const started: string[] = [];
  for (const number of ["B-1", "B-2", "B-3", "B-4"]) started.push(await startOrder(admin, number));
  await failJob(admin, "connect ECONNREFUSED shop.example:443");
  await failJob(admin, "connect ECONNREFUSED shop.example:443");
  await completeJob(admin);
  const late = { name: "delivered", correlationKey: "B-33", timeToLive: 3_600_000, variables: { at: "2026-11-30" } };
  await admin.send("POST", "/api/messages", late);
  const batch = { kind: "suspend", instanceIds: started.slice(2), reason: "The shop is down." };
  await admin.send("POST", "/api/batches", batch);
}

/** Starts an order; its job waits for a worker. */
export async function startOrder(admin: Client, number: string): Promise<string> {
  const body = { processKey: "ordering", businessKey: number, variables: { number } };
  return (await admin.send<{ id: string }>("POST", "/api/instances", body)).body.id;
}

/** Takes the job that has waited longest. */
async function take(admin: Client): Promise<{ id: string; token: string }> {
  const wanted = { worker: "test", types: ["order"], limit: 1, duration: 60_000 };
  const { body } = await admin.send<{ items: { id: string; token: string }[] }>("POST", "/api/jobs/lease", wanted);
  const [job] = body.items;
  if (job !== undefined) return job;
  const { body: open } = await admin.send("GET", "/api/jobs?type=order");
  throw new Error(`Expected a job of the type order that is ready, but there are ${JSON.stringify(open)}`);
}

/** Lets the job that has waited longest run out of retries. */
export async function failJob(admin: Client, said: string): Promise<void> {
  const { id, token } = await take(admin);
  await done(admin, `/api/jobs/${id}/fail`, { token, message: said });
}

/** Completes the job that has waited longest: its order waits for the delivery. */
export async function completeJob(admin: Client): Promise<void> {
  const { id, token } = await take(admin);
  await done(admin, `/api/jobs/${id}/complete`, { token, variables: {} });
}

async function done(admin: Client, path: string, body: object): Promise<void> {
  const answer = await admin.send("POST", path, body);
  if (answer.status !== 204) throw new Error(`Expected ${path} to be done, but ${JSON.stringify(answer.body)}`);
}
