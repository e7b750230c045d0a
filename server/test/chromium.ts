import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { hashOf } from "./sources.ts";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const root = path.join(import.meta.dirname, "..", "..");

/** Builds the browser application into the folder from which the server serves it, as it is delivered; once as long as nothing changes. */
export async function buildBrowser(): Promise<void> {
  // a build empties its folder first, so that the mark is there only while what it names is
  const mark = path.join(root, "modeler", "dist", ".sources");
  const sources = await hashOf(["modeler", "server", "package-lock.json"]);
  if (existsSync(mark) && readFileSync(mark, "utf8") === sources) return;
  const vite = path.join(path.dirname(createRequire(import.meta.url).resolve("vite/package.json")), "bin", "vite.js");
  // In a process of its own: a test runner's NODE_ENV would build React with all its warnings.
  const env = { ...process.env, NODE_ENV: "production" };
  const child = spawn(process.execPath, [vite, "build", "modeler", "--logLevel", "error"], {
    cwd: root,
    env,
    stdio: "inherit",
  });
  const [code] = (await once(child, "exit")) as [number | null]; // as child_process documents
  if (code !== 0) throw new Error(`Expected the browser application to build, but vite ended with ${code}`);
  await writeFile(mark, sources);
}

/** Starts Chromium with a fresh profile; `ignored` are flags that Playwright would set and people do not have. */
export async function openChromium(ignored: readonly string[] = []): Promise<Browser> {
  const executablePath = places.find((place) => existsSync(place));
  if (executablePath === undefined)
    throw new Error(`Expected Chromium in one of ${places.join(", ")}, but there is none`);
  return chromium.launch({ executablePath, args: quiet, ignoreDefaultArgs: [...ignored] });
}

/** What axe finds against WCAG 2.2 AA on the page as it is now: rule and first place of each violation. */
export async function violations(page: Page): Promise<string[]> {
  const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  await page.evaluate(readFileSync(source, "utf8"));
  // what is still fading in has no contrast yet; endless movements are not waited for
  await page.evaluate(`Promise.allSettled(document.getAnimations()
    .filter((each) => each.effect?.getComputedTiming().endTime !== Infinity).map((each) => each.finished))`);
  const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
    // what React Aria announces names its button by id for some seconds, also when that is gone with its dialog
    `axe.run({ exclude: [["[data-live-announcer]"]] }, { runOnly: ${JSON.stringify(standards)} }).then((result) => result.violations)`,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
