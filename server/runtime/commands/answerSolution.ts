import { appendTrail } from "../../audit/trail.ts";
import type { JsonObject } from "../../base/json.ts";
import { keepSolutionAnswer } from "../../desk/tickets/solutionLink.ts";
import type { SolutionAnswer, SolvedTicket } from "../../desk/tickets/solutionLink.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { defaultTimeToLive, deliver } from "./publishMessage.ts";

/**
 * A customer says by the link of the mail whether a solution is one; the ticket's process is told in the same transaction. It may
 * be on its way to where it waits for that: then the message waits for it.
 *
 * @throws {Refusal} `solution.answered`
 */
export function answerSolution(
  house: House,
  cause: Cause,
  ticket: Pick<SolvedTicket, "id" | "number">,
  answer: SolutionAnswer,
): Promise<void> {
  return commit(house, cause, async (unit) => {
    const { tx, now } = unit;
    await keepSolutionAnswer(tx, ticket, answer, now);
    await deliver(unit, { ...messageOf(answer), correlationKey: ticket.number }, defaultTimeToLive);
    await appendTrail(tx, {
      streamId: `case:${ticket.number}`,
      at: now,
      type: answer.kind === "confirmed" ? "confirmTicket" : "rejectSolution",
      actor: cause.actor,
      requestId: cause.requestId ?? null,
      data: { by: "link" },
    });
    unit.caseKeys.add(ticket.number);
  });
}

function messageOf(answer: SolutionAnswer): { readonly name: string; readonly variables: JsonObject } {
  if (answer.kind === "confirmed") return { name: "ticket.confirmed", variables: {} };
  const message = { text: answer.text, channel: "portal", isUnsolved: true };
  return { name: "ticket.message", variables: { message } };
}
