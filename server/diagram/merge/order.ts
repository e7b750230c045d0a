/**
 * Merges two orders of a list. The one that was changed stands (ours, when both were); what only the other has comes
 * after what stood before it there. `members` says what is in the result.
 */
export function mergeOrder(orders: Orders, members: ReadonlySet<string>, winner: "ours" | "theirs"): readonly string[] {
  const { base, ours, theirs } = orders;
  const isKept = !isReordered(base, ours) && isReordered(base, theirs);
  const first = winner === "theirs" || isKept ? theirs : ours;
  const second = first === ours ? theirs : ours;
  const merged = insert(insert(first, second), base).filter((key) => members.has(key));
  if (merged.length === members.size) return merged;
  const there = new Set(merged);
  return [...merged, ...[...members].filter((key) => !there.has(key))];
}

/** One list in three models. */
export interface Orders {
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

function isReordered(base: readonly string[], side: readonly string[]): boolean {
  const [was, is] = [new Set(base), new Set(side)];
  const before = base.filter((key) => is.has(key));
  const now = side.filter((key) => was.has(key));
  return before.some((key, index) => key !== now[index]);
}

/** Puts what `list` lacks after what comes before it in `other`, and after what only `list` has there. */
function insert(list: readonly string[], other: readonly string[]): readonly string[] {
  const there = new Set(list);
  const after = new Map<string, string[]>();
  let last = "";
  for (const key of other) {
    if (there.has(key)) last = key;
    else after.set(last, [...(after.get(last) ?? []), key]);
  }
  if (after.size === 0) return list;
  const known = new Set(other);
  const merged: string[] = [];
  let waiting = after.get("") ?? [];
  for (const key of list) {
    if (known.has(key)) {
      merged.push(...waiting, key);
      waiting = after.get(key) ?? [];
    } else merged.push(key);
  }
  return [...merged, ...waiting];
}
