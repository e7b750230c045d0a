import { readConfig } from "./base/config.ts";
import { createLog } from "./base/log.ts";
import { Refusal } from "./base/refusal.ts";
import { greet } from "./cli/greet.ts";
import { serve } from "./cli/serve.ts";
import type { Running } from "./cli/serve.ts";

/** Starts the server and stops it on SIGTERM and SIGINT, letting running work finish. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.LOG_LEVEL);
  const running = await serve({ config, log });
  process.stdout.write(greet(running));
  stopOnSignal(running, log);
}

function stopOnSignal(running: Running, log: ReturnType<typeof createLog>): void {
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

try {
  await main();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
