import type { Branch, RawFact } from "./branch.ts";
import type { KeyedTree } from "./keys.ts";
import { listKey } from "./model.ts";
import type { Entry, Fact, Model } from "./model.ts";
import type { Element } from "./moddle.ts";

/** Turns a tree with keys into records with facts. */
export function buildModel({ tree, keys }: KeyedTree): Model {
  const records = new Map<string, Entry>();
  const lists = new Map<string, string[]>();
  const lanes = new Map<string, string[]>();
  const open: Branch[] = [tree.root];
  for (let branch = open.pop(); branch; branch = open.pop()) {
    const entry = entryOf(branch, keys);
    records.set(entry.key, entry);
    for (const [property, elements] of branch.order) lists.set(listKey(entry.key, property), known(elements, keys));
    for (const member of lists.get(listKey(entry.key, "flowNodeRef")) ?? []) {
      lanes.set(member, [...(lanes.get(member) ?? []), entry.key]);
    }
    contain(entry.key, branch, { keys, lists });
    for (let index = branch.children.length - 1; index >= 0; index -= 1) open.push(branch.children[index] as Branch); // in bounds
  }
  settleLanes(records, lanes);
  return { records, lists };
}

/** Lists what is contained; the children of one property mostly stand together. */
function contain(
  above: string,
  { children }: Branch,
  { keys, lists }: { readonly keys: KeyedTree["keys"]; readonly lists: Map<string, string[]> },
): void {
  let property: string | undefined;
  let list: string[] = [];
  for (const child of children) {
    if (child.property !== property) {
      ({ property } = child);
      const place = listKey(above, property);
      list = lists.get(place) ?? [];
      lists.set(place, list);
    }
    list.push(keys.get(child.element) ?? "");
  }
}

function entryOf(branch: Branch, keys: KeyedTree["keys"]): Entry {
  const uri = branch.element.$descriptor.isGeneric === true ? branch.element.$descriptor.ns.uri : undefined;
  const facts = new Map<string, Fact>();
  for (const [name, fact] of branch.facts) facts.set(name, settle(fact, keys));
  return {
    key: keys.get(branch.element) ?? "",
    type: branch.type,
    ...(uri === undefined ? {} : { uri }),
    parent: (branch.parent && keys.get(branch.parent.element)) ?? "",
    property: branch.property,
    facts,
  };
}

function settle(fact: RawFact, keys: KeyedTree["keys"]): Fact {
  const key = (to: Element | string) => (typeof to === "string" ? to : (keys.get(to) ?? `?${String(to["id"])}`));
  if (fact.kind === "reference") return { kind: "reference", to: key(fact.to) };
  if (fact.kind === "references") return { kind: "references", to: fact.to.map((each) => key(each)) };
  return fact;
}

function known(elements: readonly Element[], keys: KeyedTree["keys"]): string[] {
  return [...new Set(elements.map((element) => keys.get(element) ?? ""))].filter((key) => key !== "");
}

/** Lanes list their members in BPMN; but it is a node that is put into another lane, so the node tells. */
function settleLanes(records: Map<string, Entry>, lanes: ReadonlyMap<string, readonly string[]>): void {
  for (const [member, of] of lanes) {
    const entry = records.get(member);
    if (!entry) continue;
    const to = [...new Set(of)].toSorted();
    records.set(member, { ...entry, facts: new Map([...entry.facts, ["lanes", { kind: "references", to }]]) });
  }
}
