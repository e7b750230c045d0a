import type { Move, Net } from "./net.ts";

/** The last place that every way from the beginning to a move leads over; `undefined` when there is none. */
export function lastCommonPlace(net: Net, move: Move): number | undefined {
  const roots = net.beginnings.flat();
  const places = [...placesFrom(net, roots, new Set())];
  const common = places.filter((place) => !reaches(net, roots, move, new Set([place])));
  return common.find((place) => {
    const others = new Set(common.filter((other) => other !== place));
    return reaches(net, [place], move, others);
  });
}

function reaches(net: Net, roots: readonly number[], move: Move, without: ReadonlySet<number>): boolean {
  const found = placesFrom(net, roots, without);
  return move.inputs.some((place) => found.has(place));
}

function placesFrom(net: Net, roots: readonly number[], without: ReadonlySet<number>): ReadonlySet<number> {
  const found = new Set<number>();
  const open = roots.filter((place) => !without.has(place));
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (found.has(place)) continue;
    found.add(place);
    const move = net.targets[place];
    open.push(...(move?.outcomes ?? []).flatMap(({ places }) => places).filter((next) => !without.has(next)));
  }
  return found;
}
