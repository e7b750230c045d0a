import { Refusal } from "../refusal.ts";
import { isTag, markup } from "./markup.ts";
import { normalise } from "./normalise.ts";

/** The largest file that is read, in characters. */
const MOST_CHARACTERS = 5_000_000;
/** The deepest nesting that is read. */
const DEEPEST = 200;

/**
 * Looks over XML text before a reader sees it, and returns it in the form that the reader understands (see `normalise`).
 * Document types and entities are refused, as are texts that are too large or too deep, and a `<` that begins no tag.
 *
 * @throws {Refusal} `bpmn.size`, `bpmn.doctype`, `bpmn.xml`
 */
export function guardXml(xml: string): string {
  if (xml.length > MOST_CHARACTERS) {
    throw new Refusal(
      "tooLarge",
      "bpmn.size",
      `Expected at most ${MOST_CHARACTERS} characters, but the file has ${xml.length}.`,
    );
  }
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) {
    throw new Refusal(
      "invalid",
      "bpmn.doctype",
      "Expected XML without document type and entities, but the file declares one.",
    );
  }
  if (depthOf(xml) > DEEPEST) {
    throw new Refusal("invalid", "bpmn.size", `Expected at most ${DEEPEST} levels of elements, but the file has more.`);
  }
  refuseStray(xml);
  return normalise(xml);
}

/** A `<` that begins no markup: the reader would go on and complain at every one of them. @throws {Refusal} `bpmn.xml` */
function refuseStray(xml: string): void {
  let end = 0;
  for (const { 0: stretch, index } of xml.matchAll(markup)) {
    if (xml.slice(end, index).includes("<")) break;
    end = index + stretch.length;
  }
  const stray = xml.indexOf("<", end);
  if (stray === -1) return;
  const found = JSON.stringify(xml.slice(stray, stray + 40));
  throw new Refusal("invalid", "bpmn.xml", `Expected well-formed XML, but ${found} is no tag.`);
}

/** How deep the tags nest. Linear, without recursion. */
function depthOf(xml: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [tag] of xml.matchAll(markup)) {
    if (!isTag(tag)) continue;
    if (tag.startsWith("</")) depth -= 1;
    else if (!tag.endsWith("/>")) depth += 1;
    deepest = Math.max(deepest, depth);
    if (deepest > DEEPEST) break;
  }
  return deepest;
}
