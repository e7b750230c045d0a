/** What a selector can ask of an element. */
export interface Selectable {
  readonly localName: string;
  readonly parentElement: Selectable | null;
  getAttribute(name: string): string | null;
}

interface Compound {
  readonly isChild: boolean;
  readonly isScope: boolean;
  readonly name: string | null;
  readonly attributes: readonly (readonly [string, string | null])[];
  readonly classes: readonly string[];
}

/**
 * Whether an element is meant by a CSS selector: names, classes, ids, attributes, `:scope`, descendants, children and
 * lists, which is what diagram-js and bpmn-js ask for.
 */
export function isMeant(element: Selectable, selector: string, scope: Selectable | null): boolean {
  return selector.split(",").some((one) => fits(element, compounds(one.trim()), scope));
}

function compounds(selector: string): Compound[] {
  const parts = selector.replaceAll(/\s*>\s*/g, " >").split(/\s+(?![^[]*\])/);
  return parts.map((part) => compound(part.startsWith(">") ? part.slice(1) : part, part.startsWith(">")));
}

function compound(text: string, isChild: boolean): Compound {
  const attributes = [...text.matchAll(/\[([\w:-]+)(?:=["']?([^\]"']*)["']?)?\]/g)].map(
    ([, name = "", value = null]) => [name, value] as const,
  );
  const bare = text.replaceAll(/\[[^\]]*\]/g, "");
  const ids = [...bare.matchAll(/#([\w-]+)/g)].map(([, id = ""]) => ["id", id] as const);
  return {
    isChild,
    isScope: bare.includes(":scope"),
    name: /^[\w-]+/.exec(bare)?.[0] ?? null,
    attributes: [...attributes, ...ids],
    classes: [...bare.matchAll(/\.([\w-]+)/g)].map(([, name = ""]) => name),
  };
}

function fits(element: Selectable, chain: readonly Compound[], scope: Selectable | null): boolean {
  const last = chain.at(-1);
  if (last === undefined || !fitsOne(element, last, scope)) return false;
  const rest = chain.slice(0, -1);
  if (rest.length === 0) return true;
  for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
    if (fits(parent, rest, scope)) return true;
    if (last.isChild) return false;
  }
  return false;
}

function fitsOne(element: Selectable, one: Compound, scope: Selectable | null): boolean {
  if (one.isScope && element !== scope) return false;
  if (one.name !== null && one.name !== element.localName) return false;
  const classes = (element.getAttribute("class") ?? "").split(/\s+/);
  if (!one.classes.every((name) => classes.includes(name))) return false;
  return one.attributes.every(([name, value]) => {
    const own = element.getAttribute(name);
    return value === null ? own !== null : own === value;
  });
}
