import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Result } from "./test.ts";

/** Which tests we believe wrong, by id: each is an item of `contested.md` that begins with the id in back quotes. */
export async function readContested(): Promise<ReadonlySet<string>> {
  const text = await readFile(path.join(import.meta.dirname, "contested.md"), "utf8");
  return new Set([...text.matchAll(/^- `([^`]+)`/gm)].map((match) => match[1] ?? ""));
}

/** The table by feature, the reason of each failure, and the last line. */
export function report(results: readonly Result[]): string {
  const failed = results.filter(({ outcome }) => outcome === "failed");
  const contested = results.filter(({ outcome }) => outcome === "contested");
  const passed = results.length - failed.length - contested.length;
  return [
    ...table(results),
    "",
    ...failed.map(({ id, reason }) => `✗ ${id}: ${oneLine(reason)}`),
    ...contested.map(({ id, reason }) => `? ${id}: ${oneLine(reason)} (contested.md says why)`),
    ...(contested.length === 0 ? [] : [`${contested.length} contested`]),
    `${passed} passed, ${failed.length} failed`,
  ].join("\n");
}

interface Row {
  passed: number;
  failed: number;
  contested: number;
}

function table(results: readonly Result[]): string[] {
  const rows = new Map<string, Row>();
  for (const { features, outcome } of results) {
    for (const feature of features) {
      const row = rows.get(feature) ?? { passed: 0, failed: 0, contested: 0 };
      row[outcome] += 1;
      rows.set(feature, row);
    }
  }
  const width = Math.max(7, ...[...rows.keys()].map((feature) => feature.length));
  const line = (name: string, ...cells: readonly (string | number)[]): string =>
    `${name.padEnd(width)}${cells.map((cell) => String(cell).padStart(11)).join("")}`;
  const lines = [...rows]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([feature, row]) => line(feature, row.passed, row.failed, row.contested));
  return [line("feature", "passed", "failed", "contested"), ...lines];
}

function oneLine(reason = "failed"): string {
  const line = reason.replaceAll(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
