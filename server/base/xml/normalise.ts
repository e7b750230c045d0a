import { isTag, markup } from "./markup.ts";

/** Attributes that name an element: their own id, or a reference. */
export const naming = /^(?:id|default|bpmnElement|calledElement|\w+Ref)$/;

/** Whether an attribute has white space around its `=` or a name; most files have none. */
const hasSpace =
  /[\w.-]\s+=\s*["']|=\s+["']|(?:\bid|\bdefault|\bbpmnElement|\bcalledElement|Ref)=(?:"\s|'\s|"[^"]*\s"|'[^']*\s')/;

const attributes = /([^\s=/<>"']+)\s*=\s*("[^"]*"|'[^']*')/g;

/** References that are elements: `<incoming> flow </incoming>`. */
const bodies = /(<(?:[\w.-]+:)?(?:incoming|outgoing|\w+Refs?)(?:\s[^<>]*)?>)\s*([^<>\s]+)\s*(?=<\/)/g;

/**
 * Brings XML into the form that the reader understands; it means the same. Space around `=` is allowed (XML 1.0, rule
 * 25), but the reader loses such attributes. `xsd:ID`, `xsd:IDREF` and `xsd:QName` collapse the space around them (XML
 * Schema part 2, 4.3.6), so that `"flow "` names the same element as `"flow"`. Linear in the length of the text.
 */
export function normalise(xml: string): string {
  const collapsed = xml.replace(bodies, "$1$2");
  return hasSpace.test(collapsed) ? normaliseAttributes(collapsed) : collapsed;
}

function normaliseAttributes(xml: string): string {
  return xml.replace(markup, (stretch) => {
    if (!isTag(stretch) || !hasSpace.test(stretch)) return stretch;
    return stretch.replace(attributes, (_whole, name: string, quoted: string) => {
      const quote = quoted.charAt(0);
      return naming.test(name) ? `${name}=${quote}${quoted.slice(1, -1).trim()}${quote}` : `${name}=${quoted}`;
    });
  });
}
