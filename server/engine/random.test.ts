import test from "ava";
import { judge, mixes } from "./randomDrive.ts";

/**
 * Random models driven in random order: every task must be done exactly as often as the blocks say, and the instance must
 * come to its end. As many as fit into some ten seconds; thousands more with `node server/test/randomAll.ts`.
 */
const each = 100;

for (const [index, kinds] of mixes.entries()) {
  test(`random models of ${kinds.join(", ")} do every task as often as their blocks say`, async (t) => {
    for (let seed = index * 1_000_000 + 1; seed <= index * 1_000_000 + each; seed += 1)
      t.is(await judge(seed, kinds), undefined, `seed ${seed}`);
  });
}
