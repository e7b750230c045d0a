import test from "ava";
import { gapsIn } from "./case.ts";

const at = (scenario: object) => gapsIn({ ...scenario }).map(({ place }) => place);

test("a scenario that says all it must has no gaps", (t) => {
  const scenario = {
    start: { kind: "message", name: "ordered" },
    steps: [
      { do: "complete", element: "check" },
      { do: "advance", by: "PT1H" },
    ],
    expect: { tasks: [{ element: "deliver" }], decisions: [{ ruleSet: "tier" }], messages: [{ name: "sent" }] },
  };

  t.deepEqual(at(scenario), []);
});

test("start and steps that do not say of what are gaps", (t) => {
  const steps = [
    { do: "complete", element: "" },
    { do: "advance", by: "an hour" },
  ];

  t.deepEqual(at({ start: { kind: "signal", name: "" }, steps }), ["/start/name", "/steps/0/element", "/steps/1/by"]);
});

test("an expectation of a task, decision or message that does not say of which is a gap", (t) => {
  const expect = { tasks: [{ element: "a" }, { element: "" }], decisions: [{ ruleSet: "" }], messages: [{ name: "" }] };

  t.deepEqual(at({ expect }), ["/expect/tasks/1/element", "/expect/decisions/0/ruleSet", "/expect/messages/0/name"]);
});
