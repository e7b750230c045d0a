import test from "ava";
import { statesOf, withoutListening } from "./look.ts";

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

test("an event that only listens holds no token", (t) => {
  const states = new Map([
    ["task", { tokens: 1, faults: 0, passed: 0 }],
    ["timer", { tokens: 1, faults: 0, passed: 2 }],
  ]);

  const shown = withoutListening(states, (id) => id === "timer");

  t.deepEqual(shown.get("task"), { tokens: 1, faults: 0, passed: 0 });
  t.deepEqual(shown.get("timer"), { tokens: 0, faults: 0, passed: 2 });
});
