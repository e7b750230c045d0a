/**
 * `node server/test/pictures/main.ts DIR [--chromium] [--only TEXT] [--keep FOLDER]`: draws every BPMN file below a folder
 * as SVG, PNG and PDF in a studio, within its limits. `--chromium` compares each plane with bpmn-js' own picture in
 * Chromium, `--keep` keeps the pictures. Prints what was refused and why, times and differences. Ends with 1 when a file
 * was neither drawn nor refused, or when a picture differs by more than 0.1 % of its pixels.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { Refusal } from "../../base/refusal.ts";
import { readFonts } from "../../base/fonts/arimo.ts";
import type { PictureFile } from "../../diagram/picture/render.ts";
import { Studio } from "../../diagram/picture/studio.ts";
import { decodeXml } from "../../http/xml.ts";
import { compare } from "./compare.ts";
import { openScreen } from "./screen.ts";
import type { Screen } from "./screen.ts";

const mostDiffering = 0.001;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { chromium: { type: "boolean" }, only: { type: "string" }, keep: { type: "string" } },
});
const [given] = positionals;
if (given === undefined) {
  process.stderr.write("Usage: node server/test/pictures/main.ts DIR [--chromium] [--only TEXT] [--keep FOLDER]\n");
  process.exitCode = 2;
} else process.exitCode = await main(given);

interface Tally {
  drawn: number;
  refused: number;
  failed: number;
  readonly times: number[];
  readonly shares: number[];
}

async function main(folder: string): Promise<number> {
  const fonts = await readFonts();
  const studio = new Studio(() => Promise.resolve(fonts));
  const screen = values.chromium === true ? await openScreen(fonts) : null;
  const tally: Tally = { drawn: 0, refused: 0, failed: 0, times: [], shares: [] };
  const found = await readdir(folder, { recursive: true });
  const files = found.filter((file) => file.endsWith(".bpmn") && file.includes(values.only ?? "")).toSorted();
  for (const file of files) await drawFile(path.join(folder, file), { studio, screen, fonts, tally });
  await screen?.close();
  await studio.close();
  report(tally);
  return tally.failed > 0 || tally.shares.some((share) => share > mostDiffering) ? 1 : 0;
}

interface Desk {
  readonly studio: Studio;
  readonly screen: Screen | null;
  readonly fonts: readonly Uint8Array[];
  readonly tally: Tally;
}

async function drawFile(file: string, { studio, screen, fonts, tally }: Desk): Promise<void> {
  const bytes = await readFile(file);
  const start = performance.now();
  try {
    const xml = decodeXml(bytes);
    const pictures = await studio.draw({
      xml,
      formats: ["svg", "png", "pdf"],
      title: path.basename(file),
      createdAt: new Date(0),
    });
    tally.times.push(performance.now() - start);
    tally.drawn += 1;
    await keep(file, pictures);
    if (screen !== null) tally.shares.push(...(await differences(file, { xml, pictures, screen, fonts })));
  } catch (error) {
    const isRefused = error instanceof Refusal;
    tally[isRefused ? "refused" : "failed"] += 1;
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    print(`${isRefused ? `refused (${error.code})` : "FAILED"} ${file}: ${reason}`);
  }
}

async function keep(file: string, pictures: readonly PictureFile[]): Promise<void> {
  if (values.keep === undefined) return;
  await mkdir(values.keep, { recursive: true });
  for (const { format, plane, bytes } of pictures)
    await writeFile(
      path.join(values.keep, `${path.basename(file)}.${plane.replaceAll(/[^\w.-]/g, "_")}.${format}`),
      bytes,
    );
}

interface Compared {
  readonly xml: string;
  readonly pictures: readonly PictureFile[];
  readonly screen: Screen;
  readonly fonts: readonly Uint8Array[];
}

/** The planes that Chromium shows too: it draws nothing without a layout, and one diagram of several. */
async function differences(file: string, { xml, pictures, screen, fonts }: Compared): Promise<number[]> {
  const theirs = await screen.draw(xml);
  if (theirs === null) return [];
  return theirs.flatMap(({ plane, svg }) => {
    const ours = pictures.find((each) => each.format === "svg" && each.plane === plane);
    // Where there is no layout Chromium shows nothing.
    if (ours === undefined || svg.includes('viewBox="-5 -5 10 10"')) return [];
    const { share } = compare(new TextDecoder().decode(ours.bytes), svg, fonts);
    if (share > 0) print(`${(share * 100).toFixed(4)} % ${file} (${plane})`);
    return [share];
  });
}

function report({ drawn, refused, failed, times, shares }: Tally): void {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (part: number): string => `${Math.round(sorted[Math.floor(part * (sorted.length - 1))] ?? 0)} ms`;
  print(`SVG, PNG and PDF of a file: median ${at(0.5)}, 95 of 100 ${at(0.95)}, longest ${at(1)}`);
  if (shares.length > 0) {
    const equal = shares.filter((share) => share === 0).length;
    const far = shares.filter((share) => share > mostDiffering).length;
    const most = (Math.max(...shares) * 100).toFixed(4);
    print(
      `${shares.length} planes compared, ${equal} equal in every pixel, ${far} beyond 0.1 %, at most ${most} % of pixels`,
    );
  }
  print(`${drawn} drawn, ${refused} refused, ${failed} failed`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
