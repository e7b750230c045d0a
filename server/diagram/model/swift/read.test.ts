import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "ava";
import { guardXml } from "../../../base/xml/guard.ts";
import { file, picture, row } from "../../../test/merging/sample.ts";
import { buildModel } from "../build.ts";
import { keyTree } from "../keys.ts";
import { readTree, readWithModdle } from "../read.ts";
import type { Tree } from "../read.ts";
import { readSwiftly } from "./read.ts";
import { schemas } from "./schema.ts";

const root = join(import.meta.dirname, "../../../..");

/** All that a tree says, in its order. */
function said(tree: Tree | undefined): unknown {
  if (!tree) return undefined;
  const { records, lists } = buildModel(keyTree(tree, undefined, new Map()));
  return [
    [...records.values()].map(({ facts, ...entry }) => ({ ...entry, facts: [...facts] })),
    [...lists].filter(([, keys]) => keys.length > 0),
    tree.warnings,
  ];
}

test("our processes are read swiftly, and to the same tree as moddle reads", async (t) => {
  for await (const path of glob("processes/*/*.bpmn", { cwd: root })) {
    const xml = guardXml(await readFile(join(root, path), "utf8"));

    t.deepEqual(said(readSwiftly(xml, schemas())), said(await readWithModdle(xml)), path);
  }
});

test("entities, CDATA, comments and other prefixes are read as moddle reads them", async (t) => {
  const texts = [
    file('<bpmn:task id="A" name="a &lt;b&gt; &amp;amp; &#x20AC;&#8364; &quot;"/>'),
    file(
      '<bpmn:scriptTask id="A"><bpmn:script><![CDATA[a < b && c]]> <!-- no --> rest</bpmn:script></bpmn:scriptTask>',
    ),
    file(row("A", "B"), picture([["A", 1.5, -2]], [["A_B", 1, 2, 3, 4]]))
      .replaceAll("bpmn:", "semantic:")
      .replace("xmlns:bpmn=", "xmlns:semantic="),
    file(
      '<bpmn:task id="A" msp:sla="x"><bpmn:extensionElements><msp:a b="1" msp:c="2">text<msp:d/></msp:a></bpmn:extensionElements></bpmn:task>',
    ),
    file(row("A", "B")).replaceAll("bpmn:", "").replace("xmlns:bpmn=", "xmlns="),
  ];

  for (const xml of texts)
    t.deepEqual(said(readSwiftly(guardXml(xml), schemas())), said(await readWithModdle(guardXml(xml))), xml);
});

test("what is out of the ordinary is left to moddle, which says what is wrong", async (t) => {
  const unusual = [
    file('<bpmn:task id="A" color="red"/>'),
    file('<bpmn:task id="A"/><bpmn:task id="A"/>'),
    file('<bpmn:sequenceFlow id="f" sourceRef="A" targetRef="B"/>'),
    file('<bpmn:nonsense id="A"/>'),
    file('<bpmn:task id="1"/>'),
    file("<bpmn:task id='A'>text</bpmn:task>"),
    file('<bpmn:task xmlns:other="urn:other" id="A"/>'),
    file('<msp:task id="A"/>'),
  ];

  for (const xml of unusual) {
    t.is(readSwiftly(guardXml(xml), schemas()), undefined, xml);
    await t.notThrowsAsync(readTree(xml));
  }
});
