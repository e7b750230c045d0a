import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { OpenedMail } from "./receive.ts";

/** A mail from outside. */
export interface HandedMail {
  readonly raw: Uint8Array;
  readonly receivedAt: string;
}

/** What the thread says of it. */
export type ToldMail =
  | { readonly kind: "read"; readonly opened: OpenedMail }
  | { readonly kind: "unreadable"; readonly reason: string };

/** Milliseconds that reading may take; a mail of 25 MB takes one or two seconds. */
const longest = 20_000;
const resourceLimits = { maxOldGenerationSizeMb: 512, stackSizeMb: 4 };

/** Reads a mail in a thread of its own, within limits of time and memory: one made to do harm does not stop the server. */
export async function readApart(raw: Buffer, receivedAt: Date): Promise<ToldMail> {
  const workerData: HandedMail = { raw, receivedAt: receivedAt.toISOString() };
  const thread = new Worker(new URL("./readThread.ts", import.meta.url), { workerData, resourceLimits });
  try {
    const [told] = (await once(thread, "message", { signal: AbortSignal.timeout(longest) })) as [ToldMail]; // the thread sends nothing else
    return told;
  } catch {
    return {
      kind: "unreadable",
      reason: "Expected a mail that can be read in time, but it takes too much of it or of memory",
    };
  } finally {
    await thread.terminate();
  }
}
