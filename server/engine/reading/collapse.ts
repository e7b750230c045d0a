/** Attributes that name an element: their own id, or a reference. */
const naming = /^(?:id|default|bpmnElement|calledElement|\w+Ref)$/;

/** Whether any of them has white space around its value; most files have none. */
const hasSpace = /(?:\bid|\bdefault|\bbpmnElement|\bcalledElement|Ref)\s*=\s*(?:"\s|'\s|"[^"]*\s"|'[^']*\s')/;

/** Comments, CDATA and instructions, which are left alone, and opening tags. */
const stretches = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<[A-Za-z_](?:"[^"]*"|'[^']*'|[^"'>])*>/g;

/** References that are elements: `<incoming> flow </incoming>`. */
const bodies = /(<(?:[\w.-]+:)?(?:incoming|outgoing|\w+Refs?)(?:\s[^<>]*)?>)\s*([^<>\s]+)\s*(?=<\/)/g;

const attributes = /([^\s=/<>"']+)(\s*=\s*)("[^"]*"|'[^']*')/g;

/**
 * Takes away the white space around ids and references: `xsd:ID`, `xsd:IDREF` and `xsd:QName` collapse it (XML Schema
 * part 2, 4.3.6), so that `"flow "` names the same element as `"flow"`. Linear in the length of the text.
 */
export function collapseNames(xml: string): string {
  const collapsed = xml.replace(bodies, "$1$2");
  return hasSpace.test(collapsed) ? collapseAttributes(collapsed) : collapsed;
}

function collapseAttributes(xml: string): string {
  return xml.replace(stretches, (stretch) => {
    if (stretch.startsWith("<!") || stretch.startsWith("<?")) return stretch;
    return stretch.replace(attributes, (whole, name: string, equals: string, quoted: string) => {
      const quote = quoted.charAt(0);
      return naming.test(name) ? `${name}${equals}${quote}${quoted.slice(1, -1).trim()}${quote}` : whole;
    });
  });
}
