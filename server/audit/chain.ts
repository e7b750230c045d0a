import { createHash } from "node:crypto";
import { canonical } from "../base/json.ts";
import type { JsonObject } from "../base/json.ts";

/** What the trail says of one command: who did what to which stream, and the facts it led to. */
export interface TrailEvent {
  readonly streamId: string;
  readonly seq: number;
  readonly at: Date;
  /** The command, e.g. `completeTask`. */
  readonly type: string;
  /** A login, `system`, or the name of an API token. */
  readonly actor: string;
  readonly requestId: string | null;
  readonly data: JsonObject;
}

/** An event with its place in the chain of its stream. */
export interface ChainedEvent extends TrailEvent {
  readonly previous: string;
  readonly hash: string;
}

/** The head of a chain before its first event. */
export const chainStart = "0".repeat(64);

/** Chains an event to the one before it: SHA-256 over the previous hash and the event's canonical JSON. */
export function chain(previous: string, event: TrailEvent): ChainedEvent {
  return { ...event, previous, hash: hashOf(previous, event) };
}

/** Checks a run of events of one stream and tells the `seq` of the first that does not follow from the one before. */
export function firstBroken(events: readonly ChainedEvent[], head: string = chainStart): number | undefined {
  let previous = head;
  for (const event of events) {
    if (event.previous !== previous || event.hash !== hashOf(previous, event)) return event.seq;
    previous = event.hash;
  }
  return undefined;
}

function hashOf(previous: string, event: TrailEvent): string {
  const body = canonical({
    streamId: event.streamId,
    seq: event.seq,
    at: event.at.toISOString(),
    type: event.type,
    actor: event.actor,
    requestId: event.requestId,
    data: event.data,
  });
  return createHash("sha256").update(previous).update("\n").update(body).digest("hex");
}
