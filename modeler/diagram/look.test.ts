import test from "ava";
import { statesOf } from "./look.ts";

test("tokens are the waits, faults apart, and the path says how often", (t) => {
  const states = statesOf({
    waits: [
      { elementId: "task", kind: "task" },
      { elementId: "task", kind: "task" },
      { elementId: "mail", kind: "fault" },
    ],
    faultList: [{ elementId: "mail" }],
    path: [{ elementId: "task", count: 3 }],
  });

  t.deepEqual(states.get("task"), { tokens: 2, faults: 0, passed: 3 });
  t.deepEqual(states.get("mail"), { tokens: 0, faults: 1, passed: 0 });
  t.is(states.get("other"), undefined);
});
