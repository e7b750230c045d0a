import test from "ava";
import { constantIn, constantText } from "./constants.ts";

test("a constant is read whichever way it is written, and what is worked out is none", (t) => {
  t.is(constantIn("ahuber"), "ahuber");
  t.is(constantIn('="gold"'), "gold");
  t.is(constantIn("= 80"), "80");
  t.is(constantIn('="say \\"yes\\""'), 'say "yes"');
  t.is(constantIn("=ticket.assignee"), null);
  t.is(constantIn('="a" + "b"'), null);
  t.is(constantIn("="), null);
});

test("a constant that is written is read again, and nothing stays nothing", (t) => {
  t.is(constantText("ahuber", "plain"), "ahuber");
  t.is(constantText("80", "number"), "=80");
  t.is(constantText("gold", "text"), '="gold"');
  t.is(constantIn(constantText('say "yes"', "text")), 'say "yes"');
  t.is(constantText("", "text"), "");
});
