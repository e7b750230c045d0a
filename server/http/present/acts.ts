import { isInCharge } from "../../desk/tickets/charge.ts";
import type { Acting } from "../../desk/tickets/charge.ts";
import { openStatuses } from "../../desk/tickets/update.ts";

/** Whether something can be done now: not while the process does not wait for it, nor by whoever is not in charge. */
export type Possible = "possible" | "notWaiting" | "notInCharge";

/** What somebody can do with a ticket, by the messages that its process waits for. */
export function presentActs(
  ticket: { readonly status: string; readonly assignee: string | null },
  acting: Acting,
  awaited: ReadonlySet<string>,
): Readonly<Record<"edit" | "merge" | "reprioritise" | "cancel" | "confirm", Possible>> {
  const isOwn = isInCharge(ticket, acting);
  const say = (can: boolean): Possible => {
    if (!isOwn) return "notInCharge";
    return can ? "possible" : "notWaiting";
  };
  return {
    edit: say(openStatuses.some((status) => status === ticket.status)),
    merge: say(awaited.has("ticket.merged")),
    reprioritise: say(awaited.has("ticket.reprioritised")),
    cancel: say(awaited.has("ticket.cancelled")),
    confirm: say(awaited.has("ticket.confirmed")),
  };
}
