import test from "ava";
import { changesOf, readVariables } from "./changes.ts";
import { concerning, givenWith } from "./concerning.ts";

test("only what differs is sent, and what was taken out becomes null", (t) => {
  t.deepEqual(changesOf({ a: 1, b: { c: 2 }, gone: "x" }, { a: 1, b: { c: 3 }, more: true }), {
    b: { c: 3 },
    gone: null,
    more: true,
  });
});

test("what is typed must be an object", (t) => {
  t.deepEqual(readVariables('{"a":1}'), { kind: "variables", variables: { a: 1 } });
  t.is(readVariables("[1]").kind, "unreadable");
  t.is(readVariables('{"a":').kind, "unreadable");
});

test("an element's events are those whose facts or whose command name it", (t) => {
  const event = {
    streamId: "s",
    at: "2026-11-23T12:00:00Z",
    type: "x",
    actor: "a",
    requestId: null,
    hash: "h",
    text: "t",
  };
  const events = [
    { ...event, seq: 1, data: {}, facts: [{ type: "element.entered", elementId: "work", text: "" }] },
    { ...event, seq: 2, data: { elementId: "work" }, facts: [] },
    { ...event, seq: 3, data: null, facts: [{ type: "instance.started", text: "" }] },
  ];

  t.deepEqual(
    concerning(events, "work").map((one) => one.seq),
    [1, 2],
  );
  t.is(concerning(events, null).length, 3);
  t.deepEqual(givenWith({ elementId: "work", facts: [] }), { elementId: "work" });
});
