import { firstLoadOf, weight } from "../../test/weight.ts";
import { atMost, median } from "../figures.ts";
import type { Findings } from "../figures.ts";
import type { Stage } from "./stage.ts";

/** What comes over the wire and how soon: the task list in a fresh profile, then the modeler. */
export async function measureLoading(stage: Stage, rounds: number): Promise<Findings> {
  const draft = await newDraft(stage);
  const loads: { first: number; usable: number; modeler: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const page = await stage.open("admin");
    const { bytes, usable } = await firstLoadOf(page, `${stage.url}/tasks?view=all`);
    await page.goto(`${stage.url}/drafts/${draft}`);
    await page.locator('.djs-element[tabindex="0"]').waitFor();
    loads.push({ first: bytes, usable, modeler: (await page.evaluate<number>(weight)) - bytes });
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

async function newDraft({ cast }: Stage): Promise<string> {
  const from = { kind: "process", key: "rma" };
  return (await cast.admin.send<{ id: string }>("POST", "/api/drafts", { title: "rma", from })).body.id;
}
