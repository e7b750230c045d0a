import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "ava";
import { Refusal } from "../../base/refusal.ts";
import { parseRuleSet } from "../ruleSet.ts";
import { plainly } from "../plain.ts";
import { chanceOf, randomFacts, randomRuleSet } from "../testing.ts";
import { readDmn } from "./read.ts";
import { writeDmn } from "./write.ts";

const folder = join(import.meta.dirname, "../../../rules");
const files = (await readdir(folder)).filter((name) => name.endsWith(".json"));
const read = async (name: string) => parseRuleSet(JSON.parse(await readFile(join(folder, name), "utf8")));

for (const name of files) {
  for (const language of ["de", "en"] as const) {
    test(`${name} is the same after DMN (${language})`, async (t) => {
      const ruleSet = await read(name);

      const { xml, findings } = await writeDmn(ruleSet, language);
      const { ruleSets, findings: told } = await readDmn(xml);

      t.deepEqual([...findings, ...told, ...(ruleSets[0]?.findings ?? [])], []);
      t.deepEqual(parseRuleSet(ruleSets[0]?.body), ruleSet);
    });
  }
}

test("100 random tables of every policy decide the same after DMN", async (t) => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const chance = chanceOf(seed);
    const body = randomRuleSet(chance);
    const ruleSet = parseRuleSet(body);

    const { ruleSets } = await readDmn((await writeDmn(ruleSet, "en")).xml);

    const again = plainly(parseRuleSet(ruleSets[0]?.body));
    for (let round = 0; round < 20; round += 1) {
      const facts = randomFacts(chance, body);
      t.deepEqual(again.decide(facts), plainly(ruleSet).decide(facts), `seed ${seed}`);
    }
  }
});

test("what another tool has changed is taken over; translations of changed texts wait", async (t) => {
  const { xml } = await writeDmn(await read("priority_matrix.json"), "en");
  const changed = xml
    .replace('label="Impact"', 'label="Blast radius"')
    .replace('<dmn:text>"P1"</dmn:text>', '<dmn:text>"P2"</dmn:text>')
    .replace('hitPolicy="FIRST"', 'hitPolicy="UNIQUE"');

  const [decision] = (await readDmn(changed)).ruleSets;
  const ruleSet = parseRuleSet(decision?.body);

  t.is(ruleSet.hitPolicy, "unique");
  t.deepEqual(ruleSet.inputs[0]?.label, { de: "Blast radius", en: "Blast radius" });
  t.deepEqual(ruleSet.inputs[1]?.label, { de: "Dringlichkeit", en: "Urgency" });
  t.deepEqual(ruleSet.rows[0]?.then, { priority: "P2" });
});

