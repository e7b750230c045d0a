import type { Branch } from "./branch.ts";

/** Foreign elements that come in numbers wherever they stand. */
const repeated = /(?:listener|property|text|field|in|out|input|output|parameter|header|entry)$/i;

/** Attributes that name a foreign element among its like, the strongest first. */
const naming = ["id", "key", "target", "lang", "name"];

/** What a listener is told apart by: its event and what it calls. */
const calling = ["event", "eventType", "type", "class", "delegateExpression", "expression"];

/**
 * What names an element that has no id of its own among the elements beside it, as people tell them apart: an input
 * mapping by its target, a header by its key, a text by its language. `undefined` when nothing does.
 */
export function naturalName(branch: Branch): string | undefined {
  if (branch.element.$descriptor.isGeneric !== true) return undefined;
  const said = (name: string) => {
    const fact = branch.facts.get(name);
    return fact?.kind === "value" ? String(fact.value) : undefined;
  };
  if (/listener$/i.test(branch.type)) {
    const parts = calling.map((name) => said(name)).filter((each) => each !== undefined);
    return parts.length > 0 ? `${branch.type}|${parts.join("|")}` : undefined;
  }
  const name = naming.find((each) => said(each) !== undefined);
  return name === undefined ? undefined : `${branch.type}|${name}=${said(name)}`;
}

/** Whether an element is the only one of its kind where it stands, and not one of those that come in numbers. */
export function isSingular(branch: Branch, beside: readonly Branch[]): boolean {
  if (branch.element.$descriptor.isGeneric === true && repeated.test(branch.type)) return false;
  return beside.filter(({ type }) => type === branch.type).length === 1;
}

/** The name of a new element in a list: readable, and the same for two people who add the same thing. */
export function labelOf(branch: Branch, beside: readonly Branch[]): string {
  const type = branch.type.replace(/^bpmn:/, "");
  const alone = isSingular(branch, beside);
  if (alone && ["eventDefinitions", "documentation", "laneSets"].includes(branch.property)) return type;
  if (branch.element.$descriptor.isGeneric !== true && branch.id !== undefined) return branch.id;
  if (alone && branch.property === "values") return type;
  if (branch.property === "documentation") return `${type}#${beside.indexOf(branch) + 1}`;
  const natural = naturalName(branch);
  if (natural !== undefined) return natural;
  return alone ? type : `${type}~${fingerprint(contentOf(branch))}`;
}

/** All that an element says, as one text: equal for equal contents, whatever the ids. */
export function contentOf(branch: Branch): string {
  const facts = [...branch.facts]
    .filter(([name]) => name !== "id")
    .map(([name, fact]) => {
      if (fact.kind === "reference") return `${name}>${nameOf(fact.to)}`;
      if (fact.kind === "references") return `${name}>${fact.to.map((each) => nameOf(each)).join()}`;
      return `${name}=${JSON.stringify(fact.kind === "value" ? fact.value : fact.numbers)}`;
    });
  return `${branch.property}:${branch.type}{${facts.toSorted().join()}}(${branch.children.map(contentOf).join()})`;
}

function nameOf(to: unknown): string {
  if (typeof to === "string") return to;
  const id: unknown = Reflect.get(Object(to), "id");
  return typeof id === "string" ? id : "";
}

/** FNV-1a, 32 bit: short enough for a key, and the same everywhere. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
