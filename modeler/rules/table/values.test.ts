import test from "ava";
import { readValues, valuesText } from "./values.ts";

test("values are written line by line with both labels, and read back", (t) => {
  const values = [{ value: "high", label: { de: "hoch", en: "high" } }];

  t.is(valuesText({ values }), "high | hoch | high");
  t.deepEqual(readValues({ type: "enum" }, "high | hoch | high\n\n"), { kind: "value", values });
  t.deepEqual(readValues({ type: "number" }, "1,5"), {
    kind: "value",
    values: [{ value: 1.5, label: { de: "1,5", en: "1,5" } }],
  });
});

test("numbers are read as both languages write them, and what has two readings is told", (t) => {
  const read = readValues({ type: "number" }, "1.234,5 | viel\n1,234.75\n12");

  t.deepEqual(read.kind === "value" && read.values.map(({ value }) => value), [1234.5, 1234.75, 12]);
  t.deepEqual(readValues({ type: "number" }, "12\n1.234"), { kind: "unread", line: 2 });
  const thousandths = [{ value: 1.234, label: { de: "a", en: "a" } }];
  t.deepEqual(readValues({ type: "number" }, valuesText({ values: thousandths })), {
    kind: "value",
    values: thousandths,
  });
});

test("a value twice and a word for a number are told with their line", (t) => {
  t.deepEqual(readValues({ type: "enum" }, "a\nb\na"), { kind: "unread", line: 3 });
  t.deepEqual(readValues({ type: "number" }, "viel"), { kind: "unread", line: 1 });
});
