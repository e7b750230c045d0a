import type { Page } from "playwright-core";
import { atMost, median } from "../figures.ts";
import type { Findings } from "../figures.ts";
import type { Stage } from "./stage.ts";

/** What comes over the wire and how soon: the task list in a fresh profile, then the modeler. */
export async function measureLoading(stage: Stage, rounds: number): Promise<Findings> {
  const draft = await newDraft(stage);
  const loads: { first: number; usable: number; modeler: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const page = await stage.open("admin");
    await page.addInitScript(`window.usable = drawn(() => document.querySelector('[role=row] strong') !== null)`);
    await page.goto(`${stage.url}/tasks?view=all`);
    const usable = await page.evaluate<number>(`usable`);
    const first = await weigh(page);
    await page.goto(`${stage.url}/drafts/${draft}`);
    await page.locator('.djs-element[tabindex="0"]').waitFor();
    loads.push({ first, usable, modeler: (await weigh(page)) - first });
    await page.context().close();
  }
  const all = (name: "first" | "usable" | "modeler") => loads.map((load) => load[name]);
  return {
    goals: [
      atMost(250, Math.max(...all("first")) / 1_000, "kB", "first load, gzipped"),
      atMost(1_000, median(all("usable")), "ms", "until the first load can be used"),
      atMost(470, Math.max(...all("modeler")) / 1_000, "kB", "the modeler beyond that, gzipped"),
    ],
    figures: { loads },
  };
}

/** The bytes of everything but the API's answers, as they came over the wire. */
function weigh(page: Page): Promise<number> {
  return page.evaluate<number>(`[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter((file) => !file.name.includes("/api/")).reduce((sum, file) => sum + file.encodedBodySize, 0)`);
}

async function newDraft({ cast }: Stage): Promise<string> {
  const from = { kind: "process", key: "rma" };
  return (await cast.admin.send<{ id: string }>("POST", "/api/drafts", { title: "rma", from })).body.id;
}
