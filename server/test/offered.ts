import type { Task, TaskPage } from "../http/wire.ts";
import { eventually } from "./client.ts";
import type { Client } from "./client.ts";
import { diskAlert } from "./story.ts";
import type { Cast } from "./story.ts";

/** A ticket and the task of it that somebody has. */
export interface Offered {
  readonly number: string;
  readonly task: Task;
}

/** Sends an alert and waits until its ticket has been offered to a technician. */
export async function dispatched(cast: Cast, story: number): Promise<Offered> {
  const { body } = await cast.rmm.send<{ instanceIds: string[] }>("POST", "/api/alerts/ninjaone", diskAlert(story));
  const number = await eventually("a ticket number", async () => {
    const instance = await cast.admin.send<{ businessKey: string | null }>(
      "GET",
      `/api/instances/${body.instanceIds[0]}`,
    );
    return instance.body.businessKey ?? undefined;
  });
  const task = await eventually("a technician", async () => {
    const tasks = await openTasks(cast.admin, number);
    const unclear = tasks.find((one) => one.form?.key === "ticket_qualify");
    if (unclear !== undefined) await qualify(cast, unclear);
    return tasks.find((one) => one.form?.key === "ticket_accept" && one.assignee !== null);
  });
  return { number, task };
}

/** The same, and the technician has accepted: the work on the ticket is theirs. */
export async function accepted(cast: Cast, story: number): Promise<Offered> {
  const { number, task: offer } = await dispatched(cast, story);
  const technician = await cast.as(offer.assignee?.login ?? "");
  await technician.send("POST", `/api/tasks/${offer.id}/complete`, { variables: { decision: "accept" } });
  const task = await eventually("the work on the ticket", async () => {
    const tasks = await openTasks(cast.admin, number);
    return tasks.find((one) => one.form?.key === "ticket_work" && one.assignee !== null);
  });
  return { number, task };
}

async function qualify(cast: Cast, task: Task): Promise<void> {
  const dispatcher = await cast.as("esommer");
  const variables = { category: "capacity", impact: "medium", urgency: "medium" };
  await dispatcher.send("POST", `/api/tasks/${task.id}/complete`, { variables });
}

/** The open tasks of a ticket. */
export async function openTasks(client: Client, number: string): Promise<Task[]> {
  const { body } = await client.send<TaskPage>("GET", `/api/tasks?view=all&search=${number}`);
  const answers = await Promise.all(body.items.map((row) => client.send<Task>("GET", `/api/tasks/${row.id}`)));
  return answers.filter(({ status }) => status === 200).map((answer) => answer.body);
}
