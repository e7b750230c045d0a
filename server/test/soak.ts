/**
 * Two servers on one PostgreSQL, either killed at random for minutes: `node server/test/soak.ts [--minutes 3]
 * [--tellers 4]`. Every story told meanwhile must have left the trail of one told in peace, with nothing twice and nothing
 * lost. Ends in `N passed, N failed`. `survive.test.ts` does some kills of it with `npm test`.
 */
import { parseArgs } from "node:util";
import { endure } from "./enduring.ts";

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "3" }, tellers: { type: "string", default: "4" } },
});
const end = Date.now() + Number(values.minutes) * 60_000;
const { kills, told, wrong } = await endure({ tellers: Number(values.tellers), goesOn: () => Date.now() < end });
for (const each of wrong) process.stdout.write(`✗ ${each}\n`);
process.stdout.write(`${kills} kills in ${values.minutes} minutes while ${told} stories were told\n`);
process.stdout.write(`${told - Math.min(told, wrong.length)} passed, ${wrong.length} failed\n`);
process.exitCode = wrong.length > 0 ? 1 : 0;
