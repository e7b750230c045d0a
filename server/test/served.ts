import { readConfig } from "../base/config.ts";
import { createLog } from "../base/log.ts";
import { serve } from "../cli/serve.ts";
import type { Running } from "../cli/serve.ts";
import { testDatabase } from "./database.ts";
import { furnishedFor } from "./furnished.ts";

/** A whole server with the demo on a fresh database, workers included. */
export interface Served extends Running {
  close(): Promise<void>;
}

/**
 * Starts one on a free port. `settings` as in the environment; `now` begins at the present; without
 * the standard processes nothing is prepared.
 */
export async function served(
  settings: Readonly<Record<string, string>> = {},
  { withStandard = true, now }: { readonly withStandard?: boolean; readonly now?: () => Date } = {},
): Promise<Served> {
  const all = { PORT: "0", DEMO: "true", POLL_INTERVAL: "200", ...settings };
  const database = await testDatabase(withStandard ? await furnishedFor(all) : undefined);
  const config = readConfig({ DATABASE_URL: database.url, ...all });
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
