/**
 * Does something when nothing else is to do, at the latest after a second: what is being typed and drawn comes first.
 * Returns what calls it off.
 */
export function whenIdle(work: () => void): () => void {
  if ("requestIdleCallback" in window) {
    const idle = requestIdleCallback(work, { timeout: 1_000 });
    return () => cancelIdleCallback(idle);
  }
  const timer = setTimeout(work, 100); // Safari
  return () => clearTimeout(timer);
}
