import type { LeasedJob, Timer } from "../../http/wire.ts";
import type { Client } from "./client.ts";
import type { Guest, Stage } from "./stage.ts";

/** What a worker says of a job. */
export type Done =
  | { readonly kind: "complete"; readonly variables: Record<string, unknown> }
  | { readonly kind: "error"; readonly errorCode: string }
  /** It takes a while by the test's clock; asked again then. */
  | { readonly kind: "later"; readonly at: Date; readonly resume: () => Promise<Done> };

/** Does the jobs of a test. */
export type Worker = (job: LeasedJob) => Promise<Done>;

/** Longer than any test lasts, so that a job taken is not taken again while it lasts. */
const lease = 86_400_000;
/** A test in which something is due this many times will not end. */
const mostMoments = 2_000;

/**
 * One test being played: its tenant, its worker, and time. Time jumps from one moment at which something is due to the
 * next, as if it passed.
 */
export class Play {
  readonly client: Client;
  readonly #stage: Stage;
  readonly #worker: Worker;
  readonly #pending: { readonly job: LeasedJob; readonly at: Date; readonly resume: () => Promise<Done> }[] = [];

  constructor(stage: Stage, guest: Guest, worker: Worker) {
    this.#stage = stage;
    this.client = guest.client;
    this.#worker = worker;
  }

  get now(): Date {
    return this.#stage.clock.now;
  }

  /** Does everything that is due now, until nothing is. */
  async settle(): Promise<void> {
    for (let round = 0; round < mostMoments; round += 1) {
      await this.#stage.drain();
      const { items } = await this.client.post<{ items: LeasedJob[] }>("/api/jobs/lease", { worker: "conformance", types: ["*"], limit: 50, duration: lease });
      if (items.length === 0) return;
      for (const job of items) await this.#answer(job, await this.#worker(job));
    }
    throw new Error("due work does not end");
  }

  /** Lets time pass. */
  async advance(milliseconds: number): Promise<void> {
    await this.advanceTo(new Date(this.now.getTime() + milliseconds));
  }

  /** Lets time pass until `target`; what becomes due on the way is done at its own time. */
  async advanceTo(target: Date): Promise<void> {
    await this.settle();
    for (let moment = 0; moment < mostMoments; moment += 1) {
      const next = await this.#nextMoment();
      if (next === undefined || next > target) break;
      this.#stage.clock.now = next;
      await this.#finishPending();
      await this.settle();
    }
    if (target > this.now) this.#stage.clock.now = target;
    await this.settle();
  }

  async #nextMoment(): Promise<Date | undefined> {
    const { items } = await this.client.get<{ items: Timer[] }>("/api/timers?limit=200");
    const moments = [...items.map((timer) => new Date(timer.dueAt)), ...this.#pending.map(({ at }) => at)];
    const ahead = moments.filter((moment) => moment > this.now);
    return ahead.toSorted((one, other) => one.getTime() - other.getTime())[0];
  }

  async #finishPending(): Promise<void> {
    const due = this.#pending.filter(({ at }) => at <= this.now);
    for (const each of due) {
      this.#pending.splice(this.#pending.indexOf(each), 1);
      await this.#answer(each.job, await each.resume());
    }
  }

  async #answer(job: LeasedJob, done: Done): Promise<void> {
    const { id, token } = job;
    const url = `/api/jobs/${id}`;
    if (done.kind === "later") this.#pending.push({ job, at: done.at, resume: done.resume });
    else if (done.kind === "error") await this.#tell(`${url}/error`, { token, errorCode: done.errorCode });
    else await this.#tell(`${url}/complete`, { token, variables: done.variables });
  }

  /** A job taken together with others may have been cancelled by what one of them did. */
  async #tell(path: string, body: object): Promise<void> {
    try {
      await this.client.post(path, body);
    } catch (error) {
      if (!(error instanceof Error && /^(job\.lease|instance\.missing|engine\.ended)/.test(error.message))) throw error;
    }
  }
}
