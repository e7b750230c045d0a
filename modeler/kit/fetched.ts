import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import { whenReached } from "../live/reach.ts";

/** A component whose code is fetched when it is first shown, and how to fetch it ahead of that. */
export type Fetched<Props> = {
  readonly Component: LazyExoticComponent<ComponentType<Props>>;
  readonly ahead: () => Promise<unknown>;
};

/**
 * Like React's `lazy`; but what has been fetched ahead is there at once. A promise, though kept, would show the
 * placeholder, which then stays for 300 ms.
 */
export function fetched<Props>(fetchCode: () => Promise<ComponentType<Props>>): Fetched<Props> {
  type Code = { default: ComponentType<Props> };
  let code: Code | undefined;
  const ahead = async () => (code ??= { default: await whenReached(fetchCode) });
  const present = (here: Code) => ({ then: (take: (code: Code) => void) => take(here) });
  return {
    ahead,
    // `lazy` only ever calls `then`, and takes an answer that comes within the call
    Component: lazy(() => (code === undefined ? ahead() : (present(code) as unknown as Promise<Code>))),
  };
}
