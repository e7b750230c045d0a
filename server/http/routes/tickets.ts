import type { z } from "zod";
import type { Acting } from "../../desk/tickets/charge.ts";
import { isSupervisor } from "../../identity/person.ts";
import { editTicket } from "../../runtime/commands/editTicket.ts";
import { openTicket } from "../../runtime/commands/openTicket.ts";
import { cancelTicket, confirmTicket, mergeInto, reprioritise } from "../../runtime/commands/tickets.ts";
import type { OnTicket } from "../../runtime/commands/tickets.ts";
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
    run: async (call) => {
      await editTicket(call.site.house, call.cause, onTicket(call), call.body);
      return nothing;
    },
  }),
  jsonRoute({
    method: "post",
    path: "/api/tickets/:number/merge",
    summary: "Merge a ticket into another open one",
    permission: "tasks.work",
    body: wire.mergedTicket,
    run: async (call) => {
      await mergeInto(call.site.house, call.cause, onTicket(call), call.body);
      return nothing;
    },
  }),
  jsonRoute({
    method: "post",
    path: "/api/tickets/:number/priority",
    summary: "Change the priority of a ticket that is being worked on; its deadlines follow",
    permission: "tasks.work",
    body: wire.reprioritisedTicket,
    run: async (call) => {
      await reprioritise(call.site.house, call.cause, onTicket(call), call.body);
      return nothing;
    },
  }),
  jsonRoute({
    method: "post",
    path: "/api/tickets/:number/cancel",
    summary: "Cancel a ticket that is being worked on",
    permission: "tasks.work",
    body: wire.cancelledTicket,
    run: async (call) => {
      await cancelTicket(call.site.house, call.cause, onTicket(call), call.body.reason);
      return nothing;
    },
  }),
  plainRoute({
    method: "post",
    path: "/api/tickets/:number/confirm",
    summary: "The customer has confirmed the solution of a ticket",
    permission: "tasks.work",
    run: async (call) => {
      await confirmTicket(call.site.house, call.cause, onTicket(call));
      return nothing;
    },
  }),
];

function open({ site, cause, body, headers }: Call<z.output<typeof wire.enteredTicket>>): Promise<unknown> {
  const key = headers["idempotency-key"];
  return openTicket(site.house, cause, body, typeof key === "string" ? key.slice(0, 200) : undefined);
}

function onTicket({ params, person }: Call<unknown>): OnTicket {
  return { number: params["number"] ?? "", acting: actingOf(person) };
}

/** Who somebody is to a ticket. */
export function actingOf(person: Call<unknown>["person"]): Acting {
  return { login: person.login, isSupervisor: isSupervisor(person) };
}
