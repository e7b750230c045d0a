import type { Branch } from "./branch.ts";
import { contentOf, isSingular, naturalName } from "./label.ts";

/**
 * Finds for the elements of a list those of the base that they were: by id, by what names them, by equal contents, and
 * at last those of the same type in order. Tools make children anew without ids or with other ids (a change of type in
 * bpmn-js does), so an id alone does not say who is who.
 */
export function pair(base: readonly Branch[], side: readonly Branch[]): ReadonlyMap<Branch, Branch> {
  const found = new Map<Branch, Branch>();
  const free = new Set(base);
  const take = (one: Branch, other: Branch | undefined) => {
    if (!other) return;
    found.set(one, other);
    free.delete(other);
  };
  const rest = () => side.filter((each) => !found.has(each));
  const seek = (isIt: (one: Branch, other: Branch) => boolean) => {
    for (const one of rest())
      take(
        one,
        [...free].find((other) => isIt(one, other)),
      );
  };
  if (base.length === 0) return found;
  seek((one, other) => one.id !== undefined && one.id === other.id);
  seek(
    (one, other) =>
      one.type === other.type && naturalName(one) !== undefined && naturalName(one) === naturalName(other),
  );
  if (rest().length > 0 && free.size > 0) {
    const contents = new Map([...free].map((each) => [each, contentOf(each)]));
    seek((one, other) => contents.get(other) === contentOf(one));
  }
  seek((one, other) => one.type === other.type && mayBe(one, side, other, base));
  return found;
}

/** Two elements with different names are the same one renamed only where there is but one of the kind. */
function mayBe(one: Branch, side: readonly Branch[], other: Branch, base: readonly Branch[]): boolean {
  if (naturalName(one) === undefined && naturalName(other) === undefined) return true;
  return isSingular(one, side) && isSingular(other, base);
}
