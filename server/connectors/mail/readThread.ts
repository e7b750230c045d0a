import { parentPort, workerData } from "node:worker_threads";
import { Refusal } from "../../base/refusal.ts";
import type { HandedMail, ToldMail } from "./readApart.ts";
import { openMail } from "./receive.ts";

/** What {@link readApart} starts: reads one mail, once. */
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window and has no origin
parentPort?.postMessage(await told(workerData as HandedMail)); // whoever starts this thread hands over exactly this

async function told({ raw, receivedAt }: HandedMail): Promise<ToldMail> {
  try {
    const { mail, contents, bounce } = await openMail(Buffer.from(raw), new Date(receivedAt));
    return { kind: "read", opened: { mail, contents: contents.map((each) => new Uint8Array(each)), bounce } };
  } catch (error) {
    return {
      kind: "unreadable",
      reason: error instanceof Refusal ? error.message : "Expected a mail, but its reader stumbled over it",
    };
  }
}
