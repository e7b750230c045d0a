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

test("a value twice and a word for a number are told with their line", (t) => {
  t.deepEqual(readValues({ type: "enum" }, "a\nb\na"), { kind: "unread", line: 3 });
  t.deepEqual(readValues({ type: "number" }, "viel"), { kind: "unread", line: 1 });
});
