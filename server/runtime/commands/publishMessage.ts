import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { buffer, findReceivers, findStarters, markTaken, takeBuffered } from "../../messages/correlate.ts";
import type { Message, Receiver } from "../../messages/correlate.ts";
import { keepAnswer, replay } from "../../messages/idempotency.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { step } from "../step.ts";
import type { Unit } from "../unit.ts";
import { start } from "./startInstance.ts";

/** A message from outside. `timeToLive` in milliseconds; 0 = taken at once or not at all. */
export interface Publication extends Message {
  readonly timeToLive?: number;
  readonly idempotencyKey?: string;
  /** What makes two deliveries under one key the same, where it is not the whole message (which tells when it came in). */
  readonly fingerprint?: string;
}

/** What became of a message. */
export interface Published {
  readonly id: string;
  readonly state: "correlated" | "started" | "buffered" | "untaken";
  readonly instanceIds: readonly string[];
}

/** Kept for an hour unless the sender says otherwise. Milliseconds. */
export const defaultTimeToLive = 3_600_000;

/**
 * Delivers a message: to whoever waits for it, else to the processes that start on it, else to the buffer. One call
 * starts or correlates. With an idempotency key a repeated delivery gets the first answer and does nothing.
 *
 * @throws {Refusal} `idempotency.mismatch`
 */
export function publishMessage(house: House, cause: Cause, publication: Publication): Promise<Published> {
  return commit(house, cause, async (unit) => {
    const { idempotencyKey, fingerprint, timeToLive = defaultTimeToLive, ...message } = publication;
    if (idempotencyKey !== undefined) {
      const first = await replay(unit.tx, idempotencyKey, fingerprint ?? { ...message, timeToLive }, unit.now);
      if (first !== undefined) return first as unknown as Published; // written by keepAnswer below
    }
    const published = await deliver(unit, message, timeToLive);
    if (idempotencyKey !== undefined) await keepAnswer(unit.tx, idempotencyKey, { ...published });
    return published;
  });
}

/** Delivers a message within a unit of work. */
export async function deliver(unit: Unit, message: Message, timeToLive: number): Promise<Published> {
  const id = newId(unit.now);
  const taken = await correlate(unit, message, id);
  const started = await startOn(unit, message, id, new Set(taken.map((receiver) => receiver.definitionKey)));
  const instanceIds = [...taken.map((receiver) => receiver.instanceId), ...started];
  if (taken.length > 0) return { id, state: "correlated", instanceIds };
  if (started.length > 0) return { id, state: "started", instanceIds };
  if (timeToLive <= 0) return { id, state: "untaken", instanceIds };
  await buffer(unit.tx, id, message, unit.now, timeToLive);
  return { id, state: "buffered", instanceIds };
}

/** Hands the message to those who wait. Who was found waiting may have gone on before the lock was had: look again then. */
async function correlate(unit: Unit, message: Message, messageId: string): Promise<Receiver[]> {
  const taken: Receiver[] = [];
  for (let look = 0; look < 5; look += 1) {
    const receivers = await findReceivers(unit.tx, message);
    const fresh = receivers.filter((receiver) => taken.every((done) => done.definitionKey !== receiver.definitionKey));
    let missed = false;
    for (const receiver of fresh) {
      if (await hand(unit, receiver, message, messageId)) taken.push(receiver);
      else missed = true;
    }
    if (!missed) break;
  }
  return taken;
}

async function hand(unit: Unit, receiver: Receiver, message: Message, messageId: string): Promise<boolean> {
  const held = await unit.lock(receiver.instanceId);
  const wait = held.waits.find((open) => open.id === receiver.waitId);
  if (wait?.kind !== "message") return false;
  const data: JsonObject = { name: message.name, messageId, elementId: wait.elementId };
  await step(unit, held, { kind: "message", waitId: receiver.waitId, variables: message.variables }, data);
  return true;
}

async function startOn(unit: Unit, message: Message, messageId: string, busy: ReadonlySet<string>): Promise<string[]> {
  if (message.instanceId !== undefined) return [];
  const starters = (await findStarters(unit.tx, "message", message.name)).filter(
    (starter) => !busy.has(starter.definitionKey),
  );
  const started: string[] = [];
  for (const { definitionKey, elementId } of starters) {
    const { businessKey, variables } = message;
    const request = {
      processKey: definitionKey,
      elementId,
      variables,
      ...(businessKey === undefined ? {} : { businessKey }),
    };
    started.push(await start(unit, request, { name: message.name, messageId }));
  }
  return started;
}

/** Brings a buffered message to a place that waits for it now. Nothing happens when somebody else was faster. */
export function deliverBuffered(house: House, cause: Cause, messageId: string): Promise<void> {
  return commit(house, cause, async (unit) => {
    const message = await takeBuffered(unit.tx, messageId, unit.now);
    if (message === undefined) return;
    const [receiver] = await correlate(unit, message, messageId);
    if (receiver !== undefined) await markTaken(unit.tx, messageId, receiver.instanceId, unit.now);
  });
}
