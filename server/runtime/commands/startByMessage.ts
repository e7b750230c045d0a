import type { JsonObject } from "../../base/json.ts";
import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import { findStarters } from "../../messages/correlate.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import type { Unit } from "../unit.ts";
import { start } from "./startInstance.ts";

/** A message that is to start something, whoever else waits for it. */
export interface StartMessage {
  readonly name: string;
  readonly businessKey?: string;
  readonly variables: JsonObject;
}

/**
 * Starts the process that begins with a message, past all instances that wait for it. Tells the id of the instance.
 *
 * @throws {Refusal} `message.start` no process starts on it, or more than one
 */
export function startByMessage(house: House, cause: Cause, message: StartMessage): Promise<string> {
  return commit(house, cause, (unit) => startOnly(unit, message));
}

/** The same within a unit of work. @throws {Refusal} `message.start` */
export async function startOnly(unit: Unit, { name, businessKey, variables }: StartMessage): Promise<string> {
  const [starter, ...others] = await findStarters(unit.tx, "message", name);
  if (starter === undefined)
    throw new Refusal(
      "unprocessable",
      "message.start",
      `Expected a process that starts on the message ${name}, but there is none`,
    );
  if (others.length > 0) {
    const keys = [starter, ...others].map((each) => each.definitionKey).join(", ");
    throw new Refusal(
      "conflict",
      "message.start",
      `Expected one process that starts on the message ${name}, but there are several: ${keys}`,
    );
  }
  const request = {
    processKey: starter.definitionKey,
    elementId: starter.elementId,
    variables,
    ...(businessKey === undefined ? {} : { businessKey }),
  };
  return start(unit, request, { name, messageId: newId(unit.now) });
}
