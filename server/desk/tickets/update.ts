import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import { answerAlerts } from "../intake/answers.ts";
import type { AlertAnswer } from "../intake/answers.ts";
import { expectInput } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { lockTicket, ticketVariable } from "./ticket.ts";

export const openStatuses = [
  "new",
  "triaged",
  "assigned",
  "in_progress",
  "waiting_customer",
  "waiting_vendor",
  "scheduled",
] as const;
export const closedStatuses = ["closed_to_invoice", "closed_invoiced", "closed", "cancelled"] as const;
const rank = z.enum(["high", "medium", "low"]).nullish();

/** What may be changed; unknown members are refused, null leaves things as they are. `merged` is `desk.ticket.merge`'s. */
const changes = z.strictObject({
  title: z.string().min(1).max(250).nullish(),
  status: z.enum([...openStatuses, "resolved", ...closedStatuses]).nullish(),
  priority: z.enum(["P1", "P2", "P3", "P4"]).nullish(),
  category: z.string().nullish(),
  impact: rank,
  urgency: rank,
  customerId: z.uuid().nullish(),
  contactId: z.uuid().nullish(),
  assetId: z.uuid().nullish(),
  contractId: z.uuid().nullish(),
  parentNumber: z.string().nullish(),
  level: z.int().min(1).nullish(),
  assignee: z.string().nullish(),
  resolution: z.string().max(100_000).nullish(),
  resolutionCode: z.string().max(60).nullish(),
  vendorName: z.string().max(200).nullish(),
  vendorReference: z.string().max(200).nullish(),
  // as the form of the visit takes it
  onsiteAt: z.coerce.date().nullish(),
});
const input = z.object({ ticketId: z.uuid(), changes });

/** Old values on the right side are those before the update; `reopens` says that an open status follows a solution. */
const update = `
  with change as (select id, status in ('resolved','closed_to_invoice','closed_invoiced','closed') and $3 = any($4::text[]) as reopens
                  from tickets where tenant_id = $1 and id = $2)
  update tickets t set
    status = coalesce($3, t.status),
    reopened = t.reopened + change.reopens::int,
    reopened_at = case when change.reopens then $5 else t.reopened_at end,
    resolved_at = case when change.reopens then null when $3 = 'resolved' then coalesce(t.resolved_at, $5) else t.resolved_at end,
    first_response_at = case when $3 = 'resolved' then coalesce(t.first_response_at, $5) else t.first_response_at end,
    closed_at = case when change.reopens then null when $3 = any($6::text[]) then coalesce(t.closed_at, $5) else t.closed_at end,
    title = coalesce($7, t.title), priority = coalesce($8, t.priority), category = coalesce($9, t.category),
    impact = coalesce($10, t.impact), urgency = coalesce($11, t.urgency), customer_id = coalesce($12, t.customer_id),
    contact_id = coalesce($13, t.contact_id), asset_id = coalesce($14, t.asset_id), contract_id = coalesce($15, t.contract_id),
    parent_id = coalesce((select id from tickets where tenant_id = $1 and number = $16), t.parent_id),
    level = least(3, coalesce($17, t.level)), assignee = coalesce($18, t.assignee), resolution = coalesce($19, t.resolution),
    resolution_code = coalesce($20, t.resolution_code), vendor_name = coalesce($21, t.vendor_name),
    vendor_reference = coalesce($22, t.vendor_reference), onsite_at = coalesce($23, t.onsite_at),
    revision = t.revision + (num_nonnulls($7, $9, $12, $13, $14) > 0)::int
  from change where t.tenant_id = $1 and t.id = change.id`;

/** What a ticket's new status tells whoever raised the alert behind it. */
const answers: Readonly<Record<string, AlertAnswer>> = { in_progress: "acknowledged", resolved: "closed" };

/**
 * `desk.ticket.update`: changes what is given and gives the whole ticket back; `onsiteAt` is when somebody last arrived at the
 * customer. When it is taken up or solved, the sources of
 * its alerts are told.
 *
 * @throws {Refusal} `ticket.missing`, `desk.input`, `ticket.reference` when a change names something unknown
 */
export const updateTicket: Operation = async ({ tx, now }, given) => {
  const { ticketId, changes: to } = expectInput(input, given);
  await lockTicket(tx, ticketId);
  const values = [to.title, to.priority, to.category, to.impact, to.urgency, to.customerId, to.contactId, to.assetId, to.contractId,
    to.parentNumber, to.level, to.assignee, to.resolution, to.resolutionCode, to.vendorName, to.vendorReference, to.onsiteAt]; // prettier-ignore
  try {
    await tx.query(update, [
      tx.tenantId,
      ticketId,
      to.status ?? null,
      openStatuses,
      now,
      closedStatuses,
      ...values.map((value) => value ?? null),
    ]);
  } catch (error) {
    throw isUnknownReference(error)
      ? new Refusal(
          "unprocessable",
          "ticket.reference",
          "Expected the changes to name known rows, but one of them is unknown",
        )
      : error;
  }
  const answer = answers[to.status ?? ""];
  const effects = answer === undefined ? [] : await answerAlerts(tx, ticketId, answer);
  return { variables: { ticket: await ticketVariable(tx, ticketId) }, effects };
};

function isUnknownReference(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "23503";
}
