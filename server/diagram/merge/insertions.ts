import { factPath } from "../diff/atoms.ts";
import { isDrawn, target } from "../model/model.ts";
import type { Model } from "../model/model.ts";
import type { Three } from "./align.ts";
import { claimId } from "./claims.ts";
import type { Claims } from "./claims.ts";
import type { Side } from "./types.ts";

/** What one side put between the two ends of a flow. */
export interface Chain {
  /** The flow into it, and the one out of it; one of them may be the flow itself. */
  readonly first: string;
  readonly last: string;
  readonly head: string;
  readonly tail: string;
  readonly nodes: ReadonlySet<string>;
}

/** A flow into which both sides put something. */
export interface Insertion {
  readonly flow: string;
  readonly from: string;
  readonly to: string;
  readonly chains: Readonly<Record<Side, Chain>>;
}

/** A flow with its two ends. */
interface Link {
  readonly key: string;
  readonly from: string;
  readonly to: string;
}

/** Finds the flows into which both sides put something, and makes each of them one decision. */
export function findInsertions(three: Three, claims: Claims): readonly Insertion[] {
  const links = { ours: linksOf(three.ours), theirs: linksOf(three.theirs) };
  const found: Insertion[] = [];
  for (const { key, from, to } of linksOf(three.base).values()) {
    if (!isTouched(claims, key)) continue;
    const ours = chainOf(three, links, "ours", { key, from, to });
    const theirs = ours && chainOf(three, links, "theirs", { key, from, to });
    if (!ours || !theirs) continue;
    const insertion: Insertion = { flow: key, from, to, chains: { ours, theirs } };
    claims.join(claimsIn(insertion, links));
    found.push(insertion);
  }
  return found;
}

function isTouched(claims: Claims, flow: string): boolean {
  const sides = new Set((claims.byKey.get(flow) ?? []).map(({ side }) => side));
  return sides.size === 2;
}

type Links = Readonly<Record<Side, ReadonlyMap<string, Link>>>;

/** All sequence flows of a model. */
function linksOf(model: Model): ReadonlyMap<string, Link> {
  const links = new Map<string, Link>();
  for (const entry of model.records.values()) {
    const [from, to] = [target(entry, "sourceRef"), target(entry, "targetRef")];
    if (isDrawn(entry) || entry.type !== "bpmn:SequenceFlow" || from === undefined || to === undefined) continue;
    links.set(entry.key, { key: entry.key, from, to });
  }
  return links;
}

/** What a side put between the ends of a flow: added nodes, entered by one flow from its start, left by one to its end. */
function chainOf(three: Three, links: Links, side: Side, flow: Link): Chain | undefined {
  const isNew = (key: string) => three[side].records.has(key) && !three.base.records.has(key);
  const now = links[side].get(flow.key);
  if (now && now.from === flow.from && now.to === flow.to) return undefined;
  const flows = [...links[side].values()];
  const fresh = flows.filter(({ key }) => key === flow.key || isNew(key));
  const starts = now ? [now.from, now.to] : fresh.filter(({ from }) => from === flow.from).map(({ to }) => to);
  const nodes = connected(
    flows,
    starts.filter((key) => isNew(key)),
    isNew,
  );
  const entering = flows.filter(({ from, to }) => !nodes.has(from) && nodes.has(to));
  const leaving = flows.filter(({ from, to }) => nodes.has(from) && !nodes.has(to));
  const [first, last] = [entering.find(({ from }) => from === flow.from), leaving.find(({ to }) => to === flow.to)];
  if (!first || !last || entering.length !== 1 || leaving.length !== 1) return undefined;
  return { first: first.key, last: last.key, head: first.to, tail: last.from, nodes };
}

function connected(flows: readonly Link[], starts: readonly string[], isNew: (key: string) => boolean): Set<string> {
  const nodes = new Set(starts);
  for (let size = -1; size !== nodes.size;) {
    size = nodes.size;
    for (const { from, to } of flows) {
      if (nodes.has(from) && isNew(to)) nodes.add(to);
      if (nodes.has(to) && isNew(from)) nodes.add(from);
    }
  }
  return nodes;
}

function claimsIn({ flow, chains }: Insertion, links: Links): readonly string[] {
  return (["ours", "theirs"] as const).flatMap((side) => {
    const { nodes, first, last } = chains[side];
    const inside = [...links[side].values()].filter(({ from, to }) => nodes.has(from) || nodes.has(to));
    const flows = [...new Set([flow, first, last, ...inside.map(({ key }) => key)])];
    const paths = flows.flatMap((key) => [key, factPath(key, "sourceRef"), factPath(key, "targetRef")]);
    return [...paths, ...nodes].map((path) => claimId(side, path));
  });
}

/** Which flow leads where when one chain follows the other. Flows that are not needed are in `spare`. */
export interface Series {
  readonly links: readonly Link[];
  readonly spare: readonly string[];
}

/** Puts the chain of `side` first and the other one after it. */
export function inSeries({ flow, from, to, chains }: Insertion, side: Side): Series {
  const [one, other] = side === "ours" ? [chains.ours, chains.theirs] : [chains.theirs, chains.ours];
  const opening = one.first;
  const closing = other.last === opening ? other.first : other.last;
  const between = one.last === opening || one.last === closing ? other.first : one.last;
  const links = [
    { key: opening, from, to: one.head },
    { key: between, from: one.tail, to: other.head },
    { key: closing, from: other.tail, to },
  ];
  const used = new Set(links.map(({ key }) => key));
  return { links, spare: [flow, one.first, one.last, other.first, other.last].filter((key) => !used.has(key)) };
}
