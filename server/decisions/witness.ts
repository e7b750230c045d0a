import type { Json, JsonObject } from "../base/json.ts";
import type { Space } from "./boxes.ts";
import { factsInWords } from "./checkText.ts";
import { has } from "./region.ts";
import type { Box } from "./region.ts";
import type { Labels } from "./shape.ts";

/** One case out of a box: facts for all inputs, as ordinary as the box allows. */
export function factsIn({ axes }: Space, box: Box): JsonObject {
  return Object.fromEntries(
    axes.map(({ column, atoms }, axis): [string, Json] => {
      const atom = atoms.find((_, index) => has(box[axis], index));
      return [column.name, atom?.value ?? null];
    }),
  );
}

/** The case in words: only the inputs that matter, those of which the box leaves out something that `within` has. */
export function boxInWords(space: Space, box: Box, within: Box = space.everything): Labels {
  const telling = space.axes.filter(({ atoms }, axis) =>
    atoms.some((_, index) => has(within[axis], index) && !has(box[axis], index)),
  );
  return factsInWords(
    telling.map(({ column }) => column),
    factsIn(space, box),
  );
}
