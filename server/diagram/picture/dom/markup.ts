/** One piece of markup: a start tag, an end tag or text. */
export type Token =
  | {
      readonly kind: "start";
      readonly name: string;
      readonly attributes: readonly [string, string][];
      readonly isEmpty: boolean;
    }
  | { readonly kind: "end" }
  | { readonly kind: "text"; readonly text: string };

/**
 * Cuts well-formed markup into its pieces. Only bpmn-js' own constants are read by it (its mark, its breadcrumbs);
 * diagrams bring names, which are set as text and never read as markup.
 */
export function* tokens(markup: string): Generator<Token> {
  for (const [, end, name, attributes = "", empty, text] of markup.matchAll(
    /<(\/)?([\w:-]+)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/)?>|([^<]+)/g,
  )) {
    if (text !== undefined) yield { kind: "text", text };
    else if (end !== undefined) yield { kind: "end" };
    else {
      const pairs = [...attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)];
      yield {
        kind: "start",
        name: name ?? "",
        attributes: pairs.map(([, key = "", value = ""]) => [key, value]),
        isEmpty: empty !== undefined,
      };
    }
  }
}
