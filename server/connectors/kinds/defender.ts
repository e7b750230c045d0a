import { z } from "zod";
import type { Json } from "../../base/json.ts";
import { expectPayload } from "../alerts/shape.ts";
import { kindOf } from "../frame/kind.ts";
import type { Link } from "../frame/kind.ts";
import { neededText } from "../frame/rows.ts";
import type { ActionState, RemoteAction } from "../frame/ports.ts";
import { Declined } from "../http/client.ts";
import { microsoftToken } from "./microsoft.ts";

const machineAction = z.object({ id: z.string(), status: z.string(), errorHResult: z.number().nullish() });
const machines = z.object({ value: z.array(z.object({ id: z.string() })).max(100) });
const ended: Readonly<Record<string, ActionState["state"]>> = {
  Succeeded: "done",
  Failed: "failed",
  TimeOut: "failed",
  Cancelled: "failed",
};

/** What Defender for Endpoint does to a machine, with what it wants to be told. */
const machineDeeds: Partial<
  Record<RemoteAction["action"], { readonly path: string; readonly more: Record<string, Json> }>
> = {
  isolate: { path: "isolate", more: { IsolationType: "Full" } },
  release: { path: "unisolate", more: {} },
  scan: { path: "runAntiVirusScan", more: { ScanType: "Full" } },
};

/** Microsoft Defender XDR: machines by the Defender API, accounts by Graph. */
export const defender = kindOf({
  key: "defender",
  capability: "remoteAction",
  label: { de: "Microsoft Defender XDR (Aktionen)", en: "Microsoft Defender XDR (actions)" },
  about: {
    de: "Isoliert Geräte, hebt die Isolation auf, startet Prüfungen, sperrt Konten und beendet ihre Sitzungen. Die Anwendung braucht Machine.Isolate, Machine.Scan, Machine.Read.All und User.ReadWrite.All.",
    en: "Isolates devices, releases them, starts scans, disables accounts and ends their sessions. The application needs Machine.Isolate, Machine.Scan, Machine.Read.All and User.ReadWrite.All.",
  },
  fields: [
    {
      key: "url",
      type: "text",
      label: { de: "Adresse der Defender-API", en: "Address of the Defender API" },
      required: true,
      default: "https://api.securitycenter.microsoft.com",
    },
    {
      key: "graphUrl",
      type: "text",
      label: { de: "Adresse von Graph", en: "Address of Graph" },
      required: true,
      default: "https://graph.microsoft.com",
    },
    {
      key: "loginUrl",
      type: "text",
      label: { de: "Anmeldung", en: "Sign-in" },
      required: true,
      default: "https://login.microsoftonline.com",
    },
    { key: "directory", type: "text", label: { de: "Verzeichnis-ID", en: "Directory id" }, required: true },
    { key: "clientId", type: "text", label: { de: "Anwendungs-ID", en: "Application id" }, required: true },
  ],
  secrets: [{ key: "clientSecret", label: { de: "Geheimer Clientschlüssel", en: "Client secret" }, isRequired: true }],
  address: ["url", "graphUrl", "loginUrl", "directory"],
  pace: { requests: 100, within: 60_000 },
  shape: z.object({
    url: z.url().max(500),
    graphUrl: z.url().max(500),
    loginUrl: z.url().max(500),
    directory: z.string().regex(/^[\w.-]{1,100}$/),
    clientId: z.string().max(100),
  }),
  open: (link) => ({
    run: (action, key) => (action.action in machineDeeds ? onMachine(link, action, key) : onAccount(link, action, key)),
    status: (jobId) => (jobId.startsWith("account:") ? Promise.resolve(done(jobId)) : ask(link, jobId)),
  }),
  test: async (link) => {
    const answer = await link.call({ operation: "list machines", method: "GET", url: at(link, "/api/machines?$top=1"), headers: await headers(link) }); // prettier-ignore
    return [
      {
        what: { de: "Ein Gerät lesen", en: "Read a device" },
        answer: `${expectPayload(machines, answer.json()).value.length} machines`,
        isFine: true,
      },
    ];
  },
});

async function headers(link: Link): Promise<Record<string, string>> {
  return {
    authorization: `Bearer ${await microsoftToken(link, `${new URL(neededText(link, "url")).origin}/.default`)}`,
  };
}

