import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "ava";
import { BpmnModdle } from "bpmn-moddle";
import { file, picture, row } from "../../../test/merging/sample.ts";
import { buildModel } from "../build.ts";
import { keyTree } from "../keys.ts";
import { isElement } from "../moddle.ts";
import { readTree } from "../read.ts";
import { writeModel } from "../write.ts";
import { schemas } from "./schema.ts";
import { writeSwiftly } from "./write.ts";

const root = join(import.meta.dirname, "../../../..");

/** A file as both write it. */
async function bothWays(xml: string): Promise<{ swift: string | undefined; moddle: string }> {
  const moddle = new BpmnModdle();
  const { rootElement } = await moddle.fromXML(xml);
  if (!isElement(rootElement)) throw new Error("moddle read no element");
  return { swift: writeSwiftly(rootElement), moddle: (await moddle.toXML(rootElement, { format: true })).xml };
}

test("our processes are written swiftly, and to the same bytes as moddle writes", async (t) => {
  for await (const path of glob("processes/*/*.bpmn", { cwd: root })) {
    const { swift, moddle } = await bothWays(await readFile(join(root, path), "utf8"));

    t.is(swift, moddle, path);
  }
});

test("a model is written as moddle would write it again", async (t) => {
  for await (const path of glob("processes/*/*.bpmn", { cwd: root })) {
    const types = schemas();
    const tree = await readTree(await readFile(join(root, path), "utf8"), types);
    const written = await writeModel(buildModel(keyTree(tree, undefined, new Map())), types);

    t.is(written, (await bothWays(written)).moddle, path);
  }
});

test("special characters, texts, foreign elements and pictures are written as moddle writes them", async (t) => {
  const texts = [
    file(`<bpmn:task id="A" name="a &lt;b&gt; &amp;amp; &#xA; &quot;'"/>`),
    file('<bpmn:scriptTask id="A"><bpmn:script><![CDATA[a < b && c > "d"]]></bpmn:script></bpmn:scriptTask>'),
    file(row("A", "B"), picture([["A", 1.5, -2]], [["A_B", 1, 2, 3, 4]])),
    file(
      '<bpmn:task id="A" msp:sla="x"><bpmn:extensionElements><msp:a b="1" msp:c="2">text<msp:d/></msp:a></bpmn:extensionElements></bpmn:task>',
    ),
    file('<bpmn:task id="A"><bpmn:extensionElements/></bpmn:task>'),
  ];

  for (const xml of texts) {
    const { swift, moddle } = await bothWays(xml);
    t.is(swift, moddle, xml);
  }
});

test("what is declared otherwise than at the root, or by another name, is left to moddle", async (t) => {
  const unusual = [
    file(row("A", "B")).replaceAll("bpmn:", "").replace("xmlns:bpmn=", "xmlns="),
    file(row("A", "B")).replaceAll("bpmn:", "semantic:").replace("xmlns:bpmn=", "xmlns:semantic="),
    file('<bpmn:task xmlns:other="urn:other" id="A" other:b="1"/>'),
  ];

  for (const xml of unusual) t.is((await bothWays(xml)).swift, undefined, xml);
});
