import type { z } from "zod";
import { openTicket } from "../../runtime/commands/openTicket.ts";
import { jsonRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireTickets.ts";

/** What people do with tickets themselves; what follows is their process. */
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
];

function open({ site, cause, body, headers }: Call<z.output<typeof wire.enteredTicket>>): Promise<unknown> {
  const key = headers["idempotency-key"];
  return openTicket(site.house, cause, body, typeof key === "string" ? key.slice(0, 200) : undefined);
}
