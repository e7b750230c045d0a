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
  elementId: "work",
  get: (name) => data[name],
  all: () => data,
};
const value = (text: string): unknown => compileExpression(text, "text").evaluate(variables);

const feel: readonly (readonly [string, unknown])[] = [
  ["=get or else(missing, 3) + count(duplicate values([1, 1, 2]))", 4],
  ['=[is defined(missing), is empty([]), is blank(" "), trim(" a ")]', [false, true, true, "a"]],
  ['=[cycle(3, duration("PT1H")), cycle(duration("P1D"))]', ["R3/PT1H", "R/P1D"]],
  ['=[partition([1, 2, 3], 2), last day of month(date("2028-02-10"))]', [[[1, 2], [3]], "2028-02-29"]],
  ['=[from json("{\\"b\\": 4}").b, to json({b: 4}), to base64(name)]', [4, '{"b":4}', "QW5h"]],
  ['=extract("a1b22", "[0-9]+")', ["1", "22"]],
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
  ["${name.substring(1).concat('!').replace('n', 'm')}", "ma!"],
  ["${'a,b,,'.split(',').size() + name.indexOf('a') + a.list.indexOf(3)}", 6],
  ["${name.matches('A.a') && name.charAt(0) == 'A'}", true],
  ["${a.keySet().contains('b') && a.getOrDefault('c', 7) == 7}", true],
  ["${n.toString().length() + n.intValue()}", 6],
  ["${execution.currentActivityId}", "work"],
  ["${now()}", "2026-03-02T08:00:00.000Z"],
  ["${dateTime().plusWeeks(1).minusHours(2).toDate()}", "2026-03-09T06:00:00.000Z"],
  ["${date:format('2026-03-02T09:00:00+01:00')}", "2026-03-02T08:00:00.000Z"],
  ["${var:base64(name)}", "QW5h"],
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

const holds = (text: string, language?: string): unknown =>
  compileExpression(text, "feel", language).evaluate(variables);

test("a condition that names no language may compare as in Java or Python; one that names it is read as such", (t) => {
  for (const text of ["name == 'Ana' and n >= 5", "n == 5 && yes", "name != 'Bo'", "yes == True or not yes"])
    t.is(holds(text), true, text);
  t.is(holds('name = "a == b"'), false);
  t.is(holds('return n > 3 && "Ana".equals(name);', "http://www.java.com/java"), true);
  t.is(holds("return n == 5", "http://www.mvel.org/2.0"), true);
  t.throws(() => holds("?!"), { instanceOf: SyntaxFault });
  t.throws(() => holds("some condition =="), { instanceOf: SyntaxFault });
});

test("what cannot be read is told when the definition is compiled", (t) => {
  for (const text of ["=a +", "${a", "${a b}", "=", `\${${"(".repeat(500)}1${")".repeat(500)}}`]) {
    t.throws(() => compileExpression(text, "text"), { instanceOf: SyntaxFault }, text);
  }
});

test("methods and missing variables of the unified expression language are faults", (t) => {
  for (const text of [
    "${missing}",
    "${name - 1}",
    "${name.substring(9)}",
    "${name.matches('(a+)+b')}",
    "${name.plusDays(1)}",
    "${date:format(name)}",
  ])
    t.throws(() => value(text), { instanceOf: Fault }, text);
});

test("what is not known of the unified expression language is refused by its name as it is read", (t) => {
  for (const [text, name] of [
    ['${bean.call("x")}', "call"],
    ["${name.getClass()}", "getClass"],
    ["${currentUser()}", "currentUser"],
    ["${execution.engineServices}", "execution.engineServices"],
    ["${task.complete()}", "task.complete"],
    ["${execution.setVariable('a', 1)}", "setVariable"],
  ] as const) {
    const { message } = t.throws(() => value(text), { instanceOf: SyntaxFault }, text) ?? { message: "" };
    t.true(message.includes(`calls ${name}`), message);
  }
});

test("execution and task tell of the place, unless a variable has the name", (t) => {
  const place = {
    instanceId: "i1",
    executionId: "i1~4",
    processId: "p",
    elementName: "Look",
    scopeId: "p",
    event: null,
    local: { own: 1 },
    task: {
      id: "i1~4",
      name: "Look",
      assignee: "bo",
      candidateUsers: [],
      candidateGroups: [],
      formKey: null,
      priority: 50,
      dueDate: null,
      followUpDate: null,
    },
  };
  const here = { ...variables, place: () => place };
  const told = (text: string): unknown => compileExpression(text, "text").evaluate(here);

  t.is(told("${execution.id} ${execution.getProcessInstanceId()}"), "i1~4 i1");
  t.is(told("${execution.currentActivityName} of ${execution.processDefinitionKey}"), "Look of p");
  t.is(told("${execution.getVariableLocal('own') + execution.getVariable('n')}"), 6);
  t.is(told("${execution.hasVariableLocal('n')}"), false);
  t.is(told("${task.name} ${task.getAssignee()} ${task.priority}"), "Look bo 50");
  t.is(compileExpression("${execution.id}", "text").evaluate(variables), null);
  const looping = { ...here, get: (name: string) => (name === "task" ? { name: "of mine", size: 3 } : undefined) };
  t.is(compileExpression("${task.name}", "text").evaluate(looping), "of mine");
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
  t.like(runScript("n = n + 1; var at = Date.now(); at", variables), {
    result: 1772438400000,
    assigned: { n: 6, at: 1772438400000 },
  });
  for (const source of [
    "Math.random()",
    "Promise.reject(new Error('never heard')); next()",
    "process.exit()",
    "require('fs')",
    "for(;;){}",
    "function f(){ f() } f()",
    "var t = 'x'.repeat(5e6)",
  ]) {
    t.throws(() => runScript(source, variables), { instanceOf: Fault }, source);
  }
});

function run(source: string): unknown {
  const { result, assigned } = runScript(source, variables);
  return { result, assigned };
}

test("a script speaks with what runs it as in Camunda 7, or as in bpmn-engine", async (t) => {
  await loadSandbox();

  t.deepEqual(
    run("execution.setVariables({ key: execution.getProcessBusinessKey(), at: execution.currentActivityId })"),
    {
      result: undefined,
      assigned: { key: "T-1", at: "work" },
    },
  );
  t.deepEqual(run("execution.removeVariable('n'); print('x'); console.log('y'); execution.getVariables().name"), {
    result: "Ana",
    assigned: { n: null },
  });
  t.deepEqual(run("this.environment.variables.n = 6; environment.output.done = true; next(null, n)"), {
    result: 5,
    assigned: { n: 6, done: true },
  });
  t.throws(() => run("next(new Error('no'))"), { instanceOf: Fault });
  t.deepEqual(run("var next = 1; var environment = 'live'"), {
    result: undefined,
    assigned: { next: 1, environment: "live" },
  });
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

test("an expression that is too long, or nested too deep, is refused at once and told in short", (t) => {
  for (const source of [
    `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
    `${"{a:".repeat(1_000)}1${"}".repeat(1_000)}`,
    "if true then ".repeat(700),
    "a ".repeat(20_000),
  ]) {
    const refused = t.throws(() => compileExpression(`=${source}`, "feel"), { instanceOf: SyntaxFault });
    t.true((refused?.message.length ?? 0) < 500);
  }
});
