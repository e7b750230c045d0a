import { DRAWN, listKey } from "../../model/model.ts";
import type { Entry, Model } from "../../model/model.ts";
import { ownerOf, refer } from "../../model/owner.ts";
import type { Three } from "../align.ts";
import { splitList } from "../../diff/atoms.ts";
import { mergeOrder } from "../order.ts";
import type { LayoutNote } from "../types.ts";
import { settlePlaces } from "./planes.ts";
import { followNeighbours, settleLabels } from "./place.ts";
import { headOf, mergeDrawn, shownBy } from "./records.ts";
import type { Picture } from "./records.ts";
import { reroute } from "./route.ts";
import { grow, spread } from "./spread.ts";

/** A merged model with its picture. */
export interface Laid {
  readonly model: Model;
  readonly notes: readonly LayoutNote[];
}

/**
 * Gives a merged model its picture. Layout is no conflict: who moved something is right, and ours when both did. What is
 * new moves with its neighbours, gives way to what is there, and edges are drawn to where their ends are now.
 */
export function mergeLayout(three: Three, meaning: Model): Laid {
  const picture = mergeDrawn(three, meaning);
  settlePlaces(picture);
  settleLabels(picture);
  const followed = followNeighbours(picture);
  const pushed = spread(picture);
  const moved = followed.union(pushed);
  grow(picture, moved);
  const rerouted = reroute(picture);
  const records = new Map([...meaning.records, ...picture.records]);
  const model: Model = { records, lists: new Map([...meaning.lists, ...listsOf(three, picture)]) };
  return { model: withoutEmpty(model), notes: notesOf(picture, model, moved, rerouted) };
}

/** What is drawn above what, and everything else that is contained in the picture. */
function listsOf(three: Three, { records }: Picture): ReadonlyMap<string, readonly string[]> {
  const inside = new Map<string, Set<string>>();
  for (const { key, parent, property } of records.values()) {
    const list = listKey(parent, property);
    const members = inside.get(list) ?? new Set();
    inside.set(list, members.add(key));
  }
  return new Map(
    [...inside].map(([list, members]) => {
      const of = ({ lists }: Model) => lists.get(list) ?? [];
      return [
        list,
        mergeOrder({ base: of(three.base), ours: of(three.ours), theirs: of(three.theirs) }, members, "ours"),
      ];
    }),
  );
}

/** A plane of something that is gone, or that shows nothing any more, goes too. */
function withoutEmpty(model: Model): Model {
  const records = new Map(model.records);
  const isLost = (entry: Entry) => entry.key.startsWith(DRAWN) && !records.has(entry.parent);
  for (let lost = [...records.values()].filter(isLost); lost.length > 0; lost = [...records.values()].filter(isLost)) {
    for (const { key } of lost) records.delete(key);
  }
  const lists = [...model.lists]
    .filter(([list]) => records.has(splitList(list)[0]))
    .map(([list, keys]): [string, readonly string[]] => [list, keys.filter((key) => records.has(key))]);
  return { records, lists: new Map(lists) };
}

function notesOf(
  picture: Picture,
  model: Model,
  moved: ReadonlySet<string>,
  rerouted: readonly string[],
): readonly LayoutNote[] {
  const tell = (code: LayoutNote["code"], element: string): LayoutNote => ({
    code,
    element: refer(model, ownerOf(model, element)),
  });
  const contested = new Set([...picture.contested].map((key) => shownBy(picture, headOf(key)) ?? ""));
  contested.delete("");
  return [
    ...[...contested].map((element) => tell("oursKept", element)),
    ...[...moved].map((element) => tell("shifted", element)),
    ...rerouted.map((element) => tell("rerouted", element)),
  ];
}
