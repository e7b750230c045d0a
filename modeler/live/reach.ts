/** How often it is asked, and how long an answer may take. Milliseconds. */
const pause = 5000;
const patience = 4000;

/**
 * Asks whether the server answers at all, at once and every few seconds, until the returned function is called. A lost
 * event stream does not say so: a proxy may not let streams through.
 */
export function watchReach(tell: (isReached: boolean) => void): () => void {
  const ended = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async () => {
    const isReached = await fetch("/health", { cache: "no-store", signal: AbortSignal.timeout(patience) }).then(
      ({ status }) => status < 500,
      () => false,
    );
    if (ended.signal.aborted) return;
    tell(isReached);
    timer = setTimeout(() => void ask(), pause);
  };
  void ask();
  return () => {
    ended.abort();
    clearTimeout(timer);
  };
}
