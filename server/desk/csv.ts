/** A row of a list with the line it began in; lines count from 1. */
export interface Cells {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads CSV (RFC 4180) with comma, semicolon or tab, in UTF-8 or Windows-1252, as spreadsheets write it. Quotes may hold
 * separators and line ends. Empty rows are left out.
 */
export function readCsv(bytes: Buffer): readonly Cells[] {
  return cellsOf(`${decoded(bytes)}\n`);
}

/** What a heading is compared by: small letters without blanks and marks. */
export function plainHeading(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_.-]/g, "");
}

/** What is no UTF-8 is Windows-1252. */
function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function cellsOf(text: string): Cells[] {
  const separator = separatorOf(text);
  const pattern = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n][^${separator}\\r\\n]*)?)(${separator}|\\r\\n|\\n|\\r|$)`,
    "gy",
  );
  const rows: Cells[] = [];
  let cells: string[] = [];
  let line = 1;
  let begun = 1;
  for (let found = pattern.exec(text); found !== null && found.index < text.length; found = pattern.exec(text)) {
    const [whole, quoted, bare = "", end = ""] = found;
    cells.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    line += whole.split(/\r\n|\n|\r/).length - 1;
    if (end === separator) continue;
    if (cells.some((cell) => cell.trim() !== "")) rows.push({ line: begun, cells });
    cells = [];
    begun = line;
  }
  return rows;
}

function separatorOf(text: string): string {
  const [head = ""] = text.split(/\r\n|\n|\r/, 1);
  const counts = [";", ",", "\t"].map((each) => [each, head.split(each).length] as const);
  return counts.toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? ";";
}
