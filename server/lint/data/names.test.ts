import test from "ava";
import { compileExpression } from "../../engine/expressions/expression.ts";
import { namesIn } from "./names.ts";

function names(text: string): string {
  return [...namesIn(compileExpression(text, "text"))].toSorted().join(" ");
}

test("an expression reads the first name of every path", (t) => {
  t.is(names("=a.b.c + d"), "a d");
  t.is(names("=if work.outcome = null then [x, y] else {k: v}"), "v work x y");
  t.is(names("plain text"), "");
  t.is(names('="text"'), "");
});

test("names that the expression gives itself are not read", (t) => {
  t.is(names("=for m in missing return m + n"), "missing n");
  t.is(names("=some x in xs satisfies x > limit"), "limit xs");
  t.is(names("={a: 1, b: a + c}"), "c");
  t.is(names("=for i in list return count(partial) + i"), "list");
});

test("functions and properties are no variables, and what a filter means is left open", (t) => {
  t.is(names('=string join(parts, ",")'), "parts");
  t.is(names("=lines[amount > limit]"), "lines");
  t.is(names("=date and time(due)"), "due");
  t.is(names("=value instance of number"), "value");
});

test("functions with an operator in their name hide nothing", (t) => {
  t.is(names("=get or else(a.b, c) + d"), "a c d");
  t.is(names("=[get or else(note, &)]".replace("&", '"-"')), "note");
});

test("the unified expression language is read as well", (t) => {
  t.is(names("${order.total > limit && !empty items}"), "items limit order");
  t.is(names("Hello ${customer.name}, ${list.contains(x)}"), "customer list x");
  t.is(names("${execution.id} ${task.name} ${execution.getVariable('n')} ${task}"), "task");
  t.is(names("${true}"), "");
});
