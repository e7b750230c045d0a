import type { JsonObject } from "../../base/json.ts";

/** What a message is about: the number or the id of what the story is about. */
export type Subject = "ticket" | "order" | "asset" | "project" | "batch" | "invoice" | "survey";

/** What somebody does in a story; the world then does what is due. */
export type Act =
  | {
      readonly kind: "publish";
      readonly name: string;
      readonly about?: Subject;
      readonly variables: JsonObject;
    }
  /** Somebody completes the oldest task at an element; without `by`, whose task it is. */
  | { readonly kind: "complete"; readonly elementId: string; readonly values: JsonObject; readonly by?: string }
  /** A product that watches tells of something. */
  | { readonly kind: "alert"; readonly product: string; readonly alert: JsonObject }
  /** Somebody starts a process by hand. */
  | { readonly kind: "start"; readonly processKey: string; readonly variables: JsonObject; readonly elementId?: string }
  /** A customer accepts the quote behind the link, all of it or these positions. */
  | { readonly kind: "accept"; readonly positions: readonly number[] }
  /** Time passes until the timer at an element is due. */
  | { readonly kind: "await"; readonly elementId: string };

export function publish(name: string, variables: JsonObject = {}, about?: Subject): Act {
  return { kind: "publish", name, variables, ...(about === undefined ? {} : { about }) };
}

export function complete(elementId: string, values: JsonObject, by?: string): Act {
  return { kind: "complete", elementId, values, ...(by === undefined ? {} : { by }) };
}

export function until(elementId: string): Act {
  return { kind: "await", elementId };
}

export function start(processKey: string, variables: JsonObject = {}, elementId?: string): Act {
  return { kind: "start", processKey, variables, ...(elementId === undefined ? {} : { elementId }) };
}

/** A security product that nobody knows tells of an attack. */
export function alarm(given: JsonObject): Act {
  const alert = { domain: "security", kind: "triggered", customerName: "Muster GmbH", ...given };
  return { kind: "alert", product: "generic", alert };
}
