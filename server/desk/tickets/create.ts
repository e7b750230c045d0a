import { z } from "zod";
import { newId } from "../../base/id.ts";
import { BpmnError } from "../../base/bpmnError.ts";
import { businessDay } from "../businessDay.ts";
import { intakeShape } from "../intake/intake.ts";
import type { Intake } from "../intake/intake.ts";
import { collectiveShape, settleStorm } from "../intake/storm.ts";
import { drawNumber } from "../numbers.ts";
import { expectInput } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { createContact } from "../records/parties.ts";
import { ticketVariable } from "./ticket.ts";
import { openStatuses } from "./update.ts";

const input = z.object({
  intake: intakeShape,
  condition: z.object({ collective: collectiveShape.nullish() }).nullish(),
  triage: z
    .object({ contactAction: z.enum(["link", "create", "none"]).nullish(), remember: z.boolean().nullish() })
    .nullish(),
});

/**
 * `desk.ticket.create`: the ticket with its number, drawn in this transaction. It takes the place of the reservation of
 * its alert condition.
 *
 * @throws {BpmnError} `ticket.exists` when the condition got an open ticket from elsewhere meanwhile
 */
export const createTicket: Operation = async (context, given) => {
  const { intake: alone, condition, triage } = expectInput(input, given);
  const collective = condition?.collective ?? null;
  const intake = collective === null ? alone : { ...alone, ...collective.words };
  const { tx, now } = context;
  if (intake.dedupKey !== null) await refuseSecondTicket(context, intake.dedupKey);
  const contactId = await contactOf(context, intake, triage?.contactAction ?? null);
  if (triage?.remember === true) await rememberDomain(context, intake);
  const id = newId(now);
  const year = Number((await businessDay(context)).slice(0, 4));
  const number = await drawNumber(tx, "T", { kind: "ticket", id, year, now });
  await insertTicket(context, { id, number, contactId, intake });
  await tx.query(
    `insert into ticket_messages (tenant_id, id, ticket_id, direction, message_id, body, author, at)
     values ($1, $2, $3, 'in', $4, $5, $6, $7) on conflict do nothing`,
    [tx.tenantId, newId(now), id, intake.messageId, intake.description, intake.sender ?? intake.channel, now],
  );
  if (intake.dedupKey !== null) {
    await tx.query(
      "update alert_conditions set ticket_id = $3, reserved_by = null, reserved_until = null where tenant_id = $1 and dedup_key = $2",
      [tx.tenantId, intake.dedupKey, id],
    );
  }
  if (collective !== null) await settleStorm(context, collective.placeId, id);
  return { variables: { ticket: await ticketVariable(tx, id) } };
};

/** Lock first, then look: a statement that waited for the lock would still see the tickets of before. */
async function refuseSecondTicket({ tx }: OperationContext, dedupKey: string): Promise<void> {
  const [condition] = await tx.query<{ ticket_id: string | null }>(
    "select ticket_id from alert_conditions where tenant_id = $1 and dedup_key = $2 for update",
    [tx.tenantId, dedupKey],
  );
  const [open] = await tx.query<{ number: string }>(
    "select number from tickets where tenant_id = $1 and id = $2 and status = any($3::text[])",
    [tx.tenantId, condition?.ticket_id ?? null, openStatuses],
  );
  if (open) {
    throw new BpmnError("ticket.exists", `Expected no open ticket of this condition, but ${open.number} is open`, {
      ticketNumber: open.number,
    });
  }
}

/** The contract in force that covers the category, else the one with the best service level. */
const insert = `
  insert into tickets (tenant_id, id, number, title, description, kind, channel, customer_id, contact_id, site_id, asset_id,
    contract_id, category, impact, urgency, level, related_id, instance_id, created_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
    (select k.id from contracts k where k.tenant_id = $1 and k.customer_id = $8 and k.starts <= $18::date and (k.ends is null or k.ends >= $18::date)
     order by exists (select 1 from contract_lines l, unnest(l.covers) as covered where l.tenant_id = k.tenant_id and l.contract_id = k.id
       and ($12 = covered or starts_with($12, covered || ':'))) desc, (k.sla_class = 'gold') desc nulls last, k.starts desc limit 1),
    (select key from categories where tenant_id = $1 and key = $12), $13, $14, 1,
    (select id from tickets where tenant_id = $1 and number = $15), $16, $17)`;

async function insertTicket(
  context: OperationContext,
  { id, number, contactId, intake }: { id: string; number: string; contactId: string | null; intake: Intake },
): Promise<void> {
  const { tx, now, instanceId } = context;
  await tx.query(insert, [
    tx.tenantId,
    id,
    number,
    intake.title.slice(0, 250),
    intake.description,
    intake.kind,
    intake.channel,
    intake.customerId,
    contactId,
    intake.siteId,
    intake.assetId,
    intake.category,
    intake.impact,
    intake.urgency,
    intake.linkedTicketNumber,
    instanceId,
    now,
    await businessDay(context),
  ]);
}

/** Alerts have no contact; an unknown sender becomes one when the person at the triage says so. */
async function contactOf(
  { tx, now }: OperationContext,
  intake: Intake,
  action: "link" | "create" | "none" | null,
): Promise<string | null> {
  if (intake.contactId !== null || intake.customerId === null || action === "none" || action === "link")
    return intake.contactId;
  const email = z.email().safeParse(intake.sender);
  if (!email.success) return null;
  const [known] = await tx.query<{ id: string }>(
    "select id from contacts where tenant_id = $1 and lower(email) = lower($2)",
    [tx.tenantId, email.data],
  );
  if (known) return known.id;
  const name = intake.senderName ?? email.data;
  return createContact(tx, { customerId: intake.customerId, name, email: email.data, isPending: action === null }, now);
}

async function rememberDomain({ tx }: OperationContext, intake: Intake): Promise<void> {
  const domain = intake.sender?.split("@")[1]?.toLowerCase();
  if (domain === undefined || intake.customerId === null) return;
  await tx.query(
    `update customers set email_domains = array_append(email_domains, $3)
     where tenant_id = $1 and id = $2 and not $3 = any(email_domains)`,
    [tx.tenantId, intake.customerId, domain],
  );
}
