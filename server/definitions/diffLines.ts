/** Lines of the older text that are replaced by others; `line` counts from 1 in the newer text. */
export interface Hunk {
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** How two texts differ, with as few lines as can be (longest common subsequence), from top to bottom. */
export function diffLines(before: string, after: string): readonly Hunk[] {
  const [was, is] = [before.split("\n"), after.split("\n")];
  const common = commonLengths(was, is);
  const hunks: { line: number; removed: string[]; added: string[] }[] = [];
  let isOpen = false;
  const hunkAt = (line: number) => {
    if (!isOpen) hunks.push({ line: line + 1, removed: [], added: [] });
    isOpen = true;
    return hunks.at(-1)!; // one was pushed just now or before
  };
  let [row, column] = [0, 0];
  while (row < was.length || column < is.length) {
    const [old, fresh] = [was[row], is[column]];
    if (old !== undefined && old === fresh) {
      [row, column, isOpen] = [row + 1, column + 1, false];
    } else if (fresh === undefined || (old !== undefined && common(row + 1, column) >= common(row, column + 1))) {
      hunkAt(column).removed.push(old ?? "");
      row += 1;
    } else {
      hunkAt(column).added.push(fresh);
      column += 1;
    }
  }
  return hunks;
}

/** The most lines that the texts have in common from a place on. Templates have at most some hundred lines. */
function commonLengths(was: readonly string[], is: readonly string[]): (row: number, column: number) => number {
  const width = is.length + 1;
  const table = new Uint32Array((was.length + 1) * width);
  const at = (row: number, column: number) => table[row * width + column] ?? 0;
  for (let row = was.length - 1; row >= 0; row -= 1) {
    for (let column = is.length - 1; column >= 0; column -= 1) {
      const longer = Math.max(at(row + 1, column), at(row, column + 1));
      table[row * width + column] = was[row] === is[column] ? at(row + 1, column + 1) + 1 : longer;
    }
  }
  return at;
}
