import test from "ava";
import { readNumber, type NumberKind } from "../../server/base/readNumber.ts";
import { writeNumber } from "./writeNumber.ts";

test("what a field shows is read as the same number", (t) => {
  const kinds: readonly NumberKind[] = ["int", "decimal", "money", "exact"];
  for (const kind of kinds)
    for (const language of ["de", "en"] as const)
      for (const value of [0, 5, -5, 1_234, 1_234_567, ...(kind === "int" ? [] : [1.5, 1_234.56, -0.25])])
        t.is(readNumber(writeNumber(value, kind, language), kind), value, `${kind} ${language} ${value}`);
  t.is(writeNumber(1.234, "decimal", "de"), "1,2340");
  t.is(writeNumber(1_234.5, "money", "de"), "1.234,50");
  t.is(writeNumber(1_234, "int", "de"), "1234");
});
