import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { Refusal } from "../base/refusal.ts";
import type { RefusalKind } from "../base/refusal.ts";
import type { Understanding } from "../definitions/exchange/understand.ts";

/** A file or an archive from outside. */
export interface Handed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the thread says of it. */
export type Told =
  | { readonly kind: "understood"; readonly understanding: Understanding }
  | { readonly kind: "refused"; readonly refusal: RefusalKind; readonly code: string; readonly message: string };

/** Milliseconds that reading may take: an archive of the standard catalogue takes some seconds. */
const longest = 60_000;
const resourceLimits = { maxOldGenerationSizeMb: 1024, stackSizeMb: 4 };

/**
 * Reads what comes from outside in a thread of its own, within limits of time and memory: a file made to do harm does not
 * stop the server.
 *
 * @throws {Refusal} `archive.*`; `import.tooLarge` when reading takes too long or too much memory
 */
export async function takeIn(handed: Handed): Promise<Understanding> {
  const thread = new Worker(new URL("./importThread.ts", import.meta.url), { workerData: handed, resourceLimits });
  const signal = AbortSignal.timeout(longest);
  try {
    const [told] = (await once(thread, "message", { signal })) as [Told]; // the thread sends nothing else
    if (told.kind === "understood") return told.understanding;
    throw new Refusal(told.refusal, told.code, told.message);
  } catch (error) {
    if (signal.aborted || isOutOfMemory(error))
      throw new Refusal(
        "unprocessable",
        "import.tooLarge",
        "Expected files that can be read in time, but they are too large",
      );
    throw error;
  } finally {
    await thread.terminate();
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}