function at({ settings }: Link, path: string): string {
  return new URL(path, neededText({ settings }, "url")).href;
}

/** An action that is under way or done for this machine is not begun again: Defender refuses a second one, and the first is found. */
async function onMachine(link: Link, { action, target, reason }: RemoteAction, key: string): Promise<ActionState> {
  const deed = machineDeeds[action];
  if (deed === undefined) throw unknown(action);
  const signedIn = await headers(link);
  const id = await machineOf(link, target, signedIn);
  const comment = `${reason} [${key}]`.slice(0, 1_000);
  const known = await begun(link, { id, key }, signedIn);
  if (known !== undefined) return known;
  const answer = await link.call({
    operation: action,
    method: "POST",
    url: at(link, `/api/machines/${id}/${deed.path}`),
    headers: signedIn,
    body: { kind: "json", json: { Comment: comment, ...deed.more } },
  });
  return stateOf(answer.json());
}

const actions = z.object({
  value: z.array(machineAction.extend({ requestorComment: z.string().nullish() })).max(1_000),
});

async function begun(
  link: Link,
  { id, key }: { readonly id: string; readonly key: string },
  signedIn: Record<string, string>,
): Promise<ActionState | undefined> {
  const filter = new URLSearchParams({
    $filter: `machineId eq '${id}'`,
    $top: "20",
    $orderby: "creationDateTimeUtc desc",
  });
  const answer = await link.call({ operation: "look for the action", method: "GET", url: at(link, `/api/machineactions?${filter.toString()}`), headers: signedIn }); // prettier-ignore
  const found = expectPayload(actions, answer.json()).value.find(({ requestorComment }) =>
    requestorComment?.includes(`[${key}]`),
  );
  return found && stateOf(found);
}

/** By Defender's own id (40 hexadecimal digits), else by name. */
async function machineOf(link: Link, target: string, signedIn: Record<string, string>): Promise<string> {
  if (/^[0-9a-f]{40}$/i.test(target)) return target;
  const filter = new URLSearchParams({
    $filter: `startswith(computerDnsName,'${target.toLowerCase().replaceAll("'", "''")}')`,
  });
  const answer = await link.call({ operation: "find machine", method: "GET", url: at(link, `/api/machines?${filter.toString()}`), headers: signedIn }); // prettier-ignore
  const { value } = expectPayload(machines, answer.json());
  const [machine] = value;
  if (machine !== undefined && value.length === 1) return machine.id;
  throw new Declined(`Expected one machine ${target}, but there are ${value.length}`, 404, "");
}

async function ask(link: Link, jobId: string): Promise<ActionState> {
  const answer = await link.call({ operation: "ask for state", method: "GET", url: at(link, `/api/machineactions/${encodeURIComponent(jobId)}`), headers: await headers(link) }); // prettier-ignore
  return stateOf(answer.json());
}

function stateOf(payload: unknown): ActionState {
  const { id, status } = expectPayload(machineAction, payload);
  return { jobId: id, state: ended[status] ?? "running", detail: status };
}

/** Accounts change at once, so that there is no job to ask for. */
async function onAccount(link: Link, { action, target }: RemoteAction, key: string): Promise<ActionState> {
  const graph = neededText(link, "graphUrl");
  const user = new URL(`/v1.0/users/${encodeURIComponent(target)}`, graph).href;
  const signedIn = { authorization: `Bearer ${await microsoftToken(link, `${new URL(graph).origin}/.default`)}` };
  switch (action) {
    case "disable":
    case "enable":
      await link.call({ operation: action, method: "PATCH", url: user, headers: signedIn, body: { kind: "json", json: { accountEnabled: action === "enable" } } }); // prettier-ignore
      return done(`account:${key}`);
    case "revoke":
      await link.call({ operation: action, method: "POST", url: `${user}/revokeSignInSessions`, headers: signedIn, body: { kind: "json", json: {} } }); // prettier-ignore
      return done(`account:${key}`);
    default:
      throw unknown(action);
  }
}

function done(jobId: string): ActionState {
  return { jobId, state: "done", detail: "Succeeded" };
}

function unknown(action: string): Declined {
  return new Declined(`Expected an action that Defender knows, but ${action} is none`, 422, "");
}
