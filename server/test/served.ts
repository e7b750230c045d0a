import { readConfig } from "../base/config.ts";
import { createLog } from "../base/log.ts";
import { serve } from "../cli/serve.ts";
import type { Running } from "../cli/serve.ts";
import { testDatabase } from "./database.ts";

/** A whole server with the demo on a fresh database, workers included. */
export interface Served extends Running {
  close(): Promise<void>;
}

/** Starts one on a free port. `settings` as in the environment; without the standard processes it starts sooner. */
export async function served(
  settings: Readonly<Record<string, string>> = {},
  { withStandard = true, now }: { readonly withStandard?: boolean; readonly now?: () => Date } = {},
): Promise<Served> {
  const database = await testDatabase();
  const config = readConfig({ DATABASE_URL: database.url, PORT: "0", DEMO: "true", POLL_INTERVAL: "200", ...settings });
  const running = await serve({
    config,
    log: createLog("silent"),
    withStandard,
    ...(now === undefined ? {} : { now }),
  });
  return {
    ...running,
    close: async () => {
      await running.stop();
      await database.drop();
    },
  };
}
