import type { Raw } from "./search.ts";

/**
 * A reading of the URL for a route, with everything that it drops blanked: the router lays the reading over what the URL says, so that
 * an unknown tab would still reach the screen, and leave it empty.
 */
export function strict<Read extends object>(read: (raw: Raw) => Read): (raw: Raw) => Read {
  return (raw) => ({ ...Object.fromEntries(Object.keys(raw).map((name) => [name, undefined])), ...read(raw) });
}
