import test from "ava";
import type { Form, FormField } from "../api/types.ts";
import { mistakes } from "./validate.ts";
import { firstValues, toSend, type Values } from "./values.ts";

test("a required field that is empty is named, an optional one is not", (t) => {
  const form = formOf([field("a", "text", { required: true }), field("b", "text")]);

  t.deepEqual(mistakesOf(form, { a: "  ", b: "" }), { a: "form.required" });
});

test("a field that is not shown asks for nothing", (t) => {
  const form = formOf([
    field("outcome", "enum"),
    field("resolution", "textarea", { required: true, visibleIf: 'outcome = "solved"' }),
  ]);

  t.deepEqual(mistakesOf(form, { outcome: "waiting", resolution: null }), {});
  t.deepEqual(mistakesOf(form, { outcome: "solved", resolution: null }), { resolution: "form.required" });
});

test("a field can be required under a condition", (t) => {
  const form = formOf([field("amount", "money"), field("reason", "text", { required: "amount > 10000" })]);

  t.deepEqual(mistakesOf(form, { amount: 9_000 }), {});
  t.deepEqual(mistakesOf(form, { amount: 20_000 }), { reason: "form.required" });
});

test("numbers stay inside their limits, and money's limits are told in euro", (t) => {
  const form = formOf([field("minutes", "int", { min: 1, max: 600 }), field("cost", "money", { max: 50_000 })]);
  const values = { minutes: 0.5, cost: 60_000 };

  t.deepEqual(mistakesOf(form, values), { minutes: "form.whole", cost: "form.max" });
  t.is(mistakes(form, values)["cost"]?.places["max"], 500);
});

test("a number that cannot be read without a guess is a mistake", (t) => {
  const form = formOf([field("minutes", "int"), field("cost", "money"), field("hours", "decimal")]);

  t.deepEqual(mistakesOf(form, { minutes: "1,5", cost: "1.234", hours: "1h" }), {
    minutes: "form.whole",
    cost: "form.ambiguous",
    hours: "form.number",
  });
});

test("texts, addresses and signatures are looked at", (t) => {
  const form = formOf([field("short", "text", { maxLength: 3 }), field("mail", "email"), field("name", "signature")]);

  t.deepEqual(mistakesOf(form, { short: "abcd", mail: "nobody", name: "X" }), {
    short: "form.tooLong",
    mail: "form.email",
    name: "form.signature",
  });
});

test("a form begins with the draft, else with its defaults, else with the variables", (t) => {
  const form = formOf([
    field("a", "text"),
    field("b", "text"),
    field("c", "text", { default: "new" }),
    field("d", "boolean"),
  ]);

  t.deepEqual(firstValues(form, { a: "old", b: "old", c: "old" }, { a: "typed" }), {
    a: "typed",
    b: "old",
    c: "new",
    d: false,
  });
});

test("only what one sees and may change is sent, without blanks around it", (t) => {
  const form = formOf([
    field("who", "readonly"),
    field("note", "text"),
    field("more", "text", { visibleIf: "note = null" }),
    field("empty", "text"),
  ]);
  const values = { who: "x", note: " done ", more: "hidden", empty: " " };

  t.deepEqual(toSend(form, values), { note: "done", empty: null });
});

function mistakesOf(form: Form, values: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(mistakes(form, values)).map(([key, mistake]) => [key, mistake.key]));
}

function formOf(fields: FormField[]): Form {
  return { key: "f", version: 1, title: { de: "F", en: "F" }, fields };
}

function field(key: string, type: string, more: Partial<FormField> = {}): FormField {
  return { key, type, label: { de: key, en: key }, ...more };
}
