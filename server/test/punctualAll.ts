/**
 * How exact timers are under load: `node server/test/punctualAll.ts [--timers 2000] [--window 20] [--servers 2]
 * [--busy 4]`. So many timers fall due within so many seconds while clients start instances and complete tasks. Prints the
 * lateness (due time to committed and told) and fails when the 99th percentile is a second or more.
 */
import { parseArgs } from "node:util";
import { rush } from "./punctual.ts";

const { values } = parseArgs({
  options: {
    timers: { type: "string", default: "2000" },
    window: { type: "string", default: "20" },
    servers: { type: "string", default: "2" },
    busy: { type: "string", default: "4" },
  },
});
const timers = Number(values.timers);
const { fired, p50, p99, max, commands } = await rush({
  timers,
  window: Number(values.window) * 1000,
  servers: Number(values.servers),
  busy: Number(values.busy),
});
process.stdout.write(
  `${fired} of ${timers} timers in ${values.window} s beside ${commands} commands/s: p50 ${p50} ms, p99 ${p99} ms, max ${max} ms\n`,
);
process.exitCode = fired === timers && p99 < 1000 ? 0 : 1;
