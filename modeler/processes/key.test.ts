import test from "ava";
import { keyOf } from "./key.ts";

test("the key of a process is made of its name", (t) => {
  t.is(keyOf("Übergabe an Müller & Söhne"), "uebergabe-an-mueller-soehne");
  t.is(keyOf("  2. Café-Prüfung "), "cafe-pruefung");
  t.is(keyOf("!!!"), "");
});
