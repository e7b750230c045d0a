import { tokens } from "../dom/markup.ts";
import { plain } from "../outline.ts";

/** An element of a picture as SVG writes it. */
export interface SvgElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly style: Readonly<Record<string, string>>;
  readonly children: readonly SvgElement[];
  /** The text directly within. */
  readonly text: string;
}

interface Open {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly style: Readonly<Record<string, string>>;
  readonly children: Open[];
  text: string;
}

/** Reads a picture that this room has drawn; it is well-formed and has no more than elements, attributes and text. */
export function readSvg(svg: string): SvgElement {
  const root = opened("document", []);
  const open = [root];
  for (const token of tokens(svg.slice(svg.indexOf("<svg")))) {
    const into = open.at(-1) ?? root;
    if (token.kind === "text") into.text += plain(token.text);
    else if (token.kind === "end") open.pop();
    else {
      const element = opened(token.name, token.attributes);
      into.children.push(element);
      if (!token.isEmpty) open.push(element);
    }
  }
  return root.children[0] ?? root;
}

function opened(name: string, pairs: readonly (readonly [string, string])[]): Open {
  const attributes = Object.fromEntries(pairs);
  return { name, attributes, style: declarations(attributes["style"] ?? ""), children: [], text: "" };
}

function declarations(style: string): Record<string, string> {
  return Object.fromEntries(
    style.split(";").flatMap((part) => {
      const colon = part.indexOf(":");
      return colon < 0 ? [] : [[part.slice(0, colon).trim(), part.slice(colon + 1).trim()]];
    }),
  );
}
