/** How often it is asked, and how long an answer may take. Milliseconds. */
const pause = 5000;
const patience = 4000;

/** Whether the server answers at all. */
export function isReached(): Promise<boolean> {
  return fetch("/health", { cache: "no-store", signal: AbortSignal.timeout(patience) }).then(
    ({ status }) => status < 500,
    () => false,
  );
}

/**
 * Fetches code of the product. While the server is out of reach it is waited for: what is on the screen stays, and what was asked
 * for comes with the server. It fails only where the server answers and has no such code, as after an update.
 */
export async function whenReached<T>(fetchCode: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await fetchCode();
    } catch (error) {
      if (await isReached()) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause / 2));
    }
  }
}

/**
 * Asks whether the server answers at all, at once and every few seconds, until the returned function is called. A lost
 * event stream does not say so: a proxy may not let streams through.
 */
export function watchReach(tell: (hasAnswered: boolean) => void): () => void {
  const ended = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async () => {
    const hasAnswered = await isReached();
    if (ended.signal.aborted) return;
    tell(hasAnswered);
    timer = setTimeout(() => void ask(), pause);
  };
  void ask();
  return () => {
    ended.abort();
    clearTimeout(timer);
  };
}
