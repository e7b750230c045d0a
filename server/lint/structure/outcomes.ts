import type { Flow, Node } from "../../engine/model.ts";

/** Flows (or what stands for one) that get a token together. */
interface Way {
  readonly flows: readonly string[];
  readonly clears: boolean;
}

/** More conditional flows than these are not tried in all combinations: one, or all, or all but one. */
const MOST_COMBINED = 4;

/** Every way in which a node may pass its token on, its boundary events included. */
export function outcomesOf(node: Node): readonly Way[] {
  const ends =
    node.spec.kind === "end" &&
    node.triggers.some(({ kind }) => kind === "terminate" || kind === "error" || kind === "cancel");
  if (ends) return [{ flows: [], clears: true }];
  if (node.link) return [{ flows: [`link ${node.link.id}`], clears: false }];
  const caught = node.boundaries.filter(({ triggers }) => !triggers.some(({ kind }) => kind === "compensate"));
  const ways = [
    ...normalWays(node),
    ...caught.filter((event) => event.isInterrupting).flatMap((event) => normalWays(event)),
  ];
  const beside = caught.filter((event) => !event.isInterrupting).map((event) => event.outgoing.map(({ id }) => id));
  const extras = beside.length > 1 ? [[], ...beside, beside.flat()] : [[], ...beside];
  return ways.flatMap((flows) => extras.map((extra) => ({ flows: [...flows, ...extra], clears: false })));
}

function normalWays(node: Node): readonly (readonly string[])[] {
  const { outgoing } = node;
  const ids = outgoing.map(({ id }) => id);
  if (outgoing.length < 2) return [ids];
  switch (node.spec.kind) {
    case "parallel":
      return [ids];
    case "exclusive":
      return ids.map((id) => [id]);
    case "eventBased":
      return node.spec.parallel ? [ids] : ids.map((id) => [id]);
    case "inclusive":
    case "complex":
      return chosen(node, outgoing);
    default:
      return outgoing.some(({ condition }) => condition) ? chosen(node, outgoing) : [ids];
  }
}

/** Any combination of the conditional flows beside the unconditional ones, or the default alone (10.6.3, table 13.3). */
function chosen(node: Node, outgoing: readonly Flow[]): readonly (readonly string[])[] {
  const always = outgoing.filter((flow) => !flow.condition && flow !== node.default).map(({ id }) => id);
  const open = outgoing.filter((flow) => flow.condition && flow !== node.default).map(({ id }) => id);
  const ways = combinations(open).map((flows) => [...always, ...flows]);
  if (node.default) ways.push([...always, node.default.id]);
  else if (always.length > 0) ways.push(always);
  return ways;
}

function combinations(ids: readonly string[]): string[][] {
  if (ids.length > MOST_COMBINED) {
    return [...ids.map((id) => [id]), ...ids.map((id) => ids.filter((other) => other !== id)), [...ids]];
  }
  const all: string[][] = [];
  for (let mask = 1; mask < 1 << ids.length; mask += 1) all.push(ids.filter((_, bit) => (mask & (1 << bit)) !== 0));
  return all;
}
