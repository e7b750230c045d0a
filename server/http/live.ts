import type { ServerResponse } from "node:http";
import type { Notice } from "../runtime/house.ts";
import type { LiveEvent } from "./wire.ts";

/** Browsers that listen for changes. */
export interface Live {
  /** Takes over a response as an event stream (HTML Living Standard, 9.2) for one tenant. */
  join(tenantId: string, response: ServerResponse): void;
  /** Tells listeners of the tenant what a commit changed. */
  hear(notice: Notice): void;
  /** Ends all streams. */
  close(): void;
}

/** A comment this often keeps proxies from closing a quiet stream. Milliseconds. */
const heartbeat = 15_000;
/** Changes within this time are told together. Milliseconds. */
const gathering = 100;
/** A listener that reads slower than this many bytes behind is dropped; its browser comes back and asks anew. */
const backlogLimit = 256 * 1024;

const streamHeaders = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

interface Pending {
  readonly instanceIds: Set<string>;
  readonly draftIds: Set<string>;
  readonly impactIds: Set<string>;
  readonly caseKeys: Set<string>;
  tasks: boolean;
  notified: boolean;
}

/** Builds the hub of one server. It tells what changed, never the data: listeners ask again with their own rights. */
export function createLive(now: () => Date): Live {
  const listeners = new Map<ServerResponse, string>();
  const pending = new Map<string, Pending>();
  let flushing: NodeJS.Timeout | undefined;

  const beat = setInterval(() => {
    for (const response of listeners.keys()) send(response, ": still here\n\n");
  }, heartbeat);
  beat.unref();

  const flush = (): void => {
    flushing = undefined;
    for (const [tenantId, changes] of pending) {
      const text = eventsOf(changes, now())
        .map((event) => `event: change\ndata: ${JSON.stringify(event)}\n\n`)
        .join("");
      for (const [response, tenant] of listeners) if (tenant === tenantId) send(response, text);
    }
    pending.clear();
  };
  return {
    join: (tenantId, response) => {
      response.writeHead(200, streamHeaders);
      response.write("retry: 2000\n\n");
      listeners.set(response, tenantId);
      response.on("close", () => listeners.delete(response));
    },
    hear: (notice) => {
      const changes = pending.get(notice.tenantId) ?? quiet();
      note(changes, notice);
      pending.set(notice.tenantId, changes);
      flushing ??= setTimeout(flush, gathering);
    },
    close: () => {
      clearInterval(beat);
      clearTimeout(flushing);
      for (const response of listeners.keys()) response.end();
    },
  };
}

function send(response: ServerResponse, text: string): void {
  if (response.writableLength > backlogLimit) response.destroy();
  else response.write(text);
}

function quiet(): Pending {
  return {
    instanceIds: new Set(),
    draftIds: new Set(),
    impactIds: new Set(),
    caseKeys: new Set(),
    tasks: false,
    notified: false,
  };
}

function note(changes: Pending, { draftIds = [], impactIds = [], caseKeys = [], ...notice }: Notice): void {
  for (const id of notice.instanceIds) changes.instanceIds.add(id);
  for (const id of draftIds) changes.draftIds.add(id);
  for (const id of impactIds) changes.impactIds.add(id);
  for (const key of caseKeys) changes.caseKeys.add(key);
  changes.tasks ||= notice.tasks;
  changes.notified ||= notice.notified === true;
}

function eventsOf({ instanceIds, draftIds, impactIds, tasks, ...changes }: Pending, now: Date): LiveEvent[] {
  const at = now.toISOString();
  const others: LiveEvent[] = [];
  if (draftIds.size > 0) others.push({ type: "drafts", draftIds: [...draftIds].slice(0, 200), at });
  if (impactIds.size > 0) others.push({ type: "impacts", impactIds: [...impactIds].slice(0, 200), at });
  if (changes.caseKeys.size > 0) others.push({ type: "cases", caseKeys: [...changes.caseKeys].slice(0, 200), at });
  if (changes.notified) others.push({ type: "notifications", at });
  if (others.length > 0 && instanceIds.size === 0 && !tasks) return others;
  const instance: LiveEvent = { type: "instance", instanceIds: [...instanceIds].slice(0, 200), at };
  return [...(tasks ? [{ type: "tasks", at } as const] : []), instance, ...others];
}
