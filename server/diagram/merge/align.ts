import { buildModel } from "../model/build.ts";
import { keyTree } from "../model/keys.ts";
import { lineage, poolLineage } from "../model/lineage.ts";
import type { Aliases } from "../model/keys.ts";
import type { Model } from "../model/model.ts";
import type { Tree } from "../model/read.ts";
import type { Side } from "./types.ts";

/** Three models whose records have the same keys. */
export interface Three {
  readonly base: Model;
  readonly ours: Model;
  readonly theirs: Model;
}

/** Gives the elements of three files the same keys, through what is known of who is who. */
export function align(trees: Readonly<Record<"base" | Side, Tree>>, given: Readonly<Record<Side, Aliases>>): Three {
  const base = keyTree(trees.base, undefined, new Map());
  const ours = lineage(trees.base, trees.ours, given.ours);
  const theirs = poolLineage(
    { tree: trees.ours, aliases: ours },
    { tree: trees.theirs, aliases: lineage(trees.base, trees.theirs, given.theirs) },
  );
  return {
    base: buildModel(base),
    ours: buildModel(keyTree(trees.ours, base, ours)),
    theirs: buildModel(keyTree(trees.theirs, base, theirs)),
  };
}
