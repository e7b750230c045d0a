import { appendTrail } from "../../audit/trail.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Wait } from "../../engine/types.ts";
import { markTaken } from "../../messages/correlate.ts";
import { expire, lockUntaken } from "../../messages/hand.ts";
import type { ListedMessage } from "../../messages/hand.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { step } from "../step.ts";
import type { Held } from "../unit.ts";

/** Where an operator wants a message to go, and why. Without `waitId` there must be one place only. */
export interface HandRequest {
  readonly instanceId: string;
  readonly waitId?: string;
  readonly reason: string;
}

/**
 * Hands a kept message, even an expired one, to an instance that waits for its name, whatever the keys say.
 *
 * @throws {Refusal} `message.missing`, `message.taken`, `instance.missing`, `instance.suspended`, `message.receiver` the
 *   instance does not wait for it, or at several places
 */
export function handMessage(house: House, cause: Cause, messageId: string, request: HandRequest): Promise<void> {
  const { instanceId, waitId, reason } = request;
  return commit(house, cause, async (unit) => {
    const message = await lockUntaken(unit.tx, messageId);
    const held = await unit.lock(instanceId);
    const wait = receiver(held, message, waitId);
    await markTaken(unit.tx, messageId, instanceId, unit.now);
    const data = { name: message.name, messageId, elementId: wait.elementId, byHand: true, reason };
    await step(unit, held, { kind: "message", waitId: wait.id, variables: message.variables }, data);
  });
}

function receiver(held: Held, { name }: ListedMessage, waitId: string | undefined): Wait {
  const waits = held.waits.filter(
    (wait) => wait.kind === "message" && wait.name === name && (waitId === undefined || wait.id === waitId),
  );
  const [only] = waits;
  if (only && waits.length === 1) return only;
  const found = waits.length === 0 ? "it does not" : `it does at ${waits.map((wait) => wait.elementId).join(", ")}`;
  throw new Refusal("conflict", "message.receiver", `Expected an instance that waits for ${name} once, but ${found}`);
}

/**
 * Ends the time of a message that nobody is to take any more.
 *
 * @throws {Refusal} `message.missing`, `message.taken`, `message.expired` its time was over already
 */
export function expireMessage(house: House, cause: Cause, messageId: string, reason: string): Promise<void> {
  const now = house.now();
  const { actor, requestId = null } = cause;
  return transact(house.database, cause.tenantId, async (tx) => {
    const { name, state } = await lockUntaken(tx, messageId);
    if (state === "expired")
      throw new Refusal("conflict", "message.expired", "Expected a buffered message, but its time is over already");
    await expire(tx, messageId, now);
    const data = { messageId, name, reason };
    await appendTrail(tx, {
      streamId: `message:${messageId}`,
      at: now,
      type: "expireMessage",
      actor,
      requestId,
      data,
    });
  });
}
