import test from "ava";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { evaluate } from "feelin";
import type { Form } from "../api/types.ts";
import { holds } from "./feel.ts";

const scope = {
  outcome: "solved",
  minutes: 30,
  vip: true,
  note: null,
  ticket: { priority: "P1" },
  systems: ["vpn", "erp"],
};
const readable = [
  'outcome = "solved"',
  'outcome != "solved"',
  '= outcome = "solved"',
  "minutes > 15",
  "minutes >= 30 and minutes <= 30",
  "minutes < 15 or vip",
  "not(vip)",
  'not(outcome = "waiting")',
  'ticket.priority = "P1"',
  'ticket.missing = "P1"',
  'outcome in ("solved", "closed")',
  'outcome in ["open"]',
  "minutes between 10 and 40",
  'vip and (minutes > 100 or outcome = "solved")',
  "note = null",
  "note != null",
  "missing = null",
  "missing > 3",
  "vip = true",
  '"a" < "b"',
  "not(missing)",
  "count(systems) > 1",
  "count(missing) > 0",
  "missing and vip",
  "missing or vip",
];

for (const expression of readable) {
  test(`${expression} is what a complete FEEL says`, (t) => {
    t.is(holds(expression, scope), truthOf(expression));
  });
}

test("every condition in a form of the standard processes can be read here", (t) => {
  const conditions = formFiles().flatMap((file) => conditionsIn(JSON.parse(readFileSync(file, "utf8")) as Form)); // as written by us

  t.true(conditions.length > 20);
  t.deepEqual(
    conditions.filter((condition) => holds(condition, {}) === undefined),
    [],
  );
});

test("what is beyond this part of FEEL is said to be unknown, not guessed", (t) => {
  t.is(holds("sum(systems) > 1", scope), undefined);
  t.is(holds("for x in systems return x", scope), undefined);
  t.is(holds('outcome = "solved" )', scope), undefined);
  t.is(holds("", scope), undefined);
});

test("an expression cannot reach what a value inherits", (t) => {
  t.is(holds("outcome.constructor != null", scope), false);
});

function truthOf(expression: string): boolean | null {
  const plain = expression.replace(/^= /, "");
  const { value }: { value: unknown } = evaluate(plain, scope);
  return typeof value === "boolean" ? value : null;
}

function formFiles(): string[] {
  return globSync(path.join(import.meta.dirname, "..", "..", "processes", "*", "forms", "*.json"));
}

function conditionsIn(form: Form): string[] {
  const conditions = form.fields.flatMap(({ visibleIf, required }) => [visibleIf, required]);
  return conditions.filter((condition) => typeof condition === "string");
}
