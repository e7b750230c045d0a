/**
 * The server under test, in a process of its own as in production: `node server/bench/server.ts [--standard]`, configured
 * by the environment, tells its address on a line and stops when its input ends. With `--standard` it has the standard
 * processes, and the demo where the environment asks for it.
 */
import { readConfig } from "../base/config.ts";
import { createLog } from "../base/log.ts";
import { serve } from "../cli/serve.ts";

const withStandard = process.argv.includes("--standard");
const running = await serve({ config: readConfig(process.env), log: createLog("silent"), withStandard });
process.stdin.on("end", () => void running.stop()).resume();
process.stdout.write(`${running.url}\n`);
