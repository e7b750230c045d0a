import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { permissionsOf } from "../../identity/person.ts";
import type { Person } from "../../identity/person.ts";
import { completeTask } from "../../runtime/commands/completeTask.ts";
import { publishMessage } from "../../runtime/commands/publishMessage.ts";
import { accept } from "../../runtime/commands/sales.ts";
import { startInstance } from "../../runtime/commands/startInstance.ts";
import { bufferWork, letterWork, timerWork } from "../../workers/due.ts";
import { jobWork } from "../../workers/jobs.ts";
import { pending } from "../../workers/pending.ts";
import { normaliseAlert } from "../../connectors/alerts/normalise.ts";
import type { Act, Subject } from "./acts.ts";
import { storyTenant } from "./theatre.ts";
import type { Performance } from "./theatre.ts";

/** Longer than a lease, and than the first back-off of a job. Milliseconds. */
const afterLease = 61_000;

/** Does one act and whatever follows from it. `isCut` tells whether the server was cut off meanwhile. */
export async function play(performance: Performance, act: Act, isCut: () => boolean): Promise<void> {
  const target: Target = {};
  await insist(() => carryOut(performance, act, target));
  await insist(() => workOff(performance));
  // what was held by the server that was cut off is taken over when its lease has run out
  for (let round = 0; isCut() && round < 3; round += 1) {
    performance.clock.now = new Date(performance.clock.now.getTime() + afterLease);
    await insist(() => workOff(performance));
  }
}

/** What a command is given to. Who gives it again gives it to the same task, not to the next of its kind. */
interface Target {
  task?: TaskAt;
}

interface TaskAt {
  readonly instance_id: string;
  readonly wait_id: string;
  readonly assignee: string | null;
}

/** Gives a command again until it is through, as clients and workers do after a crash. */
async function insist(work: () => Promise<void>): Promise<void> {
  let last: unknown;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      // the first try was through, but its answer was lost
      if (error instanceof Refusal && attempt > 0) return;
      if (error instanceof Refusal || error instanceof TypeError) throw error;
      last = error;
    }
  }
  throw new Error("Expected a command to be through at last, but it never was", { cause: last });
}

async function carryOut(performance: Performance, act: Act, target: Target): Promise<void> {
  switch (act.kind) {
    case "publish":
      return publish(performance, act);
    case "alert":
      return tell(performance, act);
    case "start":
      return start(performance, act);
    case "accept":
      return acceptQuote(performance, act);
    case "complete":
      return complete(performance, act, (target.task ??= await taskAt(performance, act.elementId)));
    case "await":
      return passUntil(performance, act.elementId);
  }
}

async function publish({ house }: Performance, { name, about, variables }: Act & { kind: "publish" }): Promise<void> {
  const cause = { tenantId: storyTenant, actor: "outside" };
  const correlationKey = about === undefined ? name : await keyOf(house, about);
  await publishMessage(house, cause, { name, correlationKey, variables, idempotencyKey: `${name} ${correlationKey}` });
}

/** As the route for alerts does. */
async function tell({ house }: Performance, { product, alert: given }: Act & { kind: "alert" }): Promise<void> {
  const raw = Buffer.from(JSON.stringify(given));
  const context = { connectionId: "default", receivedAt: house.now() };
  const alert = await normaliseAlert(product, raw, "application/json", context);
  const cause = { tenantId: storyTenant, actor: "outside" };
  await publishMessage(house, cause, {
    name: "alert.normalized",
    correlationKey: alert.dedupKey,
    variables: { alert },
    idempotencyKey: alert.externalId,
  });
}

/** A start has no key of its own, so whoever lost the answer looks first whether it has begun. */
async function start({ house }: Performance, request: Act & { kind: "start" }): Promise<void> {
  const begun = await transact(house.database, storyTenant, (tx) =>
    tx.query("select 1 from instances where definition_key = $1", [request.processKey]),
  );
  if (begun.length > 0) return;
  await startInstance(house, { tenantId: storyTenant, actor: "imayer" }, request);
}

async function acceptQuote({ house }: Performance, { positions }: Act & { kind: "accept" }): Promise<void> {
  const [quote] = await transact(house.database, storyTenant, (tx) =>
    tx.query<{ id: string }>("select id from quotes order by created_at, id limit 1"),
  );
  const cause = { tenantId: storyTenant, actor: "customer" };
  await accept(house, cause, quote?.id ?? "", { positions, name: "Pia Weiß", reference: null, by: "link" });
}

