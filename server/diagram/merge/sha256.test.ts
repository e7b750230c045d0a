import { createHash } from "node:crypto";
import test from "ava";
import { sha256 } from "./sha256.ts";

test("a hash is the one that everyone else computes, whatever the length of the text", (t) => {
  for (let length = 0; length < 300; length += 1) {
    const text = "äöü €𝄞 ablauf ".repeat(30).slice(0, length);
    t.is(sha256(text), createHash("sha256").update(text).digest("hex"), `${length}`);
  }
});
