import test from "ava";
import { flagIn } from "./flags.ts";

test("yes and no are read however they are written, and nothing is no", (t) => {
  for (const value of ["true", "=true", "= true "]) t.true(flagIn(value), value);
  for (const value of ["", "=", "false", "=false"]) t.false(flagIn(value), value);
});

test("what depends on the case is neither", (t) => {
  for (const value of ['=ticket.priority = "P1"', "=not(true)", "=isUrgent", "yes", '="true"'])
    t.is(flagIn(value), null, value);
});
