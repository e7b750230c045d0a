import { approveProposal } from "../../desk/billing/approve.ts";
import { changeLine } from "../../desk/billing/changeLine.ts";
import type { LineChange } from "../../desk/billing/changeLine.ts";
import { markInvoiced } from "../../desk/billing/invoice.ts";
import type { Invoice } from "../../desk/billing/invoice.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { deliver } from "./publishMessage.ts";

/** Processes that are told about an invoice wait for it at most a day behind. Milliseconds. */
const timeToLive = 86_400_000;

/** Corrects a position of a proposal. @throws {Refusal} `proposal.missing`, `proposal.line`, `billing.state` */
export function changePosition(house: House, cause: Cause, proposalId: string, change: LineChange): Promise<void> {
  return commit(house, cause, (unit) => changeLine(unit.tx, proposalId, change, { login: cause.actor, now: unit.now }));
}

/** Approves the open positions of an invoice proposal. @throws {Refusal} `proposal.missing`, `billing.state`, `billing.ownTime`, `billing.ownChange` */
export function approve(house: House, cause: Cause, proposalId: string): Promise<void> {
  return commit(house, cause, (unit) => approveProposal(unit.tx, proposalId, cause.actor, unit.now));
}

/**
 * Turns proposals into final invoices and tells the processes of their tickets, all in one transaction: a number is drawn
 * and a ticket closed, or neither.
 *
 * @throws {Refusal} `proposal.missing`, `billing.state`, `billing.unapproved`, `billing.tax`, `billing.empty`
 */
export function invoice(house: House, cause: Cause, proposalIds: readonly string[]): Promise<readonly Invoice[]> {
  return commit(house, cause, async (unit) => {
    const { tx, now } = unit;
    const calendarOf = (key?: string | null) => house.calendars.of(tx, key);
    const invoices = await markInvoiced({ tx, now, calendarOf }, proposalIds);
    for (const { ticketNumber, number } of invoices) {
      if (ticketNumber === null) continue;
      for (const name of ["billing.taken", "billing.invoiced"]) {
        await deliver(unit, { name, correlationKey: ticketNumber, variables: { invoiceNumber: number } }, timeToLive);
      }
    }
    return invoices;
  });
}
