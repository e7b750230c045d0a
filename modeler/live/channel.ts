/** What the pages of this browser hear of each other. A page does not hear itself. */
export type Channel<T> = { readonly say: (what: T) => void; readonly close: () => void };

/** Opens a channel between all pages of this browser that say the same name. */
export function channelOf<T>(name: string, heard: (what: T) => void): Channel<T> {
  const channel = new BroadcastChannel(name);
  channel.addEventListener("message", ({ data }: MessageEvent<T>) => heard(data));
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel stays within its origin
    say: (what) => channel.postMessage(what),
    close: () => channel.close(),
  };
}
