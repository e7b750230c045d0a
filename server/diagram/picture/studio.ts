import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { Refusal, type RefusalKind } from "../../base/refusal.ts";
import type { Order, PictureFile } from "./render.ts";

/** What the thread says of an order; `ready` once, when it has loaded what it draws with. */
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
  /** After how long without work the thread ends. */
  readonly idle: number;
  /** Memory of the thread in megabytes. */
  readonly memory: number;
}

/** Measured: the 427 elements of the largest standard process take 0.3 s and 60 MB, 8,000 tasks in a row 3 s. */
export const usualLimits: Limits = { time: 15_000, queue: 16, idle: 30_000, memory: 512 };

/**
 * Draws pictures in a thread of its own, one at a time, within limits of time and memory: a model from outside can
 * neither stop the server nor fill it. The thread starts with the first order and does not keep the process alive.
 */
export class Studio {
  readonly #fonts: () => Promise<readonly Uint8Array[]>;
  readonly #limits: Limits;
  #thread: Worker | null = null;
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
   * too long or too much memory, `diagram.busy` when too many wait
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

  /** Ends the thread; the next order starts another. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const thread = this.#thread;
    this.#thread = null;
    await thread?.terminate();
  }

  async #ask(order: Order): Promise<Answer> {
    clearTimeout(this.#idle);
    this.#thread ??= await this.#start();
    const thread = this.#thread;
    const signal = AbortSignal.timeout(this.#limits.time);
    thread.ref();
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window and has no origin
      thread.postMessage(order);
      const [answer] = (await once(thread, "message", { signal })) as [Answer]; // the thread sends nothing else
      return answer;
    } catch (error) {
      await this.close();
      if (!signal.aborted && !isOutOfMemory(error)) throw error;
      return tooLarge;
    } finally {
      thread.unref();
    }
  }

  async #start(): Promise<Worker> {
    const resourceLimits = { maxOldGenerationSizeMb: this.#limits.memory, stackSizeMb: 4 };
    const thread = new Worker(new URL("./thread.ts", import.meta.url), {
      workerData: await this.#fonts(),
      resourceLimits,
    });
    // What nobody waits for must not end the process; whoever waits is told by `once`.
    thread.on("error", () => undefined);
    // The time to load does not count as time to draw.
    await once(thread, "message");
    return thread;
  }

  #rest(): void {
    if (this.#waiting > 0) return;
    this.#idle = setTimeout(() => void this.close(), this.#limits.idle).unref();
  }
}

const tooLarge: Answer = {
  kind: "refused",
  refusal: "unprocessable",
  code: "diagram.tooLarge",
  message: "Expected a diagram that can be drawn in time, but it is too large",
};

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

function filesOf(answer: Answer): readonly PictureFile[] {
  switch (answer.kind) {
    case "ready":
      throw new TypeError("Expected pictures, but the thread started anew");
    case "drawn":
      return answer.files;
    case "refused":
      throw new Refusal(answer.refusal, answer.code, answer.message);
    case "defect":
      throw new Error(`Expected a picture, but drawing failed: ${answer.reason}`);
  }
}
