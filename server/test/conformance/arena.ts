import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "./client.ts";
import type { Client } from "./client.ts";

/** How the server in the arena is doing. */
export interface Health {
  /** Megabytes. */
  readonly memory: number;
  /** The longest time in which nobody was served since the last look, in milliseconds. */
  readonly longestBlock: number;
  /** What it did that it must not: reached the network, the canary, the prototype of all objects. */
  readonly harm: readonly string[];
}

/** What the server's process says and hears. */
export type ToArena =
  | { readonly kind: "admit" }
  | { readonly kind: "look" }
  | { readonly kind: "advance"; readonly milliseconds: number };
export type FromArena =
  | { readonly kind: "admitted"; readonly url: string; readonly token: string }
  | ({ readonly kind: "health" } & Health);

/** A visit takes longer than this only when the server hangs. Milliseconds. */
const patience = 20_000;

/** A server in a process of its own, for what may kill it. It is started when needed, and again when it died. */
export class Arena {
  #child: ChildProcess | undefined;
  #folder: string | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * One visitor at a time: what the server did is to be known as theirs.
   *
   * @throws when the visit does not end in time; the server is stopped then
   */
  alone<T>(visit: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#inTime(visit));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #inTime<T>(visit: () => Promise<T>): Promise<T> {
    let late: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_resolve, reject) => {
      late = setTimeout(() => {
        this.#stop();
        reject(new Error(`the server hangs, or does not come to rest within ${patience / 1000} s`));
      }, patience);
    });
    try {
      return await Promise.race([visit(), tooLong]);
    } finally {
      clearTimeout(late);
    }
  }

  /** A tenant on the server. */
  async admit(): Promise<Client> {
    const { url, token } = await this.#ask<FromArena & { kind: "admitted" }>({ kind: "admit" });
    return createClient(url, token);
  }

  /** How the server is doing. @throws when it hangs or has died */
  async look(): Promise<Health> {
    const health = await this.#ask<FromArena & { kind: "health" }>({ kind: "look" });
    const isCanaryDead = (await stat(this.#canary()).catch(() => undefined)) !== undefined;
    if (!isCanaryDead) return health;
    await rm(this.#canary());
    return { ...health, harm: [...health.harm, "wrote the canary file"] };
  }

  /** Moves the server's clock. */
  advance(milliseconds: number): void {
    this.#child?.send({ kind: "advance", milliseconds } satisfies ToArena);
  }

  async #ask<T>(message: ToArena): Promise<T> {
    const child = this.#child ?? (await this.#start());
    return new Promise<T>((resolve, reject) => {
      const died = (): void => reject(new Error("the server died"));
      child.once("exit", died);
      child.once("message", (value) => {
        child.off("exit", died);
        resolve(value as T); // the other side answers each question with its own kind
      });
      child.send(message);
    });
  }

  #stop(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
  }

  async #start(): Promise<ChildProcess> {
    this.#folder ??= await mkdtemp(path.join(tmpdir(), "conformance-"));
    const env = { ...process.env, HOSTILE_CANARY: this.#canary() };
    const child = fork(path.join(import.meta.dirname, "arenaServer.ts"), {
      env,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    // the run ends when its tests have ended; the server goes when nobody listens to it any more
    child.unref();
    child.channel?.unref();
    child.once("exit", () => {
      if (this.#child === child) this.#child = undefined;
    });
    this.#child = child;
    return child;
  }

  #canary(): string {
    return path.join(this.#folder ?? tmpdir(), "canary");
  }
}
