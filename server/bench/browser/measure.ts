import type { Findings } from "../figures.ts";
import type { Site } from "../ground.ts";
import { measureLiving } from "./living.ts";
import { measureLoading } from "./loading.ts";
import { measureOpening } from "./opening.ts";
import { openStage } from "./stage.ts";
import { measureTyping } from "./typing.ts";

/** What people feel: the browser application in Chromium, against a server with the demo, over loopback. */
export async function measureBrowser(site: Site, rounds: number): Promise<Findings> {
  const stage = await openStage(site);
  try {
    const parts = {
      loading: await measureLoading(stage, rounds),
      opening: await measureOpening(stage, rounds),
      typing: await measureTyping(stage, rounds),
      living: await measureLiving(stage, rounds),
    };
    return {
      goals: Object.values(parts).flatMap(({ goals }) => goals),
      figures: Object.fromEntries(Object.entries(parts).map(([name, { figures }]) => [name, figures])),
    };
  } finally {
    await stage.close();
  }
}
