import test from "ava";
import { Refusal } from "../../base/refusal.ts";
import { fixed, group, leaf, many, orderBreaches, readRules, writeRules } from "./grammar.ts";
import { parseXml } from "./parse.ts";

const parse = (text: string) => parseXml(new TextEncoder().encode(text));

test("names have the standard's prefixes, whatever the file calls its namespaces", (t) => {
  const root = parse(
    '\uFEFF<?xml version="1.0"?><x:Invoice xmlns:x="http://www.ebinterface.at/schema/6p1/"><!-- a -->\n<x:Name a=\'1\'>A &amp; &#66; <![CDATA[<C>]]></x:Name></x:Invoice>',
  );

  t.is(root.name, "eb:Invoice");
  t.like(root.children[0], { name: "eb:Name", text: "A & B <C>", line: 2, attributes: { a: "1" } });
});

const hostile: readonly (readonly [name: string, text: string])[] = [
  ["a document type", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
  ["an unknown entity", "<a>&b;</a>"],
  ["tags that cross", "<a><b></a></b>"],
  ["an open tag", "<a><b></b>"],
  ["two roots", "<a/><b/>"],
  ["no root", "   "],
  ["text outside", "<a/>b"],
  ["an unknown prefix", "<x:a/>"],
  ["too many levels", "<a>".repeat(200) + "</a>".repeat(200)],
];

for (const [name, text] of hostile) {
  test(`what is no well-formed document is refused: ${name}`, (t) => {
    t.throws(() => parse(text), { instanceOf: Refusal });
  });
}

const rules = [
  leaf("A", "a", { unit: "unit" }),
  many("list", group("B", leaf("C", "c"), group("D", fixed("K", "VAT")))),
  group("B", leaf("C", "other"), group("D", fixed("K", "FC"))),
];

test("a grammar writes terms and reads them again, groups told apart by what is fixed", (t) => {
  const terms = { a: "1 < 2", unit: "C62", list: [{ c: "x" }, { c: "y" }], other: "z" };
  const xml = writeRules(rules, terms);

  t.is(
    xml,
    '<A unit="C62">1 &lt; 2</A><B><C>x</C><D><K>VAT</K></D></B><B><C>y</C><D><K>VAT</K></D></B><B><C>z</C><D><K>FC</K></D></B>',
  );
  t.deepEqual(readRules(rules, parse(`<r>${xml}</r>`)), terms);
});

test("elements out of order are told with their line", (t) => {
  const found = orderBreaches(rules, parse("<r>\n<B><C>x</C><D><K>VAT</K></D></B>\n<A>1</A></r>"));

  t.like(found, { length: 1, 0: { rule: "xsd.order", place: { line: 3, name: "A" } } });
});
