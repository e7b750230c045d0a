import test from "ava";
import { parse, signInSearch, taskSearch, write } from "./search.ts";
import { strict } from "./strict.ts";
import { instanceSearch, opsSearch } from "./searchOps.ts";

test("a URL is read and written as plain text", (t) => {
  t.deepEqual(parse("?view=free&search=T-42"), { view: "free", search: "T-42" });
  t.is(
    write({ view: "free", search: "Müller & Co", task: undefined, customer: "" }),
    "?view=free&search=M%C3%BCller+%26+Co",
  );
});

test("what a URL says and we do not know is dropped", (t) => {
  t.deepEqual(taskSearch({ view: "everything", customer: "Muster", other: "x" }), { customer: "Muster" });
  t.deepEqual(opsSearch({ status: "faulty", process: 7 }), { status: "faulty" });
  t.deepEqual(instanceSearch({ tab: "variables", mode: "x", el: "U_work" }), { tab: "variables", el: "U_work" });
});

test("what a route drops reaches no screen, though the router keeps it", (t) => {
  t.deepEqual({ ...strict(instanceSearch)({ tab: "x", el: "U_work" }) }, { tab: undefined, el: "U_work" });
});

test("signing in never leads to another site", (t) => {
  t.deepEqual(signInSearch({ next: "/ops?status=running" }), { next: "/ops?status=running" });
  for (const next of ["https://evil.example", "//evil.example", String.raw`/\evil.example`, "javascript:alert(1)"]) {
    t.deepEqual(signInSearch({ next }), {}, next);
  }
});
