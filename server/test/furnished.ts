import { createHash } from "node:crypto";
import { readConfig } from "../base/config.ts";
import { createLog } from "../base/log.ts";
import { serve } from "../cli/serve.ts";
import type { Furnished } from "./database.ts";
import { hashOf } from "./sources.ts";

/**
 * A database in which a server has been started once with these settings: the standard is published, the demo played.
 * The standard takes seconds to compile and check and the demo to play, and every test of the whole would wait for both.
 */
export async function furnishedFor(settings: Readonly<Record<string, string>>): Promise<Furnished> {
  const past = Object.entries(settings).filter(([name]) =>
    ["DEMO", "TENANT", "PUBLIC_URL", "ADMIN_PASSWORD"].includes(name),
  );
  return {
    sources: await sourcesOfToday(),
    variant: shortHash(
      past
        .map((each) => each.join("="))
        .toSorted()
        .join("\n"),
    ),
    fill: async (url) => {
      const config = readConfig({ ...quiet, ...Object.fromEntries(past), DATABASE_URL: url });
      const running = await serve({ config, log: createLog("silent") });
      await running.stop();
    },
  };
}

/** Nobody works in it, and no password is made up. */
const quiet = { PORT: "0", WORKERS: "false", ADMIN_PASSWORD: "a long password" };

let known: Promise<string> | undefined;

/** Of everything that what is furnished can come from, and of the day: the demo tells of the last ones. */
function sourcesOfToday(): Promise<string> {
  known ??= hashOf(["server", "seeds", "processes", "rules"]).then((sources) =>
    shortHash(sources + new Date().toISOString().slice(0, 10)),
  );
  return known;
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
