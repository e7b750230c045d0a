import { z } from "zod";

export { enteredTicket } from "../desk/tickets/enter.ts";

export const openedTicket = z.object({ number: z.string(), instanceId: z.string() });
