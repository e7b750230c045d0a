import test from "ava";
import { chain, chainStart, firstBroken } from "./chain.ts";
import type { ChainedEvent } from "./chain.ts";

function events(count: number): ChainedEvent[] {
  const made: ChainedEvent[] = [];
  for (let seq = 1; seq <= count; seq += 1) {
    const at = new Date(Date.UTC(2026, 10, 22, 9, seq));
    const event = {
      streamId: "s",
      seq,
      at,
      type: "completeTask",
      actor: "ahuber",
      requestId: null,
      data: { b: seq, a: 1 },
    };
    made.push(chain(made.at(-1)?.hash ?? chainStart, event));
  }
  return made;
}

test("an untouched chain has no broken event", (t) => {
  t.is(firstBroken(events(5)), undefined);
});

test("the order of members does not change the hash", (t) => {
  const [first] = events(1);
  const swapped = { ...first!, data: { a: 1, b: 1 } };

  t.is(firstBroken([swapped]), undefined);
});

for (const change of ["actor", "data", "at", "type"] as const) {
  test(`a changed ${change} is found at its event`, (t) => {
    const trail = events(4);
    const forged = { actor: "mallory", data: { a: 2 }, at: new Date(0), type: "cancel" }[change];
    trail[2] = { ...trail[2]!, [change]: forged };

    t.is(firstBroken(trail), 3);
  });
}

test("an event taken out of the middle is found at the next one", (t) => {
  const trail = events(4).filter((event) => event.seq !== 2);

  t.is(firstBroken(trail), 3);
});
