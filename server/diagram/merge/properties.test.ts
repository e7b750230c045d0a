import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "ava";
import { editAtRandom } from "../../test/merging/edits.ts";
import { tryMerge } from "../../test/merging/properties.ts";
import { randomOf } from "../../test/random.ts";
import { openModeler } from "../picture/modeler.ts";

const processes = join(import.meta.dirname, "../../../processes");

/** The thousands are for `node server/test/merging/corpus.ts DIR`; here a few of our own processes stand for them. */
const keys = ["approval", "archive-document", "create-roadmap-item", "csat-survey", "inbound-intake", "procurement"];

for (const [index, key] of keys.entries()) {
  test(`whatever two people do to ${key}, its merge holds together and nothing is lost`, async (t) => {
    const { modeler } = await openModeler(await readFile(join(processes, key, `${key}.bpmn`), "utf8"), randomOf(0));
    const base = (await modeler.saveXML({ format: true })).xml;

    for (const round of [1, 2]) {
      const seed = index * 100 + round;
      const plan = (side: number) => ({ seed: seed * 10 + side, count: 5, focus: seed });
      const [ours, theirs] = await Promise.all([plan(1), plan(2)].map((each) => editAtRandom(base, each)));
      const { complaints } = await tryMerge({ base, ours: ours?.xml ?? "", theirs: theirs?.xml ?? "" }, randomOf(seed));

      t.deepEqual(complaints, [], `ours ${ours?.done.join()}; theirs ${theirs?.done.join()}`);
    }
  });
}
