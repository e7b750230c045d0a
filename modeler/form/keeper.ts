import { ProblemError, request } from "../api/request.ts";
import type { Values } from "./values.ts";

/** `stale`: what is stored has come from elsewhere since; nothing is written until somebody says which one counts. */
export type DraftState = "none" | "saving" | "saved" | "failed" | "stale";

/** Milliseconds from the last key to its save, and from a failure to the next try. */
const pause = 800;
const retry = 5000;
/** Browsers send no more than this many bytes for a page that is gone. */
const mostAfterwards = 60_000;

/** Keeps what is typed into one task, longer than its form is shown: what could not be sent is sent when it can. */
export class Keeper {
  /** What is stored as far as we know; undefined when it may be written over whatever it is. */
  private stored: Values | null | undefined = null;
  private typed: Values | null = null;
  private isSending = false;
  private current: DraftState = "none";
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly taskId: string;
  private readonly kept: (values: Values) => void;

  /** `kept` hears what is to be found when the task is opened again. */
  constructor(taskId: string, kept: (values: Values) => void) {
    this.taskId = taskId;
    this.kept = kept;
  }

  /** A form is shown that begins with what is stored; answers with what is not stored yet, if there is such. */
  begin(stored: Values | null): Values | null {
    if (this.typed !== null || this.isSending) return this.typed;
    this.stored = stored;
    this.current = "none";
    return null;
  }

  touch(values: Values): void {
    this.typed = values;
    if (this.current !== "stale") this.later(pause);
  }

  /** The form is left. */
  readonly flush = (): void => {
    if (this.typed === null) return;
    this.kept(this.typed);
    void this.save();
  };

  /** The page is left: sends in a way that outlives it. */
  readonly leave = (): void => {
    const { typed } = this;
    if (typed === null || this.current === "stale") return;
    // What is on its way may arrive before or after: then nobody can say what this is written over.
    const over = this.isSending ? undefined : this.stored;
    void send(this.taskId, typed, over, true).catch(() => undefined); // nobody is left to tell
    this.kept(typed);
    this.stored = typed;
    this.typed = null;
  };

  /** After `stale`: what is typed counts. */
  readonly insist = (): void => {
    this.stored = undefined;
    this.current = "failed";
    void this.save();
  };

  /** After `stale`: what is stored counts. */
  yieldTo(stored: Values | null): void {
    this.stored = stored;
    this.typed = null;
    this.tell("none");
  }

  readonly state = (): DraftState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  private tell(next: DraftState): void {
    this.current = next;
    for (const listener of this.listeners) listener();
  }

  private later(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), milliseconds);
  }

  private async save(): Promise<void> {
    clearTimeout(this.timer);
    const { typed } = this;
    if (typed === null || this.isSending || this.current === "stale") return;
    this.isSending = true;
    if (this.current !== "failed") this.tell("saving"); // trying again is no news
    try {
      await send(this.taskId, typed, this.stored);
      this.saved(typed);
    } catch (cause) {
      this.failed(cause);
    } finally {
      this.isSending = false;
    }
  }

  private saved(values: Values): void {
    this.stored = values;
    if (this.typed === values) this.typed = null;
    else if (this.typed !== null) this.later(pause);
    this.kept(this.typed ?? values);
    this.tell("saved");
  }

  private failed(cause: unknown): void {
    const { code, status } = cause instanceof ProblemError ? cause.problem : { code: "", status: 0 };
    this.tell(code === "task.draftStale" ? "stale" : "failed");
    // A refusal stays one: the task is done or somebody else's.
    if (status === 0 || status >= 500) this.later(retry);
  }
}

/** Stores a draft over what was seen; over anything when that is not said. */
function send(taskId: string, variables: Values, over: Values | null | undefined, isLeaving = false): Promise<void> {
  const body = over === undefined ? { variables } : { variables, over };
  const outlivesPage = isLeaving && JSON.stringify(body).length * 3 < mostAfterwards;
  return request<void>("PUT", `/api/tasks/${encodeURIComponent(taskId)}/draft`, { body, outlivesPage });
}
