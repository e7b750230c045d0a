import { parentPort, workerData } from "node:worker_threads";
import { Refusal } from "../../base/refusal.ts";
import { render, type Order } from "./render.ts";
import type { Answer } from "./studio.ts";

/** What a thread draws in a studio: one order after the other. */
parentPort?.on("message", (order: Order) => {
  void answer(order).then(tell);
});

tell({ kind: "ready" });

function tell(answered: Answer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window and has no origin
  parentPort?.postMessage(answered);
}

async function answer(order: Order): Promise<Answer> {
  try {
    // The studio that starts this thread hands over the fonts.
    return { kind: "drawn", files: await render(order, workerData as readonly Uint8Array[]) };
  } catch (error) {
    if (error instanceof Refusal)
      return { kind: "refused", refusal: error.kind, code: error.code, message: error.message };
    // Deep nesting exhausts the stack; what else goes wrong is a defect of ours and keeps its stack.
    if (error instanceof RangeError && error.message.includes("call stack"))
      return {
        kind: "refused",
        refusal: "unprocessable",
        code: "diagram.tooDeep",
        message: "Expected a diagram that can be drawn, but its elements lie too deep in each other",
      };
    return { kind: "defect", reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
