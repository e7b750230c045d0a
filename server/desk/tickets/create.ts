import { z } from "zod";
import { BpmnError } from "../../base/bpmnError.ts";
import { Refusal } from "../../base/refusal.ts";
import { intakeShape } from "../intake/intake.ts";
import type { Intake } from "../intake/intake.ts";
import { collectiveShape, settleStorm } from "../intake/storm.ts";
import { expectInput } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { createContact } from "../records/parties.ts";
import { keepReport } from "../security/reported.ts";
import { peopleOnCall, restrict } from "../security/restrict.ts";
import { insertTicket } from "./insert.ts";
import { takePortalFiles } from "./portalFiles.ts";
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
 * its alert condition. A ticket that somebody has entered is there already, with this instance.
 *
 * @throws {BpmnError} `ticket.exists` when the condition got an open ticket from elsewhere meanwhile
 * @throws {Refusal} `ticket.missing` when the one that was entered is not this instance's
 */
export const createTicket: Operation = async (context, given) => {
  const asked = expectInput(input, given);
  const { ticketId } = asked.intake;
  const id = ticketId === null ? await writeTicket(context, asked) : await enteredTicket(context, ticketId);
  return { variables: { ticket: await ticketVariable(context.tx, id) } };
};

async function writeTicket(context: OperationContext, asked: z.output<typeof input>): Promise<string> {
  const { intake: alone, condition, triage } = asked;
  const collective = condition?.collective ?? null;
  const intake = collective === null ? alone : { ...alone, ...collective.words };
  const { tx } = context;
  if (intake.dedupKey !== null) await refuseSecondTicket(context, intake.dedupKey);
  const contactId = await contactOf(context, intake, triage?.contactAction ?? null);
  if (triage?.remember === true) await rememberDomain(context, intake);
  const author = intake.sender ?? intake.channel;
  const { id, number } = await insertTicket(context, { ...intake, contactId, author, instanceId: context.instanceId });
  await takePortalFiles(context, intake, id);
  await keepTold(context, intake, { id, number });
  if (intake.dedupKey !== null) {
    await tx.query(
      "update alert_conditions set ticket_id = $3, reserved_by = null, reserved_until = null where tenant_id = $1 and dedup_key = $2",
      [tx.tenantId, intake.dedupKey, id],
    );
  }
  if (collective !== null) await settleStorm(context, collective.placeId, id);
  return id;
}

/** What a process tells of an incident counts as the report of whoever told the process. */
async function keepTold(
  { tx, now }: OperationContext,
  { incident }: Intake,
  { id, number }: { readonly id: string; readonly number: string },
): Promise<void> {
  if (incident === null) return;
  const { severity, personalData, awareAt, reportedBy } = incident;
  const told = { verdict: "suspicious", severity, tactic: null, personalData, affected: [] };
  const known = awareAt ? new Date(awareAt) : now;
  await keepReport(tx, id, { ...told, awareAt: known, reportedBy: reportedBy ?? "system" }, now);
  await restrict(tx, [number], [...(await peopleOnCall(tx)), ...(reportedBy ? [reportedBy] : [])], now);
}

async function enteredTicket({ tx, instanceId }: OperationContext, id: string): Promise<string> {
  const own = await tx.query("select 1 from tickets where tenant_id = $1 and id = $2 and instance_id = $3", [
    tx.tenantId,
    id,
    instanceId,
  ]);
  if (own.length > 0) return id;
  throw new Refusal("missing", "ticket.missing", `Expected a ticket of this instance, but ${id} is none`);
}

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
