import { isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { asText } from "./text.ts";

/** The format that this engine writes. Raise it when a snapshot of the last version would be misread, and add a step. */
export const FORMAT = 1;

/** One step of the way: takes a snapshot of format n and returns it in format n + 1. */
export type Upgrade = (old: JsonObject) => JsonObject;

/**
 * Steps by the format they start from. Format 0 was the first draft: items as an object by id, without an explicit
 * counter.
 */
export const upgrades: ReadonlyMap<number, Upgrade> = new Map([[0, fromDraft]]);

/**
 * Brings a stored snapshot to the present format.
 *
 * @throws {Refusal} `engine.snapshot` when it is no snapshot, or newer than this engine
 */
export function upgrade(stored: Json, steps: ReadonlyMap<number, Upgrade> = upgrades, format = FORMAT): JsonObject {
  if (!isObject(stored) || typeof stored["v"] !== "number") {
    throw new Refusal("invalid", "engine.snapshot", "Expected a snapshot with a format number, but found none.");
  }
  let present = stored;
  while (present["v"] !== format) {
    const step = steps.get(Number(present["v"]));
    if (!step) {
      throw new Refusal(
        "unsupported",
        "engine.snapshot",
        `Expected a snapshot of format ${format} or older, but it has format ${asText(present["v"])}.`,
      );
    }
    present = step(present);
  }
  return present;
}

function fromDraft(old: JsonObject): JsonObject {
  const items = isObject(old["items"]) ? old["items"] : {};
  const ids = Object.keys(items).map(Number);
  const list = Object.entries(items).map(([id, item]) => ({ ...(isObject(item) ? item : {}), i: Number(id) }));
  return { v: 1, n: Math.max(0, ...ids) + 1, t: list };
}
