import { readConfig } from "../base/config.ts";
import { createLog } from "../base/log.ts";
import type { Log } from "../base/log.ts";
import { greet } from "./greet.ts";
import { openDatabase } from "./open.ts";
import type { Running } from "./serve.ts";

/**
 * Starts the server and stops it on SIGTERM and SIGINT, letting running work finish. The embedded database comes up while the
 * server's code is still being loaded.
 */
export async function begin(environment: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(environment);
  const log = createLog(config.LOG_LEVEL);
  const opening = openDatabase(config, log);
  opening.catch(() => undefined); // whoever awaits it says what is wrong
  const { serve } = await import("./serve.ts");
  const running = await serve({ config, log, opening });
  process.stdout.write(greet(running));
  stopOnSignal(running, log);
}

function stopOnSignal(running: Running, log: Log): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info({ signal }, "stopping; a second signal stops at once");
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, "could not stop cleanly");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
}