/** A table as the modelers of other houses write it. */
const foreign = (namespace: string, rules: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="${namespace}" id="dish" name="Dish" namespace="http://example.com">
  <inputData id="season_data" name="Season" />
  <decision id="Dish-Decision" name="Dish">
    <decisionTable id="table" hitPolicy="COLLECT" aggregation="SUM">
      <input id="i1" label="Season"><inputExpression id="e1" typeRef="string"><text>season</text></inputExpression>
        <inputValues id="v1"><text>"Spring","Summer"</text></inputValues></input>
      <input id="i2" label="How many guests"><inputExpression id="e2" typeRef="integer"><text>party.guests</text></inputExpression></input>
      <output id="o1" label="Portions" name="portions" typeRef="number" />
      ${rules}
    </decisionTable>
  </decision>
  <decision id="sum" name="Total"><literalExpression id="l"><text>1 + 1</text></literalExpression></decision>
</definitions>`;
const rule = (id: string, cells: readonly string[], output: string) =>
  `<rule id="${id}"><description>chef</description>${cells.map((cell, at) => `<inputEntry id="${id}c${at}"><text>${cell}</text></inputEntry>`).join("")}<outputEntry id="${id}o"><text>${output}</text></outputEntry></rule>`;

test("a table of another tool is read, and told what could not be taken over: no row comes without one of its conditions", async (t) => {
  const rules =
    rule("r1", ['"Spring"', "[5..8]"], "3") +
    rule("r2", ["", "&gt; limit"], "4") +
    rule("r3", ["-", "not(7)"], "a + 1") +
    rule("r4", ["", ""], "1");

  const { ruleSets, findings } = await readDmn(foreign("https://www.omg.org/spec/DMN/20191111/MODEL/", rules));
  const ruleSet = parseRuleSet(ruleSets[0]?.body);

  t.like(ruleSet, { key: "dish-decision", hitPolicy: "collect", aggregation: "sum" });
  t.deepEqual(
    ruleSet.inputs.map(({ name, type }) => [name, type]),
    [
      ["season", "enum"],
      ["party_guests", "number"],
    ],
  );
  t.deepEqual(
    ruleSet.rows.map(({ id, when }) => [id, when]),
    [
      ["r1", { season: "Spring", party_guests: { ">=": 5, "<=": 8 } }],
      ["r4", {}],
    ],
  );
  t.deepEqual(ruleSet.rows[0]?.note, { de: "chef", en: "chef" });
  t.deepEqual(
    ruleSets[0]?.findings.map(({ code, place }) => [code, place.row ?? place.column]),
    [
      ["dmn.expression", "party_guests"],
      ["dmn.row", "r2"],
      ["dmn.row", "r3"],
    ],
  );
  t.deepEqual(
    findings.map(({ code }) => code),
    ["dmn.noTable"],
  );
});

test("types that the file defines are resolved; a single output takes name and type from the decision; names with spaces are told", async (t) => {
  const xml = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="x">
    <itemDefinition name="tRisk"><typeRef>string</typeRef><allowedValues><text>"High","Low"</text></allowedValues></itemDefinition>
    <decision id="bonus" name="Bonus"><variable name="Bonus" typeRef="number"/><decisionTable id="t" hitPolicy="COLLECT" aggregation="MAX">
      <input id="i"><inputExpression typeRef="tRisk" id="e"><text>Risk Category</text></inputExpression></input><output id="o"/>
      ${rule("r1", ['"High"'], "3")}</decisionTable></decision></definitions>`;

  const [decision] = (await readDmn(xml)).ruleSets;
  const ruleSet = parseRuleSet(decision?.body);

  t.like(ruleSet.inputs[0], { name: "Risk_Category", type: "enum" });
  t.deepEqual(
    ruleSet.inputs[0]?.values?.map(({ value }) => value),
    ["High", "Low"],
  );
  t.like(ruleSet.outputs[0], { name: "Bonus", type: "number" });
  t.deepEqual(
    decision?.findings.map(({ code, severity }) => [code, severity]),
    [["dmn.renamed", "hint"]],
  );
});

test("tables of DMN 1.1, 1.2, 1.4 and 1.5 are read as 1.3, and it is said", async (t) => {
  for (const namespace of [
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
  ]) {
    const { ruleSets, findings } = await readDmn(foreign(namespace, rule("r1", ['"Spring"', "5"], "3")));

    t.is(ruleSets.length, 1, namespace);
    t.true(
      findings.some(({ code }) => code === "dmn.version"),
      namespace,
    );
  }
});

test("what is no DMN is refused", async (t) => {
  for (const xml of ["<html/>", "no xml", `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>`])
    t.is((await t.throwsAsync(readDmn(xml), { instanceOf: Refusal })).code, "dmn.xml", xml);
  const doctype = await t.throwsAsync(readDmn(`<!DOCTYPE x [<!ENTITY a "b">]><definitions/>`), { instanceOf: Refusal });
  t.is(doctype.code, "bpmn.doctype");
});

test("a condition tree stays in our extension, and it is said that others do not see it", async (t) => {
  const label = { de: "x", en: "x" };
  const ruleSet = parseRuleSet({
    key: "tree",
    version: 1,
    label,
    hitPolicy: "first",
    inputs: [{ name: "n", type: "number", label }],
    outputs: [{ name: "out", type: "string", label }],
    rows: [
      {
        id: "a/b",
        when: {},
        where: {
          any: [
            { input: "n", is: 1 },
            { input: "n", is: { ">": 5 } },
          ],
        },
        then: { out: "a" },
      },
    ],
  });

  const { xml, findings } = await writeDmn(ruleSet, "de");

  t.deepEqual(
    findings.map(({ code, place }) => [code, place.row]),
    [["dmn.where", "a/b"]],
  );
  t.deepEqual(parseRuleSet((await readDmn(xml)).ruleSets[0]?.body), ruleSet);
});
