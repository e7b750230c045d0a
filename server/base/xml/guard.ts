import { Refusal } from "../refusal.ts";
import { isTag, markup } from "./markup.ts";
import { normalise } from "./normalise.ts";

/** The largest file that is read, in characters. */
const MOST_CHARACTERS = 5_000_000;
/** The deepest nesting that is read. */
const DEEPEST = 200;
const SLASH = 0x2f;

/**
 * Looks over XML text before a reader sees it, and returns it in the form that the reader understands (see `normalise`).
 *
 * @throws {Refusal} as `inspectXml`
 */
export function guardXml(xml: string): string {
  inspectXml(xml);
  return normalise(xml);
}

/**
 * Looks over XML text before a reader sees it. Document types and entities are refused, as are texts that are too large
 * or too deep, and a `<` that begins no tag.
 *
 * @throws {Refusal} `bpmn.size`, `bpmn.doctype`, `bpmn.xml`
 */
export function inspectXml(xml: string): void {
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
  walk(xml);
}

/**
 * Looks at each stretch of markup once, without recursion. A `<` that begins none is refused: the reader would go on and
 * complain at every one of them.
 *
 * @throws {Refusal} `bpmn.size`, `bpmn.xml`
 */
function walk(xml: string): void {
  let depth = 0;
  let end = 0;
  for (const { 0: stretch, index } of xml.matchAll(markup)) {
    const next = xml.indexOf("<", end);
    if (next !== index) break;
    end = index + stretch.length;
    if (!isTag(stretch)) continue;
    if (stretch.charCodeAt(1) === SLASH) depth -= 1;
    else if (stretch.charCodeAt(stretch.length - 2) !== SLASH) depth += 1;
    if (depth > DEEPEST) {
      const expected = `Expected at most ${DEEPEST} levels of elements, but the file has more.`;
      throw new Refusal("invalid", "bpmn.size", expected);
    }
  }
  const stray = xml.indexOf("<", end);
  if (stray === -1) return;
  const found = JSON.stringify(xml.slice(stray, stray + 40));
  throw new Refusal("invalid", "bpmn.xml", `Expected well-formed XML, but ${found} is no tag.`);
}
