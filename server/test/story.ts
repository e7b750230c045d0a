import type { Task, TaskPage, TaskRow } from "../http/wire.ts";
import { eventually, openClient } from "./client.ts";
import type { Client } from "./client.ts";

/** The clients of a story: an administrator who sees everything, the RMM, and people who sign in when it is their turn. */
export interface Cast {
  readonly admin: Client;
  readonly rmm: Client;
  readonly as: (login: string) => Promise<Client>;
}

/** The password of the demo's people. */
const password = "ablauf-demo";

/** Brings the cast together. `patience` in milliseconds: how long a silent server is waited for. */
export async function gather(urls: readonly string[], patience = 0): Promise<Cast> {
  const known = new Map<string, Client>();
  const as = async (login: string): Promise<Client> => {
    const client = known.get(login) ?? (await openClient(urls, { login, password }, patience));
    known.set(login, client);
    return client;
  };
  return { admin: await as("admin"), rmm: await openClient(urls, { token: "abl_demo_rmm" }, patience), as };
}

/** The alert of NinjaOne about a full disk on SERVER-01, with an id and a condition of the story's own. */
export function diskAlert(story: number, condition = `DISK_SPACE_LOW_${story}`): object {
  return {
    activityId: 70_000 + story,
    activityTime: 1_795_338_000,
    activityType: "CONDITION",
    statusCode: condition,
    status: "TRIGGERED",
    type: "CONDITION",
    message: `Disk C: low on space (${story})`,
    severity: "CRITICAL",
    priority: "HIGH",
    deviceId: 77,
    organizationId: 500,
    device: { id: 77, displayName: "SERVER-01", systemName: "srv01" },
  };
}

/** What a story came to. */
export interface Told {
  readonly number: string;
  readonly instanceId: string;
}

/** The beginning of a story: an alert that opens a ticket, which the technician takes. */
export async function begin(cast: Cast, story: number): Promise<Told> {
  const alert = await cast.rmm.send<{ instanceIds: string[] }>("POST", "/api/alerts/ninjaone", diskAlert(story));
  if (alert.status !== 200)
    throw new Error(`the alert was answered with ${alert.status}: ${JSON.stringify(alert.body)}`);
  const [instanceId = ""] = alert.body.instanceIds;
  const number = await eventually("a ticket number", async () => {
    const { body } = await cast.admin.send<{ businessKey: string | null }>("GET", `/api/instances/${instanceId}`);
    return body.businessKey ?? undefined;
  });
  await answer(cast, number, "ticket_accept", { decision: "accept" });
  return { number, instanceId };
}

/** Plays the README's story over HTTP: alert, qualify if asked, accept, solve, confirm, invoice, closed. */
export async function tell(cast: Cast, story: number): Promise<Told> {
  const { number, instanceId } = await begin(cast, story);
  await answer(cast, number, "ticket_work", {
    outcome: "solved",
    resolution: "Alte Protokolle gelöscht.",
    resolutionCode: "fixed",
    minutes: 30,
    workType: "remote",
  });
  await eventually("the solution to be told", async () => waitsFor(cast, instanceId, "ticket.confirmed"));
  await publish(cast, "ticket.confirmed", number, {});
  await eventually("the wait for the invoice", async () => waitsFor(cast, instanceId, "billing.invoiced"));
  await publish(cast, "billing.invoiced", number, { invoiceNumber: `RE-${story}` });
  await eventually("the end of the instance", async () => {
    const { body } = await cast.admin.send<{ status: string }>("GET", `/api/instances/${instanceId}`);
    return body.status === "completed" ? true : undefined;
  });
  return { number, instanceId };
}

/** Completes the ticket's task with a form; on the way there, the dispatcher answers what only a person can. */
export async function answer(cast: Cast, number: string, formKey: string, values: object): Promise<void> {
  const task = await eventually(`a task with the form ${formKey} for ${number}`, async () => {
    const open = await openTasks(cast, number);
    for (const each of open) {
      if (each.form?.key === "ticket_qualify")
        await complete(await cast.as("esommer"), each, { category: "capacity", impact: "medium", urgency: "medium" });
    }
    return open.find((each) => each.form?.key === formKey);
  });
  await complete(await cast.as(task.assignee?.login ?? "esommer"), task, values);
}

/** A completion whose answer was lost with its server is given again; then the task is gone, which is as good. */
async function complete(client: Client, task: Task, values: object): Promise<void> {
  const { status, body } = await client.send("POST", `/api/tasks/${task.id}/complete`, { variables: values });
  if (status !== 204 && status !== 404)
    throw new Error(`completing ${task.name} was answered with ${status}: ${JSON.stringify(body)}`);
}

async function openTasks(cast: Cast, number: string): Promise<Task[]> {
  const { body } = await cast.admin.send<TaskPage>("GET", `/api/tasks?view=all&search=${number}`);
  const tasks = await Promise.all(
    body.items.map((row: TaskRow) => cast.admin.send<Task>("GET", `/api/tasks/${row.id}`)),
  );
  return tasks.filter((each) => each.status === 200).map((each) => each.body);
}

async function waitsFor(cast: Cast, instanceId: string, message: string): Promise<true | undefined> {
  const { body } = await cast.admin.send<{ waits?: { detail: string | null }[] }>(
    "GET",
    `/api/instances/${instanceId}`,
  );
  return body.waits?.some((wait) => wait.detail?.startsWith(`${message} `)) === true ? true : undefined;
}

async function publish(cast: Cast, name: string, correlationKey: string, variables: object): Promise<void> {
  const idempotencyKey = `${name}-${correlationKey}`;
  const { status } = await cast.rmm.send("POST", "/api/messages", { name, correlationKey, variables, idempotencyKey });
  if (status !== 200) throw new Error(`${name} was answered with ${status}`);
}
