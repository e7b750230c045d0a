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

test("a text that FEEL reads otherwise than JSON stays an expression", (t) => {
  t.is(constantIn(String.raw`="MUSTER\anna"`), null);
  t.is(constantIn(String.raw`="C:\users"`), null);
  t.is(constantIn(String.raw`="a\N"`), null);
  t.is(constantIn('="two\nlines"'), null);
  t.is(constantIn(String.raw`="two\nlines"`), "two\nlines");
  t.is(constantIn(String.raw`="\u00e4"`), "ä");
});

test("a constant that is written is read again, and nothing stays nothing", (t) => {
  t.is(constantText("ahuber", "plain"), "ahuber");
  t.is(constantText("80", "number"), "=80");
  t.is(constantText("hoch", "number"), "hoch");
  t.is(constantText("gold", "text"), '="gold"');
  t.is(constantIn(constantText('say "yes"', "text")), 'say "yes"');
  t.is(constantText("", "text"), "");
});
