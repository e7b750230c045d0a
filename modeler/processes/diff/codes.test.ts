import test from "ava";
import { readFileSync } from "node:fs";
import path from "node:path";
import { propertyWords } from "./codes.ts";

test("every property that a comparison names has words", (t) => {
  const file = path.join(import.meta.dirname, "..", "..", "..", "server", "diagram", "diff", "property.ts");
  const codes = [...readFileSync(file, "utf8").matchAll(/^ {2}\[\/.*, "([\w.]+)"\],$/gm)].map(([, code]) => code ?? "");

  t.true(codes.length > 30, "the search still finds the codes");
  t.deepEqual(
    codes.filter((code) => propertyWords[code] === undefined),
    [],
  );
});
