import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { permissionsOf } from "../../identity/person.ts";
import type { Person } from "../../identity/person.ts";
import { completeTask } from "../../runtime/commands/completeTask.ts";
import { publishMessage } from "../../runtime/commands/publishMessage.ts";
import { bufferWork, letterWork, timerWork } from "../../workers/due.ts";
import { jobWork } from "../../workers/jobs.ts";
import { normaliseAlert } from "../../connectors/alerts/normalise.ts";
import { diskAlert } from "../story.ts";
import type { Act } from "./plots.ts";
import { storyTenant } from "./theatre.ts";
import type { Performance } from "./theatre.ts";

/** Longer than a lease, and than the first back-off of a job. Milliseconds. */
const afterLease = 61_000;

/** Does one act and whatever follows from it. `isCut` tells whether the server was cut off meanwhile. */
export async function play(performance: Performance, act: Act, isCut: () => boolean): Promise<void> {
  await insist(() => carryOut(performance, act));
  await insist(() => workOff(performance));
  // what was held by the server that was cut off is taken over when its lease has run out
  for (let round = 0; isCut() && round < 3; round += 1) {
    performance.clock.now = new Date(performance.clock.now.getTime() + afterLease);
    await insist(() => workOff(performance));
  }
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

async function carryOut(performance: Performance, act: Act): Promise<void> {
  switch (act.kind) {
    case "publish":
      return publish(performance, act);
    case "alert":
      return alarm(performance);
    case "complete":
      return complete(performance, act);
    case "await":
      return passUntil(performance, act.elementId);
  }
}

async function publish({ house }: Performance, { name, about, variables }: Act & { kind: "publish" }): Promise<void> {
  const cause = { tenantId: storyTenant, actor: "outside" };
  const correlationKey = about === undefined ? name : await numberOf(house, about);
  await publishMessage(house, cause, { name, correlationKey, variables, idempotencyKey: `${name} ${correlationKey}` });
}

/** As the route for alerts does. */
async function alarm({ house }: Performance): Promise<void> {
  const raw = Buffer.from(JSON.stringify(diskAlert(1)));
  const context = { connectionId: "default", receivedAt: house.now() };
  const alert = await normaliseAlert("ninjaone", raw, "application/json", context);
  const cause = { tenantId: storyTenant, actor: "outside" };
  await publishMessage(house, cause, {
    name: "alert.normalized",
    correlationKey: alert.dedupKey,
    variables: { alert },
    idempotencyKey: alert.externalId,
  });
}

/** The number of the story's ticket or order. */
async function numberOf(house: Performance["house"], about: "ticket" | "order"): Promise<string> {
  const key = about === "ticket" ? "ticket-lifecycle" : "procurement";
  const path = about === "ticket" ? "ticket" : "order";
  const rows = await transact(house.database, storyTenant, (tx) =>
    tx.query<{ number: string }>(
      `select variables -> $2 ->> 'number' as number from instances where definition_key = $1 order by started_at limit 1`,
      [key, path],
    ),
  );
  return rows[0]?.number ?? "";
}

async function complete({ house }: Performance, { elementId, values }: Act & { kind: "complete" }): Promise<void> {
  const [task] = await transact(house.database, storyTenant, (tx) =>
    tx.query<{ instance_id: string; wait_id: string; assignee: string | null }>(
      "select instance_id, wait_id, assignee from tasks where element_id = $1 order by created_at, wait_id limit 1",
      [elementId],
    ),
  );
  if (task === undefined)
    throw new Refusal("missing", "task.missing", `Expected a task at ${elementId}, but there is none`);
  const who = someone(task.assignee ?? "esommer");
  const cause = { tenantId: storyTenant, actor: who.login };
  await completeTask(house, cause, who, { instanceId: task.instance_id, waitId: task.wait_id }, values);
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
    tx.query<{ due_at: Date }>("select due_at from timers where element_id = $1 order by due_at limit 1", [elementId]),
  );
  if (timer === undefined)
    throw new Refusal("missing", "timer.missing", `Expected a timer at ${elementId}, but there is none`);
  if (timer.due_at > clock.now) clock.now = timer.due_at;
}

/**
 * Does what is due until nothing is; one thing at a time, so that it goes the same way every time. What begins by the calendar
 * alone (billing, the look at devices) has no part: a cut moves the clock on, and it would begin in one run and not in the other.
 */
async function workOff({ house, performers }: Performance): Promise<void> {
  const works = [jobWork(house, performers, "theatre", 1), letterWork(house), bufferWork(house), timerWork(house)];
  for (let round = 0; round < 1_000; round += 1) {
    let done = 0;
    for (const work of works) done += await work.run();
    if (done === 0) return;
  }
  throw new Error("due work does not end");
}
