import { z } from "zod";
import { expectPayload } from "../alerts/shape.ts";
import { kindOf } from "../frame/kind.ts";
import type { Link } from "../frame/kind.ts";
import { neededText } from "../frame/rows.ts";
import type { ActionState, RemoteAction } from "../frame/ports.ts";
import { Declined } from "../http/client.ts";

const agents = z.object({
  data: z
    .array(z.object({ id: z.string(), networkStatus: z.string().nullish(), scanStatus: z.string().nullish() }))
    .max(1_000),
});
type Agent = z.output<typeof agents>["data"][number];
const affected = z.object({ data: z.object({ affected: z.number() }) });

/** What the agents are told, and how one sees that it is done. */
const deeds: Partial<
  Record<RemoteAction["action"], { readonly path: string; readonly isDone: (agent: Agent) => boolean }>
> = {
  isolate: { path: "disconnect", isDone: ({ networkStatus }) => networkStatus === "disconnected" },
  release: { path: "connect", isDone: ({ networkStatus }) => networkStatus === "connected" },
  scan: { path: "initiate-scan", isDone: ({ scanStatus }) => scanStatus === "finished" },
};

/** SentinelOne: agents by its management API 2.1. It has no jobs: the agent's own state tells. */
export const sentinelone = kindOf({
  key: "sentinelone",
  capability: "remoteAction",
  label: { de: "SentinelOne", en: "SentinelOne" },
  about: {
    de: "Trennt Geräte vom Netz, verbindet sie wieder und startet Prüfungen. Konten kennt SentinelOne nicht.",
    en: "Disconnects devices from the network, connects them again and starts scans. SentinelOne knows no accounts.",
  },
  fields: [
    { key: "url", type: "text", label: { de: "Adresse der Konsole", en: "Address of the console" }, required: true },
  ],
  secrets: [{ key: "token", label: { de: "API-Token", en: "API token" }, isRequired: true }],
  address: ["url"],
  pace: { requests: 60, within: 60_000 },
  shape: z.object({ url: z.url().max(500) }),
  open: (link) => ({
    run: (action) => run(link, action),
    status: (jobId) => status(link, jobId),
  }),
  test: async (link) => {
    const { data } = await listed(link, { limit: "1" });
    return [
      { what: { de: "Einen Agenten lesen", en: "Read an agent" }, answer: `${data.length} agents`, isFine: true },
    ];
  },
});

/** Telling an agent again what it was told already changes nothing. */
async function run(link: Link, { action, target }: RemoteAction): Promise<ActionState> {
  const deed = deeds[action];
  if (deed === undefined)
    throw new Declined(`Expected an action that SentinelOne knows, but ${action} is none`, 422, "");
  const { data } = await listed(link, /^\d{10,25}$/.test(target) ? { ids: target } : { computerName: target });
  const [agent] = data;
  if (agent === undefined || data.length !== 1)
    throw new Declined(`Expected one agent ${target}, but there are ${data.length}`, 404, "");
  const jobId = `${action}:${agent.id}`;
  if (action !== "scan" && deed.isDone(agent)) return { jobId, state: "done", detail: agent.networkStatus ?? "" };
  const answer = await link.call({
    operation: action,
    method: "POST",
    url: at(link, `/web/api/v2.1/agents/actions/${deed.path}`),
    headers: headers(link),
    body: { kind: "json", json: { filter: { ids: [agent.id] } } },
  });
  if (expectPayload(affected, answer.json()).data.affected === 1) return { jobId, state: "running", detail: "" };
  throw new Declined(`Expected the agent ${target} to take the action, but it did not`, 409, "");
}

async function status(link: Link, jobId: string): Promise<ActionState> {
  const [action = "", id = ""] = jobId.split(":");
  const { data } = await listed(link, { ids: id });
  const [agent] = data;
  if (agent === undefined) return { jobId, state: "failed", detail: "the agent is gone" };
  const isDone = deeds[action as RemoteAction["action"]]?.isDone(agent) ?? false; // what is no action of ours is never done
  return { jobId, state: isDone ? "done" : "running", detail: agent.networkStatus ?? "" };
}

async function listed(link: Link, query: Record<string, string>): Promise<z.output<typeof agents>> {
  const url = at(link, `/web/api/v2.1/agents?${new URLSearchParams(query).toString()}`);
  const answer = await link.call({ operation: "find agent", method: "GET", url, headers: headers(link) });
  return expectPayload(agents, answer.json());
}

function headers({ secrets }: Link): Record<string, string> {
  return { authorization: `ApiToken ${secrets["token"] ?? ""}` };
}

function at({ settings }: Link, path: string): string {
  return new URL(path, neededText({ settings }, "url")).href;
}
