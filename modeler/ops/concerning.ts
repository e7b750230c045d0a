import type { TrailEvent } from "../api/types.ts";

/** The events that touch an element; all of them when none is chosen. */
export function concerning(events: readonly TrailEvent[], elementId: string | null): readonly TrailEvent[] {
  if (elementId === null) return events;
  return events.filter(
    (event) => event.facts.some((fact) => fact.elementId === elementId) || mentions(event.data, elementId),
  );
}

/** What a command was given, without the facts it led to, which are listed as sentences. */
export function givenWith(data: unknown): Readonly<Record<string, unknown>> {
  if (typeof data !== "object" || data === null) return {};
  return Object.fromEntries(Object.entries(data).filter(([name]) => name !== "facts"));
}

function mentions(data: unknown, elementId: string): boolean {
  return typeof data === "object" && data !== null && Reflect.get(data, "elementId") === elementId;
}
