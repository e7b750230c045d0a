import type { LiveEvent } from "../api/types.ts";

/** The server names at most this many instances in one event; one that names them all may concern others too. */
const mostNamed = 200;

/** What work changes. */
const followed: ReadonlySet<unknown> = new Set(["tasks", "instances", "records"]);

/** Tells which query keys a bunch of live events makes old. */
export function makesStale(events: readonly LiveEvent[]): (queryKey: readonly unknown[]) => boolean {
  const kinds = new Set(events.map((event) => event.type));
  const touched = new Set(events.flatMap((event) => event.instanceIds ?? []));
  const drafts = new Set(events.flatMap((event) => event.draftIds ?? []));
  const cases = new Set(events.flatMap((event) => event.caseKeys ?? []));
  const concernsWork = kinds.has("tasks") || kinds.has("instance");
  const concernsAll = events.some(
    (event) => event.type === "instance" && (event.instanceIds?.length ?? mostNamed) >= mostNamed,
  );

  return ([about, part, id]) => {
    if (about === "notifications") return kinds.has("notifications");
    if (about === "drafts") return kinds.has("drafts") && (part === "list" || drafts.has(String(id)));
    if (about === "cases") return cases.has(String(id));
    if (!followed.has(about)) return false;
    if (part === "list" || part === "counts") return concernsWork;
    if (about === "records") return false; // a record that is read is not read again by itself: some write down who reads
    return part !== "customers" && (concernsAll || touched.has(instanceOf(String(id))));
  };
}

/** The instance an id belongs to; a task's id is `<instance id>~<wait id>`. */
export function instanceOf(id: string): string {
  return id.split("~")[0] ?? id;
}

/** Calls `flush` with everything that came within `pause` milliseconds, so that a burst costs one round of questions. */
export function gather<T>(
  pause: number,
  flush: (all: readonly T[]) => void,
): { add: (one: T) => void; stop: () => void } {
  let waiting: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const fire = () => {
    const all = waiting;
    waiting = [];
    timer = undefined;
    flush(all);
  };
  return {
    add: (one) => {
      waiting.push(one);
      timer ??= setTimeout(fire, pause);
    },
    stop: () => clearTimeout(timer),
  };
}
