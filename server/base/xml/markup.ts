/**
 * Comments, CDATA sections, instructions and tags, one after the other. What is opened and never closed reaches to the
 * end of the text, and a tag holds no `<`: so that looking for the next one is linear, whatever the text.
 */
export const markup =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<\/?[A-Za-z_](?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^"'<>])*>/g;

/** Whether a stretch of markup is a tag. */
export function isTag(stretch: string): boolean {
  return !stretch.startsWith("<!") && !stretch.startsWith("<?");
}
