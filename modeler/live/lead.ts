/** Standing for the lead. */
export type Candidacy = {
  readonly isLeading: () => boolean;
  /** Takes the lead from a page that does not answer. */
  readonly take: () => void;
  readonly end: () => void;
};

/**
 * Stands for the lead among the pages of this browser that say the same name (Web Locks): exactly one has it, and when
 * its page goes, the next. `lead` begins what the leader does and answers with how it ends.
 */
export function standForLead(name: string, lead: () => () => void): Candidacy {
  const ended = new AbortController();
  let resign: (() => void) | null = null;

  const hold = () =>
    new Promise<void>((release) => {
      if (ended.signal.aborted) return release();
      const stop = lead();
      resign = () => {
        resign = null;
        stop();
        release();
      };
    });
  const request = (options: LockOptions) => {
    navigator.locks.request(name, options, hold).catch(() => {
      if (ended.signal.aborted) return;
      resign?.(); // it was taken from us while we slept
      wait();
    });
  };
  const wait = () => request({ signal: ended.signal });
  wait();

  return {
    isLeading: () => resign !== null,
    take: () => request({ steal: true }),
    end: () => {
      ended.abort();
      resign?.();
    },
  };
}
