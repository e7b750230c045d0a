import type { JsonObject } from "../../base/json.ts";
import { fanOut, takeLetter } from "../../messages/outbox.ts";
import type { Letter } from "../../messages/outbox.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { newRow, step } from "../step.ts";
import type { Unit } from "../unit.ts";
import { deliver } from "./publishMessage.ts";

/** Messages that processes throw to each other wait this long for their receiver, in milliseconds: a day. */
const timeToLive = 86_400_000;

/** Delivers one thrown message or signal and takes it out of the outbox, both in one transaction: exactly once. */
export function deliverLetter(house: House, cause: Cause, letter: Letter): Promise<void> {
  return commit(house, cause, async (unit) => {
    if (!(await takeLetter(unit.tx, letter.id))) return;
    if (letter.kind === "message") await deliverMessage(unit, letter);
    else if (letter.targetInstanceId !== null) await deliverSignal(unit, letter, letter.targetInstanceId);
    else if (letter.targetDefinitionId !== null) await startOnSignal(unit, letter, letter.targetDefinitionId);
    else await fanOut(unit.tx, { ...letter, from: letter.instanceId }, unit.now);
    unit.outboxFilled = letter.kind === "signal" && letter.targetInstanceId === null;
  });
}

/** Broadcasts a signal from outside. */
export function broadcastSignal(house: House, cause: Cause, name: string, variables: JsonObject): Promise<void> {
  return commit(house, cause, async (unit) => {
    await fanOut(unit.tx, { name, variables, elementId: "", businessKey: null }, unit.now);
    unit.outboxFilled = true;
  });
}

async function deliverMessage(unit: Unit, { name, correlationKey, variables }: Letter): Promise<void> {
  await deliver(unit, { name, variables, ...(correlationKey === null ? {} : { correlationKey }) }, timeToLive);
}

async function deliverSignal(unit: Unit, letter: Letter, instanceId: string): Promise<void> {
  const held = await unit.lock(instanceId);
  const wait = held.waits.find((open) => open.id === letter.targetWaitId);
  if (wait?.kind !== "signal") return;
  await step(
    unit,
    held,
    { kind: "signal", waitId: wait.id, variables: letter.variables },
    { name: letter.name, elementId: wait.elementId },
  );
}

async function startOnSignal(unit: Unit, letter: Letter, definitionId: string): Promise<void> {
  const version = await unit.house.versions.byId(unit.tx, definitionId);
  const origin = letter.businessKey === null ? {} : { businessKey: letter.businessKey };
  const held = unit.create(newRow(unit, version, origin), version);
  await step(
    unit,
    held,
    { kind: "start", elementId: letter.elementId, variables: letter.variables },
    { name: letter.name },
  );
}
