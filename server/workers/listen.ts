import { Client } from "pg";
import type { Log } from "../base/log.ts";
import { channel } from "../runtime/house.ts";
import type { Notice } from "../runtime/house.ts";

/** A subscription to what all servers on the database commit. */
export interface Ear {
  stop(): Promise<void>;
}

/**
 * Listens to NOTIFY and hands on what commits tell. Only a hurry-up: when the connection is lost, polling goes on doing
 * the work, and the ear comes back by itself.
 */
export function listen(url: string, log: Log, hear: (notice: Notice) => void): Ear {
  let client: Client | undefined;
  let isStopped = false;
  let retry: NodeJS.Timeout | undefined;

  const open = async (): Promise<void> => {
    const fresh = new Client({ connectionString: url, application_name: "ablauf-ear", keepAlive: true });
    fresh.on("error", () => again(fresh));
    fresh.on("end", () => again(fresh));
    fresh.on("notification", ({ payload }) => {
      if (payload !== undefined) hear(JSON.parse(payload) as Notice); // written by runtime/save
    });
    client = fresh;
    await fresh.connect();
    await fresh.query(`listen ${channel}`);
  };
  const again = (lost: Client): void => {
    if (isStopped || lost !== client) return;
    client = undefined;
    log.warn("the connection that listens for changes was lost; polling goes on");
    retry = setTimeout(attempt, 1_000);
  };
  const attempt = (): void => {
    open().catch(() => {
      if (!isStopped) retry = setTimeout(attempt, 1_000);
    });
  };
  attempt();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
