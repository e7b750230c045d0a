import process from "node:process";
import { Refusal } from "../../base/refusal.ts";
import { render } from "./render.ts";
import type { Order } from "./render.ts";
import type { Answer, Question } from "./studio.ts";

/** What a studio starts as a process: it is given fonts, then one order after the other. */
process.once("message", (first: Question) => {
  const fonts = first.kind === "fonts" ? first.fonts : [];
  process.on("message", (question: Question) => {
    if (question.kind === "order") void answer(question.order, fonts).then((answered) => process.send?.(answered));
  });
  process.send?.({ kind: "ready" } satisfies Answer);
});
// A painter without a studio has nothing to do any more.
process.on("disconnect", () => process.exit());

async function answer(order: Order, fonts: readonly Uint8Array[]): Promise<Answer> {
  try {
    return { kind: "drawn", files: await render(order, fonts) };
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
