import type { Task, TaskPage } from "../http/wire.ts";
import type { Incident, IncidentPage } from "../http/wireSecurity.ts";
import { transact } from "../db/transact.ts";
import { eventually, openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { served } from "./served.ts";

/** A whole server with the demo, whose clock the test moves, and people who sign in anew whenever time has passed. */
export interface CaseStage {
  readonly url: string;
  readonly as: (login: string) => Promise<Client>;
  readonly rmm: Client;
  /** Moves the clock on, in minutes. */
  readonly pass: (minutes: number) => void;
  readonly now: () => Date;
  readonly rows: (text: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;
  /** Sends a security alert of a product that nobody knows. */
  readonly alarm: (alert: object) => Promise<void>;
  /** Waits for the incident about a title, as `looks` accepts it. */
  readonly incident: (title: string, looks?: (incident: Incident) => boolean) => Promise<Incident>;
  /** Completes the open task of a case at an element, as somebody who may. */
  readonly complete: (ticketNumber: string, element: string, values: object, login?: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** `settings` as in the environment. */
export async function openCaseStage(settings: Readonly<Record<string, string>> = {}): Promise<CaseStage> {
  const offset = { milliseconds: 0 };
  const now = () => new Date(Date.now() + offset.milliseconds);
  const site = await served({ POLL_INTERVAL: "100", ...settings }, { now });
  const as = (login: string) => openClient([site.url], { login, password: "ablauf-demo" });
  const rmm = await openClient([site.url], { token: "abl_demo_rmm" });
  const rows: CaseStage["rows"] = (text, values = []) =>
    transact(site.house.database, "main", (tx) => tx.query(text, values));
  let serial = 0;
  return {
    url: site.url,
    as,
    rmm,
    now,
    rows,
    pass: (minutes) => {
      offset.milliseconds += minutes * 60_000;
    },
    alarm: async (alert) => {
      serial += 1;
      const given = {
        externalId: `A-${serial}`,
        domain: "security",
        kind: "triggered",
        customerName: "Muster GmbH",
        ...alert,
      };
      const { status, body } = await rmm.send("POST", "/api/alerts/generic", given);
      if (status !== 200) throw new Error(`the alarm was answered with ${status}: ${JSON.stringify(body)}`);
    },
    incident: (title, looks = () => true) =>
      eventually(`the incident ${title}`, async () => {
        const client = await as("cweiss");
        const { body } = await client.send<IncidentPage>("GET", "/api/security-incidents?limit=50");
        const found = body.items.find((each) => each.title === title);
        if (found === undefined) return undefined;
        const { body: whole } = await client.send<Incident>("GET", `/api/security-incidents/${found.number}`);
        return looks(whole) ? whole : undefined;
      }),
    complete: async (ticketNumber, element, values, login = "imayer") => {
      const client = await as(login);
      const task = await eventually(`the task ${element} of ${ticketNumber}`, async () => {
        const { body } = await client.send<TaskPage>("GET", `/api/tasks?view=all&search=${ticketNumber}`);
        const [found] = await rows(
          "select instance_id || '~' || wait_id as id from tasks where business_key = $1 and element_id = $2 order by created_at limit 1",
          [ticketNumber, element],
        );
        return body.items.find((row) => row.id === found?.["id"]);
      });
      const { status, body } = await client.send<Task>("POST", `/api/tasks/${task.id}/complete`, { variables: values });
      if (status !== 204) throw new Error(`completing ${element} was answered with ${status}: ${JSON.stringify(body)}`);
    },
    close: () => site.close(),
  };
}
