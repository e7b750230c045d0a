import type { InstancePage, LeasedJob, OpenWait, Timer } from "../../http/wire.ts";
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
  readonly #activated = new Set<string>();
  readonly #stage: Stage;
  readonly #worker: Worker;
  readonly #timers: "fire" | "rest";
  readonly #pending: { readonly job: LeasedJob; readonly at: Date; readonly resume: () => Promise<Done> }[] = [];

  /** `timers`: whether they fire when their time comes, or rest until the test has due work done. */
  constructor(stage: Stage, guest: Guest, worker: Worker, timers: "fire" | "rest" = "fire") {
    this.#stage = stage;
    this.client = guest.client;
    this.#worker = worker;
    this.#timers = timers;
  }

  get now(): Date {
    return this.#stage.clock.now;
  }

  /** Does what is to be done now, until nothing is: delivers, does jobs, fires timers unless they rest. */
  async settle(): Promise<void> {
    await this.#workOff(this.#timers === "fire" ? this.#stage.drain : this.#stage.deliver);
  }

  /** Does everything that is due now, timers that rest too. */
  async runDue(): Promise<void> {
    await this.#workOff(this.#stage.drain);
  }

  /** Moves the clock; what rests stays undone. */
  setClock(now: Date): void {
    if (now > this.now) this.#stage.clock.now = now;
  }

  async #workOff(work: () => Promise<void>): Promise<void> {
    for (let round = 0; round < mostMoments; round += 1) {
      await work();
      const { items } = await this.client.post<{ items: LeasedJob[] }>("/api/jobs/lease", {
        worker: "conformance",
        types: ["*"],
        limit: 50,
        duration: lease,
      });
      if (items.length === 0 && !(await this.#activate())) return;
      for (const job of items) await this.#answer(job, await this.#worker(job));
    }
    throw new Error("due work does not end");
  }

  /** In ad-hoc sub-processes each activity is chosen once, as a performer would (13.3.5). Tells whether there was one. */
  async #activate(): Promise<boolean> {
    if (this.#timers === "rest") return false;
    const { items } = await this.client.get<InstancePage>("/api/instances?status=running&withCalled=true&limit=200");
    for (const { id } of items) {
      const { items: waits } = await this.client.get<{ items: OpenWait[] }>(`/api/instances/${id}/waits`);
      for (const { waitId, activatable } of waits) {
        const place = `${id}/waits/${waitId}`;
        if (activatable.length === 0 || this.#activated.has(place)) continue;
        this.#activated.add(place);
        await this.client.post(`/api/instances/${place}/activate`, { elementIds: activatable });
        return true;
      }
    }
    return false;
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
