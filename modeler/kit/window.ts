/** Which rows of a long list are drawn. */
export type Slice = { readonly from: number; readonly to: number };

const overscan = 6;

/** The rows that are in sight, and a few more on both sides. */
export function sliceOf(scrollTop: number, viewHeight: number, rowHeight: number, count: number): Slice {
  const from = Math.min(count, Math.max(0, Math.floor(scrollTop / rowHeight) - overscan));
  const to = Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight) + overscan);
  return { from, to: Math.max(from, to) };
}

/**
 * How far to scroll after the rows have changed, so that the row one was looking at stays where it was.
 *
 * @returns the new scroll position, or null when nothing needs to move
 */
export function keepInPlace(
  scrollTop: number,
  rowHeight: number,
  before: readonly string[],
  after: readonly string[],
): number | null {
  if (scrollTop === 0) return null;
  const first = Math.floor(scrollTop / rowHeight);
  const anchor = before.slice(first).find((id) => after.includes(id));
  if (anchor === undefined) return null;
  const moved = after.indexOf(anchor) - before.indexOf(anchor);
  return moved === 0 ? null : scrollTop + moved * rowHeight;
}
