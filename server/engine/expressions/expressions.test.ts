import test from "ava";
import type { Json, JsonObject } from "../../base/json.ts";
import { Fault } from "../fault.ts";
import type { Variables } from "../model.ts";
import { compileExpression } from "./expression.ts";
import { isSafePattern } from "./patterns.ts";
import { loadSandbox, runScript } from "./sandbox.ts";
import { SyntaxFault } from "./syntax.ts";

const data: JsonObject = {
  a: { b: 4, list: [1, 2, 3] },
  name: "Ana",
  n: 5,
  people: [
    { age: 3, name: "q" },
    { age: 30, name: "r" },
  ],
  yes: true,
};
const variables: Variables = {
  now: new Date("2026-03-02T08:00:00Z"),
  businessKey: "T-1",
  get: (name) => data[name],
  all: () => data,
};
const value = (text: string): unknown => compileExpression(text, "text").evaluate(variables);

const feel: readonly (readonly [string, unknown])[] = [
  ['=a.b > 3 and name = "Ana"', true],
  ["=count(for x in 1..3, y in [1, 2] return x * y)", 6],
  ["=some x in a.list satisfies x > 2", true],
  ["=every x in a.list satisfies x > 2", false],
  ["=people[age > 10].name", ["r"]],
  ["=people[-1].age", 30],
  ['=if n > 3 then "big" else "small"', "big"],
  ["={ x: 1, y: x + 1 }", { x: 1, y: 2 }],
  ["=not(yes)", false],
  ["=n in [1..5]", true],
  ["=n between 1 and 3", false],
  ["=missing", null],
  ["=missing.part = 3", false],
  ["=missing = null", true],
  ["=missing > 3", null],
  ["=-n + 3", -2],
  ["=n / 0", null],
  ['=n > "a"', false],
  ["=now()", "2026-03-02T08:00:00Z"],
  ["=today()", "2026-03-02"],
  ['=date("2026-01-31") + duration("P1M")', "2026-02-28"],
  ['=date("2026-01-31").year', 2026],
  ["=string length(name) + sum(a.list)", 9],
  ['=contains(name, "n") and matches(name, "A.*")', true],
  ['="Ticket " + string(n)', "Ticket 5"],
];

for (const [text, expected] of feel) {
  test(`FEEL: ${text}`, (t) => t.deepEqual(value(text), expected));
}

const juel: readonly (readonly [string, unknown])[] = [
  ['${a.b > 3 && name == "Ana"}', true],
  ["Hello ${name}!", "Hello Ana!"],
  ["${n + 1}", 6],
  ["${empty missing}", true],
  ['${yes ? "y" : "n"}', "y"],
  ["${n ge 5 and not (name eq 'Bo')}", true],
  ["#{a.list[1]}", 2],
  ["${a.__proto__.constructor}", null],
  ["${execution.processBusinessKey}", "T-1"],
  ["${execution.getBusinessKey()}/${execution.getVariable('name')}", "T-1/Ana"],
  ["${execution.hasVariable('missing')}", false],
  ["${name.equals('Ana') && name.toLowerCase().startsWith('a')}", true],
  ["${a.list.size() + a.list.get(0)}", 4],
  ["${a.list.contains(2) && a.containsKey('b')}", true],
];

for (const [text, expected] of juel) {
  test(`unified expression language: ${text}`, (t) => t.deepEqual(value(text), expected));
}

test("a text without prefix is itself, or FEEL where conditions stand", (t) => {
  t.is(compileExpression("n > 3", "text").evaluate(variables), "n > 3");
  t.is(compileExpression("n > 3", "feel").evaluate(variables), true);
});

test("what cannot be read is told when the definition is compiled", (t) => {
  for (const text of ["=a +", "${a", "${a b}", "=", `\${${"(".repeat(500)}1${")".repeat(500)}}`]) {
    t.throws(() => compileExpression(text, "text"), { instanceOf: SyntaxFault }, text);
  }
});

test("methods and missing variables of the unified expression language are faults", (t) => {
  for (const text of [
    "${missing}",
    '${bean.call("x")}',
    "${name.getClass()}",
    "${execution.setVariable('a', 1)}",
    "${name - 1}",
  ])
    t.throws(() => value(text), { instanceOf: Fault }, text);
});

test("a loop of 10^15 rounds and a pattern that backtracks for ever end as faults", (t) => {
  t.throws(() => value("=some x in 1..100000, y in 1..100000, z in 1..100000 satisfies x + y + z < 0"), {
    instanceOf: Fault,
  });
  t.throws(() => value('=matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+b")'), { instanceOf: Fault });
  t.true(isSafePattern("^[A-Z]{2}-(foo|bar)\\d+$"));
  t.false(isSafePattern("((a|b)*c)+"));
});

test("scripts have no clock but the command's, no chance, no host, and limits", async (t) => {
  await loadSandbox();
  t.deepEqual(runScript("n = n + 1; var at = Date.now(); at", variables), {
    result: 1772438400000,
    assigned: { n: 6, at: 1772438400000 },
  });
  for (const source of [
    "Math.random()",
    "process.exit()",
    "require('fs')",
    "for(;;){}",
    "function f(){ f() } f()",
    "var t = 'x'.repeat(5e6)",
  ]) {
    t.throws(() => runScript(source, variables), { instanceOf: Fault }, source);
  }
});

test("what JSON cannot hold does not leave a script", async (t) => {
  await loadSandbox();

  const { assigned } = runScript(
    "var b = 10n; var f = () => 1; var c = {}; c.c = c; var ok = { deep: [1] }",
    variables,
  );

  t.deepEqual(assigned, { ok: { deep: [1] } });
});

function seeing(x: Json): Variables {
  return { ...variables, get: () => x, all: () => ({ x }) };
}

test("a value that a loop would double for ever is refused before it fills the memory", (t) => {
  const long = "x".repeat(600_000);
  let nested: Json = [1];
  for (let round = 0; round < 25; round += 1) nested = [nested, nested];

  for (const [text, x] of [
    ["${x}${x}", long],
    ["=x + x", long],
    ["=[x]", nested],
  ] as const)
    t.is(
      t.throws(() => compileExpression(text, "text").evaluate(seeing(x)), { instanceOf: Fault })?.code,
      "engine.expression",
    );
  t.is(compileExpression("${x}", "text").evaluate(seeing(long)), long);
});
