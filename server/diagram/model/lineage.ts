import type { Branch } from "./branch.ts";
import type { Aliases } from "./keys.ts";
import type { Tree } from "./read.ts";

/** A version and the keys that its ids have. */
export interface Version {
  readonly tree: Tree;
  readonly aliases: Aliases;
}

/** Who is who although the id differs: a fork has another process id. Given aliases come first, from `side` to `base`. */
export function lineage(base: Tree, side: Tree, given: Aliases): Aliases {
  const aliases = new Map(given);
  const known = new Set(roots(base, PROCESS).map(({ id }) => id));
  const added = roots(side, PROCESS).filter(({ id = "" }) => !known.has(aliases.get(id) ?? id));
  for (const process of added) {
    const there = new Set(roots(side, PROCESS).map(({ id = "" }) => aliases.get(id) ?? id));
    const missing = roots(base, PROCESS).filter(({ id = "" }) => !there.has(id));
    const origin = originOf(process, missing);
    if (origin?.id !== undefined && process.id !== undefined) aliases.set(process.id, origin.id);
  }
  return poolLineage({ tree: base, aliases: new Map() }, { tree: side, aliases });
}

/**
 * Two that put the same process into a pool made a collaboration and a pool each; so did one who took it out and put it
 * in again. They are the same.
 */
export function poolLineage(base: Version, side: Version): Aliases {
  const [ofBase, ofSide] = [collaborations(base), collaborations(side)];
  const added = [...ofSide].filter(([key]) => !ofBase.has(key));
  const missing = [...ofBase].filter(([key]) => !ofSide.has(key));
  const [[, collaboration] = []] = added;
  const [[key, other] = []] = missing;
  if (added.length !== 1 || missing.length !== 1 || !collaboration?.id || !key || !other) return side.aliases;
  return new Map([...side.aliases, [collaboration.id, key], ...samePools(base, other, side, collaboration)]);
}

function samePools(base: Version, other: Branch, side: Version, collaboration: Branch): [string, string][] {
  const known = new Map(pools(other).map((pool) => [processOf(pool, base.aliases), pool.id]));
  known.delete("");
  return pools(collaboration).flatMap((pool): [string, string][] => {
    const same = known.get(processOf(pool, side.aliases));
    return same === undefined || pool.id === undefined ? [] : [[pool.id, base.aliases.get(same) ?? same]];
  });
}

function collaborations({ tree, aliases }: Version): ReadonlyMap<string, Branch> {
  return new Map(roots(tree, COLLABORATION).map((each) => [aliases.get(each.id ?? "") ?? each.id ?? "", each]));
}

const PROCESS = "bpmn:Process";
const COLLABORATION = "bpmn:Collaboration";

/** The process that a renamed one was: it shares the most elements; a lone pair without any elements is one too. */
function originOf(process: Branch, candidates: readonly Branch[]): Branch | undefined {
  const ids = idsIn(process);
  const shared = candidates.map((candidate) => ({ candidate, count: idsIn(candidate).intersection(ids).size }));
  const best = shared.toSorted((one, other) => other.count - one.count)[0];
  if (!best) return undefined;
  return best.count > 0 || (candidates.length === 1 && ids.size + idsIn(best.candidate).size === 0)
    ? best.candidate
    : undefined;
}

function pools(collaboration: Branch): readonly Branch[] {
  return collaboration.children.filter(({ property }) => property === "participants");
}

function processOf(pool: Branch, aliases: Aliases): string {
  const fact = pool.facts.get("processRef");
  const id = fact?.kind === "reference" && typeof fact.to !== "string" ? fact.to["id"] : undefined;
  return typeof id === "string" ? (aliases.get(id) ?? id) : "";
}

function roots(tree: Tree, type: string): readonly Branch[] {
  return tree.root.children.filter((child) => child.type === type);
}

function idsIn(branch: Branch): Set<string> {
  const ids = branch.children.flatMap((child) => [...idsIn(child)]);
  return new Set(branch.property === "rootElements" || branch.id === undefined ? ids : [branch.id, ...ids]);
}
