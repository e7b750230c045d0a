import test from "ava";
import { rush } from "./punctual.ts";

test("timers fire within a second of their time while other commands keep the server busy", async (t) => {
  t.timeout(120_000);

  const { fired, p99 } = await rush({ timers: 200, window: 4_000, servers: 1, busy: 2 });

  t.is(fired, 200);
  t.true(p99 < 1_000, `p99 ${p99} ms`);
});
