/** Which things a step means: `{instance, process, key, name, assignee, …, index, orderBy, ref}`. */
export interface Where {
  readonly [name: string]: unknown;
}

/** Members of a selector that say how many or in which order, not which. */
const modifiers = new Set(["index", "orderBy"]);

/** How one member of a selector narrows. */
export type Narrowings<T> = Readonly<Record<string, (thing: T, value: unknown) => boolean>>;

/**
 * The things that a selector means, in its order.
 *
 * @throws for a member that is not known: a selector that means less than it says would pass wrongly
 */
export function narrow<T>(things: readonly T[], where: Where, narrowings: Narrowings<T>): T[] {
  const members = Object.entries(where).filter(([name]) => !modifiers.has(name));
  for (const [name] of members)
    if (narrowings[name] === undefined) throw new Error(`the runner does not know the selector ${name}`);
  return things.filter((thing) => members.every(([name, value]) => narrowings[name]?.(thing, value)));
}

/** Sorts by `name asc` and the like. Things that are equal keep their order. */
export function inOrder<T extends object>(
  things: readonly T[],
  orderBy: unknown,
  keys: Readonly<Record<string, (thing: T) => string | number>>,
): T[] {
  if (typeof orderBy !== "string") return [...things];
  const [by = "", direction] = orderBy.split(" ");
  const key = keys[by];
  if (key === undefined) throw new Error(`the runner does not know the order ${orderBy}`);
  const sign = direction === "desc" ? -1 : 1;
  return things.toSorted((one, other) => sign * (key(one) < key(other) ? -1 : Number(key(one) > key(other))));
}

/** The one that a selector means: by `index`, or the only one. @throws when there is none, or more than one */
export function only<T>(things: readonly T[], where: Where, what: string): T {
  const { index } = where;
  const thing = things[typeof index === "number" ? index : 0];
  if (thing === undefined)
    throw new Error(`expected a ${what} ${JSON.stringify(where)}, but there are ${things.length}`);
  if (index === undefined && things.length > 1)
    throw new Error(`expected one ${what} ${JSON.stringify(where)}, but there are ${things.length}`);
  return thing;
}
