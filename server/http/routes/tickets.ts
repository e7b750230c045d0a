import type { z } from "zod";
import type { Acting } from "../../desk/tickets/charge.ts";
import { isSupervisor } from "../../identity/person.ts";
import { editTicket } from "../../runtime/commands/editTicket.ts";
import { openTicket } from "../../runtime/commands/openTicket.ts";
import { cancelTicket, confirmTicket, mergeInto, reprioritise } from "../../runtime/commands/tickets.ts";
import type { OnTicket } from "../../runtime/commands/tickets.ts";
import type { House } from "../../runtime/house.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireTickets.ts";

/** What people do with tickets themselves; what follows is their process. Supervisors act on all, others on their own. */
export const ticketRoutes: readonly Route[] = [
  jsonRoute({
    method: "post",
    path: "/api/tickets",
    summary:
      "Open a ticket that somebody enters, with its number and process; under one Idempotency-Key header it is opened once",
    permission: "tasks.work",
    body: wire.enteredTicket,
    answer: wire.openedTicket,
    run: open,
  }),
  jsonRoute({
    method: "patch",
    path: "/api/tickets/:number",
    summary:
      "Change an open ticket; who has read an older revision is told so, and what runs for it sees it as it is then",
    permission: "tasks.work",
    body: wire.ticketChange,
    run: (call) => acting(call, editTicket),
  }),
  act("merge", "Merge a ticket into another open one", wire.mergedTicket, mergeInto),
  act(
    "priority",
    "Change the priority of a ticket that is being worked on; its deadlines follow",
    wire.reprioritisedTicket,
    reprioritise,
  ),
  act("cancel", "Cancel a ticket that is being worked on", wire.cancelledTicket, (house, cause, on, { reason }) =>
    cancelTicket(house, cause, on, reason),
  ),
  plainRoute({
    method: "post",
    path: "/api/tickets/:number/confirm",
    summary: "The customer has confirmed the solution of a ticket",
    permission: "tasks.work",
    run: (call) => acting(call, confirmTicket),
  }),
];

/** What is done to a ticket: by whom, and what was said with it. */
type Act<Said> = (house: House, cause: Call<Said>["cause"], on: OnTicket, said: Said) => Promise<unknown>;

/** Something that people do to a ticket, and nothing is answered but that it was done. */
function act<Body extends z.ZodType>(what: string, summary: string, body: Body, does: Act<z.output<Body>>): Route {
  const path = `/api/tickets/:number/${what}`;
  return jsonRoute({
    method: "post",
    path,
    summary,
    permission: "tasks.work",
    body,
    run: (call) => acting(call, does),
  });
}

async function acting<Said>(call: Call<Said>, does: Act<Said>): Promise<typeof nothing> {
  const { params, person, site, cause, body } = call;
  await does(site.house, cause, { number: params["number"] ?? "", acting: actingOf(person) }, body);
  return nothing;
}

function open({ site, cause, body, headers }: Call<z.output<typeof wire.enteredTicket>>): Promise<unknown> {
  const key = headers["idempotency-key"];
  return openTicket(site.house, cause, body, typeof key === "string" ? key.slice(0, 200) : undefined);
}

/** Who somebody is to a ticket. */
export function actingOf(person: Call<unknown>["person"]): Acting {
  return { login: person.login, isSupervisor: isSupervisor(person) };
}
