import test from "ava";
import { heatOf } from "./heat.ts";

const element = (elementId: string, entered: number, median: number | null) => ({
  elementId,
  name: elementId,
  type: null,
  entered,
  waited: median === null ? 0 : entered,
  waiting: 0,
  median,
  p90: median,
});
const minute = 60_000;
const elements = [
  element("day", 2, 1440 * minute),
  element("hour", 8, 60 * minute),
  element("minute", 4, minute),
  element("none", 20, null),
];
const levels = (by: "time" | "count") => [...heatOf(elements, by, String)].map(([id, { level }]) => `${id} ${level}`);

test("heat by time grows with the order of magnitude; where nothing waits there is none", (t) => {
  t.deepEqual(levels("time"), ["day 4", "hour 2", "minute 0"]);
});

test("heat by count is hottest where most tokens came", (t) => {
  t.deepEqual(levels("count"), ["day 1", "hour 3", "minute 2", "none 4"]);
});
