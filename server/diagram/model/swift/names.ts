import type { Attributes } from "./tags.ts";
import { Unusual } from "./tags.ts";

/** The prefixes that moddle knows the namespaces of BPMN by, whatever a file calls them. */
const prefixes: Readonly<Record<string, string>> = {
  "http://www.omg.org/spec/BPMN/20100524/MODEL": "bpmn",
  "http://www.omg.org/spec/BPMN/20100524/DI": "bpmndi",
  "http://www.omg.org/spec/DD/20100524/DC": "dc",
  "http://www.omg.org/spec/DD/20100524/DI": "di",
  "http://bpmn.io/schema/bpmn/biocolor/1.0": "bioc",
  "http://www.omg.org/spec/BPMN/non-normative/color/1.0": "color",
  "http://www.w3.org/2001/XMLSchema-instance": "xsi",
};

const known = new Set(Object.values(prefixes));

/** The prefix that moddle knows a namespace by. */
export function prefixOf(uri: string): string | undefined {
  return prefixes[uri];
}

/** Whether a name is of BPMN or its picture. */
export function isKnown(prefix: string): boolean {
  return known.has(prefix) && prefix !== "xsi";
}

/** The names of one file. */
export interface Names {
  readonly element: (name: string) => Name;
  /** Attributes keep their name, with the prefix that moddle knows. */
  readonly attribute: (name: string) => string;
}

/** A name with its namespace. */
export interface Name {
  readonly prefix: string;
  readonly local: string;
  readonly whole: string;
  readonly uri: string;
}

/** Reads the namespaces that the root declares. */
export function namesOf(root: Attributes): Names {
  const uris = new Map<string, string>();
  for (const [name, uri] of root) {
    if (name === "xmlns") uris.set("", uri);
    else if (name.startsWith("xmlns:")) uris.set(name.slice("xmlns:".length), uri);
  }
  const canonical = new Map([...uris].map(([prefix, uri]) => [prefix, prefixes[uri] ?? prefix]));
  for (const [prefix, uri] of uris) {
    const isForeign = prefixes[uri] === undefined;
    if (isForeign && (prefix === "" || known.has(prefix) || /^ns\d+$/.test(prefix))) throw new Unusual("prefix");
  }
  const seen = new Map<string, Name>();
  const element = (name: string) => {
    const found = seen.get(name) ?? split(name, uris, canonical);
    seen.set(name, found);
    return found;
  };
  const attribute = (name: string) => {
    const colon = name.indexOf(":");
    const prefix = name.slice(0, Math.max(0, colon));
    if (colon === -1 || prefix === "xmlns") return name;
    const to = canonical.get(prefix);
    if (to === undefined) throw new Unusual("prefix");
    return `${to}${name.slice(colon)}`;
  };
  return { element, attribute };
}

function split(name: string, uris: ReadonlyMap<string, string>, canonical: ReadonlyMap<string, string>): Name {
  const colon = name.indexOf(":");
  const [own, local] = [name.slice(0, Math.max(0, colon)), name.slice(colon + 1)];
  const [prefix, uri] = [canonical.get(own), uris.get(own)];
  if (prefix === undefined || uri === undefined) throw new Unusual("prefix");
  return { prefix, local, whole: `${prefix}:${local}`, uri };
}
