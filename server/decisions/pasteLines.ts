/** A stretch of a cell: quoted with doubled quotes inside, or plain up to the next separator. */
const pieces = {
  "\t": /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/g,
  ";": /(?:"((?:[^"]|"")*)"|([^;\n]*))(;|\n|$)/g,
  ",": /(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/g,
} as const;

/** Splits text into lines of cells: at tabs when there are any, else at semicolons or commas; quoted as in RFC 4180. */
export function linesOf(given: string): readonly (readonly string[])[] {
  const text = given.replaceAll("\r\n", "\n").replaceAll("\r", "\n").replace(/\n$/, "");
  const separator = text.includes("\t") ? "\t" : text.split("\n", 1)[0]?.includes(";") ? ";" : ",";
  const lines: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.matchAll(pieces[separator])) {
    lines.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\n") lines.push([]);
    if (end === "") break;
  }
  return lines;
}
