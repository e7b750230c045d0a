import { eventually } from "./client.ts";
import type { Client } from "./client.ts";
import type { CaseStage } from "./caseStage.ts";
import type { Receiver } from "./receiver.ts";

/** Connects a product on the loopback, live and enabled. */
export async function connectProduct(
  admin: Client,
  product: Receiver,
  kind: string,
  settings: object,
  secrets: Readonly<Record<string, string>>,
): Promise<string> {
  const name = `${kind} ${new Date().toISOString()}`;
  const given = { kind, name, settings: { url: `http://${product.host}`, ...settings }, mode: "live", simulation: {} };
  const { status, body } = await admin.send<{ id: string }>("POST", "/api/connectors", given);
  if (status !== 200) throw new Error(`connecting ${kind} was answered with ${status}: ${JSON.stringify(body)}`);
  for (const [key, value] of Object.entries(secrets))
    await admin.send("PUT", `/api/connectors/${body.id}/secrets/${key}`, { value });
  await admin.send("PATCH", `/api/connectors/${body.id}`, { isEnabled: true });
  return body.id;
}

/** An alert as Atera sends it, about Muster GmbH's server. */
export const ateraAlert = (id: string, title: string) => ({
  AlertID: id, Title: title, Severity: "Critical", AlertMessage: title, DeviceName: "SERVER-01", CustomerName: "Muster GmbH",
}); // prettier-ignore

/** A ticket that an alert opened, and who works on it. */
export interface Taken {
  readonly number: string;
  readonly technician: string;
}

/** Sends an alert and takes up the ticket that it opens. */
export async function takeAlarm(stage: CaseStage, source: string, payload: object, title: string): Promise<Taken> {
  const { status, body } = await stage.rmm.send("POST", `/api/alerts/${source}`, payload);
  if (status !== 200) throw new Error(`the alert was answered with ${status}: ${JSON.stringify(body)}`);
  const number = await eventually(`a ticket ${title}`, async () => {
    const [row] = await stage.rows("select number from tickets where title = $1", [title]);
    return row?.["number"] as string | undefined; // a text column
  });
  const technician = await eventually(`somebody for ${number}`, async () => {
    const tasks = await stage.rows("select element_id, assignee from tasks where business_key = $1", [number]);
    const [task] = tasks;
    if (task?.["element_id"] === "U_qual") await stage.complete(number, "U_qual", { impact: "high", urgency: "high", category: "incident:server" }, "esommer"); // prettier-ignore
    return task?.["element_id"] === "U_take" ? (task["assignee"] as string) : undefined; // a text column
  });
  await stage.complete(number, "U_take", { decision: "accept" }, technician);
  return { number, technician };
}

/** Solves a ticket that was taken up. */
export async function solveTicket(stage: CaseStage, { number, technician }: Taken): Promise<void> {
  const values = { outcome: "solved", minutes: 20, workType: "remote", workNote: "geräumt", resolution: "Platz geschaffen", resolutionCode: "fixed" }; // prettier-ignore
  await stage.complete(number, "U_work", values, technician);
}
