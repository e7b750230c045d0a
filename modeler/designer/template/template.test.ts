import test from "ava";
import { placeholdersIn } from "./placeholders.ts";
import { leavesOf, nameOf, sampleOf, withTyped } from "./sample.ts";
import { firstBodyLine, textOf, wordingOf } from "./templateText.ts";

const paths = (text: string) => placeholdersIn(text).map(({ path, use }) => `${path.join(".")}: ${use}`);

test("a template is taken apart and put together without losing anything", (t) => {
  const text = '---\nsubject: "Angebot {{quote.number}}"\nautomatic: no\n---\nGuten Tag,\n\n{{link}}\n';
  const wording = wordingOf(text);

  t.deepEqual(wording, { subject: "Angebot {{quote.number}}", isPersonal: true, body: "Guten Tag,\n\n{{link}}\n" });
  t.is(textOf(wording), text);
  t.is(text.split("\n")[firstBodyLine(wording) - 1], "Guten Tag,");
});

test("an empty template, and one without front matter, can be opened", (t) => {
  t.deepEqual(wordingOf(""), { subject: "", isPersonal: false, body: "" });
  t.is(wordingOf("Hallo").body, "Hallo");
  t.is(wordingOf("subject: A\n---\nB").subject, "A");
});

test("placeholders are found with what they are used for", (t) => {
  t.deepEqual(paths("{{name}} {{date quote.validUntil}} {{money net currency}} {{minutes spent}} {{join tags}}"), [
    "name: text",
    "quote.validUntil: date",
    "net: money",
    "currency: money",
    "spent: minutes",
    "tags: list",
  ]);
});

test("inside of blocks a name belongs to what the block is about", (t) => {
  const text =
    "{{#each lines as |line|}}{{name}} {{line.price}} {{../title}} {{@index}}{{/each}}{{#with customer}}{{city}}{{/with}}{{after}}";

  t.deepEqual(paths(text), [
    "lines: list",
    "lines.[].name: text",
    "lines.[].price: text",
    "title: text",
    "customer.city: text",
    "after: text",
  ]);
});

test("a condition is a yes unless the value is shown as well; texts in quotes are no placeholders", (t) => {
  t.deepEqual(paths('{{#if isRevised}}x{{else if (eq status "new")}}y{{/if}}{{#if person}}{{person}}{{/if}}'), [
    "isRevised: flag",
    "status: text",
    "person: text",
  ]);
});

test("samples make everything visible, and what is typed stands in front of them", (t) => {
  const sample = sampleOf(placeholdersIn("{{#each lines}}{{name}}{{/each}}{{quote.number}}{{money net}}"));
  const typed = withTyped(sample, { "lines 2 name": "Wartung", net: 5, gone: "x" });

  t.deepEqual(typed, { lines: [{ name: "name" }, { name: "Wartung" }], net: 5, quote: { number: "number" } });
  t.deepEqual(
    leavesOf(sample).map(({ path }) => nameOf(path)),
    ["lines 1 name", "lines 2 name", "net", "quote number"],
  );
});
