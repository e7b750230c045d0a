import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Refusal } from "../../base/refusal.ts";
import type { RefusalKind } from "../../base/refusal.ts";
import type { Order, PictureFile } from "./render.ts";

/** What a painter is told: the fonts first, then orders. */
export type Question =
  | { readonly kind: "fonts"; readonly fonts: readonly Uint8Array[] }
  | { readonly kind: "order"; readonly order: Order };

/** What a painter answers; `ready` once, when it has its fonts. */
export type Answer =
  | { readonly kind: "ready" }
  | { readonly kind: "drawn"; readonly files: readonly PictureFile[] }
  | { readonly kind: "refused"; readonly refusal: RefusalKind; readonly code: string; readonly message: string }
  | { readonly kind: "defect"; readonly reason: string };

/** The limits of a studio; times in milliseconds. */
export interface Limits {
  /** How long one picture may take. */
  readonly time: number;
  /** How many may wait. */
  readonly queue: number;
  /** After how long without work the painter goes. */
  readonly idle: number;
  /** Memory of the painter in megabytes. */
  readonly memory: number;
}

/** Measured: the 427 elements of the largest standard process take 0.3 s and 60 MB, 8,000 tasks in a row 3 s. */
export const usualLimits: Limits = { time: 20_000, queue: 16, idle: 30_000, memory: 512 };

/**
 * Draws pictures in a process of its own, one at a time, within limits of time and memory: a model from outside can
 * neither stop the server nor fill it, nor take it down with the rasteriser, whose native code ends its process when it
 * meets what it did not foresee. A thread would not do. The painter knows nothing of the server's environment, comes with
 * the first order and does not keep the server alive.
 */
export class Studio {
  readonly #fonts: () => Promise<readonly Uint8Array[]>;
  readonly #limits: Limits;
  #painter: ChildProcess | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(fonts: () => Promise<readonly Uint8Array[]>, limits: Limits = usualLimits) {
    this.#fonts = fonts;
    this.#limits = limits;
  }

  /**
   * Draws the pictures of a model.
   *
   * @throws {Refusal} `bpmn.xml`, `diagram.missing`, `diagram.size`, `diagram.tooDeep`, `diagram.tooLarge` when it takes
   * too long, `diagram.failed` when the painter did not survive it, `diagram.busy` when too many wait
   */
  async draw(order: Order): Promise<readonly PictureFile[]> {
    if (this.#waiting >= this.#limits.queue)
      throw new Refusal(
        "busy",
        "diagram.busy",
        `Expected less than ${this.#limits.queue} pictures to wait, but there are more`,
      );
    this.#waiting += 1;
    const turn = this.#last.then(() => this.#ask(order));
    this.#last = turn.catch(() => undefined);
    try {
      return filesOf(await turn);
    } finally {
      this.#waiting -= 1;
      this.#rest();
    }
  }

  /** Sends the painter away; the next order brings another. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const painter = this.#painter;
    this.#painter = null;
    if (painter === null || hasEnded(painter)) return;
    const ended = once(painter, "exit");
    painter.ref();
    painter.kill("SIGKILL");
    await ended;
  }

  async #ask(order: Order): Promise<Answer> {
    clearTimeout(this.#idle);
    if (this.#painter === null || hasEnded(this.#painter)) this.#painter = await this.#start();
    const painter = this.#painter;
    const signal = AbortSignal.timeout(this.#limits.time);
    try {
      return await answerTo(painter, { kind: "order", order }, signal);
    } catch (error) {
      await this.close();
      if (signal.aborted) return tooLarge;
      if (error instanceof PainterGone) return failed;
      throw error;
    }
  }

  async #start(): Promise<ChildProcess> {
    const fonts = await this.#fonts();
    const painter = fork(fileURLToPath(new URL("./painter.ts", import.meta.url)), {
      serialization: "advanced",
      execArgv: [`--max-old-space-size=${this.#limits.memory}`],
      env: {},
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    // The time to load does not count as time to draw.
    await answerTo(painter, { kind: "fonts", fonts }, AbortSignal.timeout(60_000));
    return painter;
  }

  #rest(): void {
    if (this.#waiting > 0) return;
    this.#idle = setTimeout(() => void this.close(), this.#limits.idle).unref();
  }
}

/** The painter ended before it answered. */
class PainterGone extends Error {}

/** Only while something is asked does the painter keep the server alive. */
async function answerTo(painter: ChildProcess, question: Question, signal: AbortSignal): Promise<Answer> {
  const done = new AbortController();
  painter.ref();
  painter.channel?.ref();
  try {
    const told = once(painter, "message", { signal: AbortSignal.any([signal, done.signal]) });
    const gone = once(painter, "exit", { signal: done.signal });
    painter.send(question);
    const [answer] = await Promise.race([
      told,
      gone.then(() => {
        throw new PainterGone("Expected a picture, but the painter has ended");
      }),
    ]);
    return answer as Answer; // the painter sends nothing else
  } finally {
    done.abort();
    painter.unref();
    painter.channel?.unref();
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

const tooLarge: Answer = {
  kind: "refused",
  refusal: "unprocessable",
  code: "diagram.tooLarge",
  message: "Expected a diagram that can be drawn in time, but it is too large",
};
const failed: Answer = {
  kind: "refused",
  refusal: "unprocessable",
  code: "diagram.failed",
  message: "Expected a diagram that can be drawn, but drawing it failed",
};

function filesOf(answer: Answer): readonly PictureFile[] {
  switch (answer.kind) {
    case "ready":
      throw new TypeError("Expected pictures, but the painter began anew");
    case "drawn":
      return answer.files;
    case "refused":
      throw new Refusal(answer.refusal, answer.code, answer.message);
    case "defect":
      throw new Error(`Expected a picture, but drawing failed: ${answer.reason}`);
  }
}
