/**
 * Random models by the thousand: `node server/test/randomAll.ts [--models 10000] [--from 1]`. Each is driven to its end
 * with its value stored and read again at every step, and once more alive. Ends in `N passed, N failed`; a seed with its
 * mix makes the same model again.
 */
import { parseArgs } from "node:util";
import { judge, mixes } from "../engine/randomDrive.ts";

const { values } = parseArgs({
  options: { models: { type: "string", default: "10000" }, from: { type: "string", default: "1" } },
});
const from = Number(values.from);
const begunAt = Date.now();
let [passed, failed] = [0, 0];
for (let seed = from; seed < from + Number(values.models); seed += 1) {
  const kinds = mixes[seed % mixes.length] ?? [];
  const wrong = await judge(seed, kinds).catch((error: unknown) => String(error));
  if (wrong === undefined) passed += 1;
  else {
    failed += 1;
    process.stdout.write(`✗ seed ${seed} of ${kinds.join(", ")}: ${wrong}\n`);
  }
}
process.stdout.write(`${((Date.now() - begunAt) / 1000).toFixed(1)} s\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
