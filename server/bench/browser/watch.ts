import type { Page } from "playwright-core";

/**
 * Put into each page before anything of ours: `drawn(is)` tells when what `is` asks for has been painted, by the page's
 * clock; `clickedAt` is when the last press of the mouse or a key came; `blocked` the main thread's longest stretches.
 */
export const watch = `{
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(null);
  }));
  window.drawn = (is) => new Promise((resolve) => {
    const look = () => is() && (resolve(painted()), true);
    if (look()) return;
    const observer = new MutationObserver(() => look() && observer.disconnect());
    observer.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
  });
  for (const kind of ["pointerdown", "keydown"])
    window.addEventListener(kind, (event) => { window.pressedAt = event.timeStamp; }, { capture: true });
  window.blocked = [];
  const note = (list) => window.blocked.push(...list.getEntries().map((entry) =>
    entry.entryType === "longtask" ? entry.duration : entry.processingEnd - entry.startTime));
  new PerformanceObserver(note).observe({ type: "longtask" });
  new PerformanceObserver(note).observe({ type: "event", durationThreshold: 16 });
  window.frames = [];
  let last = 0;
  const frame = (at) => { if (last > 0) window.frames.push(at - last); last = at; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
}`;

/** Does something and tells how many milliseconds pass from the press in it until what `condition` (JavaScript) asks for is painted. */
export async function timed(page: Page, condition: string, press: () => Promise<unknown>): Promise<number> {
  await page.evaluate(`window.waited = drawn(() => ${condition}); void 0`);
  await press();
  return page.evaluate<number>(`waited.then((at) => at - pressedAt)`);
}

/** How the main thread and the frames did while something was done, in milliseconds. */
export interface Flow {
  /** The longest time that the main thread could not answer; 0 when it always could at once. */
  readonly blocked: number;
  /** The longest time between two frames. */
  readonly frame: number;
  readonly frames: number;
}

/** Watches the page while `work` goes on. */
export async function flowing(page: Page, work: () => Promise<unknown>): Promise<Flow> {
  await page.evaluate(`blocked.splice(0); frames.splice(0); void 0`);
  await work();
  await page.waitForTimeout(200); // observers hear late
  return page.evaluate<Flow>(
    `({ blocked: Math.max(0, ...blocked), frame: Math.max(...frames), frames: frames.length })`,
  );
}
