import { createHash } from "node:crypto";
import test from "ava";
import { leafHash, proofOf, rootFrom, rootOf } from "./merkle.ts";

const sha = (bytes: Buffer) => createHash("sha256").update(bytes).digest();

/** The recursive definition of RFC 9162, 2.1.1, word by word. */
function defined(entries: readonly string[]): Buffer {
  if (entries.length === 0) return sha(Buffer.alloc(0));
  if (entries.length === 1) return sha(Buffer.concat([Buffer.of(0), Buffer.from(entries[0]!)])); // one entry
  let split = 1;
  while (split * 2 < entries.length) split *= 2;
  return sha(Buffer.concat([Buffer.of(1), defined(entries.slice(0, split)), defined(entries.slice(split))]));
}

const entries = Array.from({ length: 33 }, (_, index) => `entry ${index}`);

test("the root is the one that RFC 9162 defines, for any number of entries", (t) => {
  for (let size = 0; size <= entries.length; size += 1) {
    const some = entries.slice(0, size);
    t.is(rootOf(some.map(leafHash)), defined(some).toString("hex"), `${size} entries`);
  }
});

test("every entry's proof leads to the root, and no other entry's does", (t) => {
  for (let size = 1; size <= entries.length; size += 1) {
    const leaves = entries.slice(0, size).map(leafHash);
    const root = rootOf(leaves);
    for (const [index, leaf] of leaves.entries()) {
      const proof = proofOf(leaves, index);
      t.is(rootFrom(leaf, { index, size }, proof), root);
      t.not(rootFrom(leafHash("forged"), { index, size }, proof), root);
    }
  }
});
