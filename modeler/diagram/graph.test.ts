import test from "ava";
import { readingOrder, step, type Graph, type Node } from "./graph.ts";

/** start → check → (yes) fix → end, (no) close; a timer sits on fix and leads to nudge. */
const graph: Graph = new Map(
  [
    node("start", 0, 0, ["check"]),
    node("check", 100, 0, ["fix", "close"]),
    node("fix", 200, 0, ["end"]),
    node("close", 200, 100, []),
    node("end", 300, 0, []),
    { ...node("timer", 220, 40, ["nudge"]), host: "fix" },
    node("nudge", 300, 60, []),
  ].map((one, _, all) => [
    one.id,
    { ...one, before: all.filter((other) => other.next.some((flow) => flow.id === one.id)).map((other) => other.id) },
  ]),
);

test("a diagram is read along its flow, what sits on an activity right after it", (t) => {
  t.deepEqual(readingOrder(graph), ["start", "check", "fix", "timer", "nudge", "end", "close"]);
});

test("a loop does not keep the reader from the end", (t) => {
  const loop: Graph = new Map([
    ["a", { ...node("a", 0, 0, ["b"]), before: ["b"] }],
    ["b", { ...node("b", 1, 0, ["a"]), before: ["a"] }],
  ]);

  t.deepEqual(readingOrder(loop), ["a", "b"]);
});

test("right and left follow the flow", (t) => {
  t.is(step(graph, "start", "ArrowRight"), "check");
  t.is(step(graph, "fix", "ArrowLeft"), "check");
  t.is(step(graph, "end", "ArrowRight"), null);
});

test("down and up go among the ways out of a gateway, and to what sits on an activity", (t) => {
  t.is(step(graph, "fix", "ArrowDown"), "close");
  t.is(step(graph, "close", "ArrowUp"), "fix");
  t.is(step(graph, "timer", "ArrowUp"), "fix");
  t.is(step(graph, "timer", "ArrowLeft"), "fix");
});

test("Home and End lead to the first and the last element", (t) => {
  t.is(step(graph, "fix", "Home"), "start");
  t.is(step(graph, "fix", "End"), "close");
});

test("other keys are left to others", (t) => {
  t.is(step(graph, "fix", "a"), null);
});

function node(id: string, x: number, y: number, next: readonly string[]): Node {
  return {
    id,
    type: "bpmn:Task",
    name: id,
    x,
    y,
    next: next.map((target) => ({ id: target, label: "" })),
    before: [],
    host: null,
  };
}
