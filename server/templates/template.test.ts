import test from "ava";
import { Refusal } from "../base/refusal.ts";
import { render } from "./render.ts";
import { checkTemplate, wordingOf } from "./languages.ts";
import { parseTemplate } from "./template.ts";

test("front matter tells whether a person wrote the text", (t) => {
  t.true(parseTemplate("subject: x\n---\nHallo").isAutomatic);
  t.false(parseTemplate("subject: x\nautomatic: no\n---\nHallo").isAutomatic);
  t.notThrows(() => parseTemplate("subject: x\r\n\r\n---\r\n\r\nHallo\r\n"));
});

test("front matter may begin with a line as well, and values may stand in quotes", (t) => {
  const { subject } = render(parseTemplate('---\nsubject: "[{{n}}] x"\nautomatic: "no"\n---\nHallo'), { n: 1 }, german);

  t.is(subject, "[1] x");
  t.regex(t.throws(() => parseTemplate('---\nsubject: "x"\n---\n\n{{#a}}{{/a}}'))?.message ?? "", /line 5/);
});

const german = { language: "de", timeZone: "Europe/Berlin" } as const;
const mistakes: readonly (readonly [string, string, RegExp])[] = [
  ["no front matter", "Hallo", /line 1: .*---/],
  ["no subject", "automatic: no\n---\nx", /line 1: .*subject/],
  ["empty subject", "subject:\n---\nx", /line 1: .*empty/],
  ["unknown key", "subject: x\nbcc: all@customer.example\n---\nx", /line 2: .*neither/],
  ["automatic unclear", "subject: x\nautomatic: maybe\n---\nx", /line 2: .*maybe/],
  ["subject not closed", "subject: {{x\n---\nx", /line 1/],
  ["not closed", "subject: x\n---\na\n{{b\nc", /line 4/],
  ["block not closed", "subject: x\n---\n{{#if a}}\nb\n", /line [4-6]/],
  ["blocks crossed", "subject: x\n---\n\n{{#if a}}{{/each}}", /line 4/],
  ["unknown helper", "subject: x\n---\n{{shell 'rm'}}", /line 3: .*shell/],
  ["unknown call", "subject: x\n---\n{{date (lookup a b)}}", /line 3: .*lookup/],
  ["unknown block", "subject: x\n---\n{{#while a}}{{/while}}", /line 3: .*while/],
  ["block of a variable", "subject: x\n---\n{{#a.b}}{{/a.b}}", /line 3: .*a\.b/],
  ["partial", "subject: x\n---\n{{> footer}}", /line 3: .*partial/],
  ["inline partial", "subject: x\n---\n{{#*inline 'a'}}{{/inline}}", /line 3: .*decorator/],
  ["literal", "subject: x\n---\n{{'a'}}", /line 3: .*literal/],
  ["named parameter", "subject: x\n---\n{{date a style='long'}}", /line 3: .*named/],
  ["named parameter of a variable", "subject: x\n---\n{{a b='c'}}", /line 3: .*named/],
  ["too many parameters", "subject: x\n---\n{{date a b c}}", /line 3: .*3/],
  ["unknown @ variable", "subject: x\n---\n{{@partial-block}}", /line 3: .*@partial-block/],
  ["odd block parameter", "subject: x\n---\n{{#each a as |[#print]|}}{{/each}}", /line 3/],
  ["too deep", `subject: x\n---\n${"{{#if a}}".repeat(17)}${"{{/if}}".repeat(17)}`, /line 3: .*deep/],
  ["calls too deep", `subject: x\n---\n{{date ${"(date ".repeat(20)}a${")".repeat(20)}}}`, /line 3: .*deep/],
];
for (const [name, text, place] of mistakes) {
  test(`refused with its line: ${name}`, (t) => {
    const refusal = t.throws(() => parseTemplate(text), { instanceOf: Refusal });

    t.is(refusal?.code, "template.shape");
    t.regex(`${refusal?.complaints[0]?.place}: ${refusal?.complaints[0]?.message}`, place);
  });
}

test("all mistakes are told at once", (t) => {
  const refusal = t.throws(() => parseTemplate("subject: x\n---\n{{>a}}\n{{b 1}}"), { instanceOf: Refusal });

  t.deepEqual(
    refusal?.complaints.map(({ place }) => place),
    ["line 3", "line 4"],
  );
});

test("nesting without end is refused at once, not parsed for seconds", (t) => {
  const blocks = "{{#if a}}".repeat(1_000) + "{{/if}}".repeat(1_000);
  const calls = `{{date ${"(date ".repeat(2_000)}a${")".repeat(2_000)}}}`;

  for (const text of [blocks, calls, `{{date ${"(".repeat(16_000)}`]) {
    const begun = process.threadCpuUsage();
    t.is(t.throws(() => parseTemplate(`subject: x\n---\n${text}`), { instanceOf: Refusal })?.code, "template.shape");
    t.true(process.threadCpuUsage(begun).user < 3_000_000);
  }
});

test("a template has a size", (t) => {
  t.is(
    t.throws(() => parseTemplate(`subject: x\n---\n${"a".repeat(17_000)}`), { instanceOf: Refusal })?.code,
    "template.size",
  );
});

test("the language asked for, else the other one", (t) => {
  t.deepEqual(wordingOf({ de: "d", en: "e" }, "en"), { language: "en", text: "e" });
  t.deepEqual(wordingOf({ de: "d", en: "e" }, "fr"), { language: "de", text: "d" });
  t.deepEqual(wordingOf({ en: "e" }, "de"), { language: "en", text: "e" });
  t.is(t.throws(() => wordingOf({}, "de"), { instanceOf: Refusal })?.code, "template.language");
});

test("a template is published in both languages or not at all", (t) => {
  t.notThrows(() => checkTemplate({ de: "subject: x\n---\n", en: "subject: x\n---\n" }));
  t.is(t.throws(() => checkTemplate({ de: "subject: x\n---\n" }), { instanceOf: Refusal })?.code, "template.language");
  t.is(
    t.throws(() => checkTemplate({ de: "subject: x\n---\n", en: "{{" }), { instanceOf: Refusal })?.code,
    "template.shape",
  );
});