/** Where the number, or the id, of what a message is about stands. */
const subjects: Readonly<Record<Subject, readonly [process: string, variable: string, name: string]>> = {
  ticket: ["ticket-lifecycle", "ticket", "number"],
  order: ["procurement", "order", "number"],
  asset: ["asset-lifecycle", "asset", "id"],
  project: ["project", "project", "number"],
  batch: ["ledger-export", "batch", "number"],
  invoice: ["customer-billing", "invoice", "number"],
  survey: ["csat-survey", "survey", "id"],
};

async function keyOf(house: Performance["house"], about: Subject): Promise<string> {
  const [row] = await transact(house.database, storyTenant, (tx) =>
    tx.query<{ key: string }>(
      `select variables -> $2 ->> $3 as key from instances
       where definition_key = $1 and variables -> $2 ->> $3 is not null order by started_at, key limit 1`,
      [...subjects[about]],
    ),
  );
  return row?.key ?? "";
}

async function taskAt({ house }: Performance, elementId: string): Promise<TaskAt> {
  const [task] = await transact(house.database, storyTenant, (tx) =>
    tx.query<TaskAt>(
      "select instance_id, wait_id, assignee from tasks where element_id = $1 order by created_at, title, instance_id, wait_id limit 1",
      [elementId],
    ),
  );
  if (task !== undefined) return task;
  throw new Refusal("missing", "task.missing", `Expected a task at ${elementId}, but there is none`);
}

async function complete(
  { house }: Performance,
  { values, by }: Act & { kind: "complete" },
  task: TaskAt,
): Promise<void> {
  const who = someone(by ?? task.assignee ?? "esommer");
  const cause = { tenantId: storyTenant, actor: who.login };
  const variables = await withCustomer(house, values);
  await completeTask(house, cause, who, { instanceId: task.instance_id, waitId: task.wait_id }, variables);
}

/** Stories name customers; forms want their ids. */
async function withCustomer({ database }: Performance["house"], values: JsonObject): Promise<JsonObject> {
  if (values["customerId"] === undefined) return values;
  const [customer] = await transact(database, storyTenant, (tx) =>
    tx.query<{ id: string }>("select id from customers where name = $1", [values["customerId"]]),
  );
  return { ...values, customerId: customer?.id ?? null };
}

function someone(login: string): Person {
  const roles = ["technician", "dispatcher", "service-manager", "management", "purchasing", "administrator"];
  const permissions = permissionsOf(roles);
  return {
    tenantId: storyTenant,
    login,
    name: login,
    email: null,
    language: "de",
    roles,
    permissions,
    kind: "user",
    sight: "all",
  };
}

async function passUntil({ house, clock }: Performance, elementId: string): Promise<void> {
  const [timer] = await transact(house.database, storyTenant, (tx) =>
    tx.query<{ due_at: Date }>(
      "select due_at from timers where element_id = $1 order by due_at, instance_id, wait_id limit 1",
      [elementId],
    ),
  );
  if (timer === undefined)
    throw new Refusal("missing", "timer.missing", `Expected a timer at ${elementId}, but there is none`);
  if (timer.due_at > clock.now) clock.now = timer.due_at;
}

/**
 * Does what is due until nothing is; one thing at a time, so that it goes the same way every time. What is due is asked on a
 * connection that is not cut: looking for work where there is none does nothing that could be lost. What begins by the calendar
 * alone (billing, the look at devices) has no part: a cut moves the clock on, and it would begin in one run and not in the other.
 */
async function workOff({ house, auditor, performers }: Performance): Promise<void> {
  const works = [
    ["jobs", jobWork(house, performers, "theatre", 1)],
    ["letters", letterWork(house)],
    ["messages", bufferWork(house)],
    ["timers", timerWork(house)],
  ] as const;
  for (let round = 0; round < 1_000; round += 1) {
    const there = await pending(auditor);
    let done = 0;
    for (const [kind, work] of works) if (there.has(kind)) done += await work.run();
    if (done === 0) return;
  }
  throw new Error("due work does not end");
}
