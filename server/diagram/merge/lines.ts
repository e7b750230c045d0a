/** The longest text, in lines, that is merged line by line. */
const MOST_LINES = 2_000;

/**
 * Merges two edits of a text line by line. `undefined` when both changed the same or adjoining lines in different ways, or when the
 * text has a single line: then a person has to see both.
 */
export function mergeLines(base: string, ours: string, theirs: string): string | undefined {
  const [was, one, other] = [base, ours, theirs].map((text) => text.split("\n"));
  if (!was || !one || !other || Math.max(was.length, one.length, other.length) > MOST_LINES) return undefined;
  if (was.length < 2) return undefined;
  const [left, right] = [editsOf(was, one), editsOf(was, other)];
  const edits = combine(left, right);
  return edits && applyEdits(was, edits).join("\n");
}

/** Lines `from` up to `to` of the base are replaced by others. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

function combine(left: readonly Edit[], right: readonly Edit[]): readonly Edit[] | undefined {
  const rest = right.filter((edit) => !left.some((each) => isSame(each, edit)));
  const isApart = left.every((one) => rest.every((other) => one.to < other.from || other.to < one.from));
  return isApart ? [...left, ...rest].toSorted((one, other) => one.from - other.from) : undefined;
}

function isSame(one: Edit, other: Edit): boolean {
  return one.from === other.from && one.to === other.to && one.lines.join("\n") === other.lines.join("\n");
}

function applyEdits(base: readonly string[], edits: readonly Edit[]): readonly string[] {
  const lines: string[] = [];
  let at = 0;
  for (const edit of edits) {
    lines.push(...base.slice(at, edit.from), ...edit.lines);
    at = edit.to;
  }
  return [...lines, ...base.slice(at)];
}

/** What was done to the lines, as few lines as can be (longest common subsequence of what is between the equal ends). */
function editsOf(base: readonly string[], side: readonly string[]): readonly Edit[] {
  const shorter = Math.min(base.length, side.length);
  let start = 0;
  while (start < shorter && base[start] === side[start]) start += 1;
  let end = 0;
  while (end < shorter - start && base[base.length - 1 - end] === side[side.length - 1 - end]) end += 1;
  const [before, after] = [base.slice(start, base.length - end), side.slice(start, side.length - end)];
  return gaps(before, after, common(before, after)).map(({ from, to, lines }) => ({
    from: from + start,
    to: to + start,
    lines,
  }));
}

function gaps(
  before: readonly string[],
  after: readonly string[],
  kept: readonly (readonly [number, number])[],
): Edit[] {
  const edits: Edit[] = [];
  let [from, since] = [0, 0];
  for (const [index, place] of [...kept, [before.length, after.length] as const]) {
    if (index > from || place > since) edits.push({ from, to: index, lines: after.slice(since, place) });
    [from, since] = [index + 1, place + 1];
  }
  return edits;
}

/** Pairs of places with equal lines, as many as possible and in order. */
function common(before: readonly string[], after: readonly string[]): readonly (readonly [number, number])[] {
  const width = after.length + 1;
  const table = new Uint16Array((before.length + 1) * width);
  const cell = (row: number, column: number) => table[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      table[row * width + column] =
        before[row] === after[column]
          ? cell(row + 1, column + 1) + 1
          : Math.max(cell(row + 1, column), cell(row, column + 1));
    }
  }
  const pairs: [number, number][] = [];
  let [row, column] = [0, 0];
  while (row < before.length && column < after.length) {
    if (before[row] === after[column]) pairs.push([row++, column++]);
    else if (cell(row + 1, column) >= cell(row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
}
