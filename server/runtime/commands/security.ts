import { answerRequest, lockOpenIncident, releasable } from "../../desk/security/requests.ts";
import type { ActionAnswer } from "../../desk/security/requests.ts";
import { recordEvent } from "../../desk/security/incident.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { deliver } from "./publishMessage.ts";

/** The incident's process may be busy; it is told within a day. Milliseconds. */
const timeToLive = 86_400_000;

/**
 * Approves or refuses a containment action that somebody asked for; what is approved is done by the incident's process.
 *
 * @throws {Refusal} `incident.missing`, `incident.closed`, `containment.missing`, `containment.state`, `containment.fourEyes`
 */
export function answerAction(house: House, cause: Cause, answer: Omit<ActionAnswer, "by">): Promise<void> {
  return commit(house, cause, async (unit) => {
    const incident = await answerRequest(unit.tx, { ...answer, by: cause.actor }, unit.now);
    if (!answer.isApproved) return;
    const variables = { action: { id: answer.actionId }, release: false };
    await deliver(
      unit,
      { name: "containment.approved", correlationKey: incident.ticket_number, variables },
      timeToLive,
    );
  });
}

/** Has an action released that holds. @throws {Refusal} `incident.closed`, `containment.missing`, `containment.state` */
export function releaseAction(house: House, cause: Cause, number: string, actionId: string): Promise<void> {
  return commit(house, cause, async (unit) => {
    const incident = await releasable(unit.tx, number, actionId);
    await recordEvent(unit.tx, incident.id, { kind: "release", actor: cause.actor, note: actionId }, unit.now);
    const variables = { action: { id: actionId }, release: true };
    await deliver(
      unit,
      { name: "containment.approved", correlationKey: incident.ticket_number, variables },
      timeToLive,
    );
  });
}

/** An authority asks for an interim report: the incident's process opens it. @throws {Refusal} `incident.closed` */
export function askForInterim(
  house: House,
  cause: Cause,
  number: string,
  request: { readonly regime: string; readonly requestedBy: string },
): Promise<void> {
  return commit(house, cause, async (unit) => {
    const { ticket_number: correlationKey } = await lockOpenIncident(unit.tx, number);
    await deliver(
      unit,
      { name: "authority.request", correlationKey, variables: { request: { ...request } } },
      timeToLive,
    );
  });
}
