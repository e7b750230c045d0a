import test from "ava";
import { readWrittenNumber } from "./writtenNumber.ts";

test("numbers are read as both languages write them", (t) => {
  const written = [
    "1.234,56",
    "1,234.56",
    "1234,56",
    "1234.5",
    "1'234.56",
    "12 €",
    "EUR 7",
    ",5",
    "0,125",
    "1.234.567",
  ];

  t.deepEqual(
    written.map(readWrittenNumber),
    [1234.56, 1234.56, 1234.56, 1234.5, 1234.56, 12, 7, 0.5, 0.125, 1_234_567],
  );
});

test("what could be two numbers is none, and so is what is no number", (t) => {
  t.deepEqual(["1.234", "12,345"].map(readWrittenNumber), ["ambiguous", "ambiguous"]);
  t.deepEqual(["", "-3", "1.2.3", "1,23,4", "zwölf", "=1+1"].map(readWrittenNumber), Array(6).fill("number"));
});
