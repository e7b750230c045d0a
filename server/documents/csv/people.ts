/** What a cell of a table for people can hold. */
export type Cell = string | number | null;

/**
 * A table for people to open in a spreadsheet: UTF-8 with a mark so that Excel reads umlauts, semicolons, CRLF (RFC 4180).
 *
 * Text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection): a customer's name
 * must not start a program at whoever opens the list. Numbers are numbers and are written as they are. Files for machines
 * (`datev`, `bmd`) are written elsewhere and exactly as their format says: there, an apostrophe would be a mistake.
 */
export function csvForPeople(names: readonly string[], rows: readonly (readonly Cell[])[]): Uint8Array {
  const lines = [names, ...rows].map((row) => row.map(written).join(";"));
  return new TextEncoder().encode(`\uFEFF${lines.map((line) => `${line}\r\n`).join("")}`);
}

function written(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell).replace(".", ",");
  const harmless = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) ? `'${cell}` : cell;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
