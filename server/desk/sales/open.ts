import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { businessDay } from "../businessDay.ts";
import { byAddress, byId } from "../intake/contacts.ts";
import { drawNumber } from "../numbers.ts";
import { expectInput, optionalId, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { changeOpportunity, lockOpportunity, opportunityVariable, remember } from "./opportunity.ts";
import { draftLine } from "./save.ts";

const sources = [
  "website",
  "mail",
  "referral",
  "event",
  "roadmap",
  "renewal",
  "rma",
  "partial",
  "manual",
  "other",
] as const;

/** A lead, wherever it comes from. Of a customer the id is enough. */
export const leadShape = z.object({
  /** Set when somebody entered it by hand and it has its number already. */
  opportunityId: optionalId,
  company: optionalText,
  person: optionalText,
  email: z
    .union([z.email().max(254), z.literal("")])
    .nullish()
    .transform((text) => (text ? text : null)),
  phone: optionalText,
  source: z.enum(sources).nullish().catch("other"),
  title: optionalText,
  interest: optionalText,
  /** Other processes call it so. */
  text: optionalText,
  consent: z.boolean().nullish(),
  language: z.enum(["de", "en"]).nullish(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullish(),
  customerId: optionalId,
  ticketNumber: optionalText,
  origin: optionalText,
  owner: optionalText,
  expectedCents: z.int().min(0).nullish(),
  lines: z.array(draftLine).max(200).nullish(),
});
export type Lead = z.output<typeof leadShape>;

const input = z.object({ lead: leadShape });

/**
 * `desk.opportunity.open`: finds out whose lead it is. One that asks while an opportunity of the same address, company or
 * customer is open becomes a line in that one's history; otherwise there is a new opportunity with its number.
 */
export const openOpportunity: Operation = async (context, given) => {
  const { lead } = expectInput(input, given);
  const { tx, instanceId } = context;
  if (lead.opportunityId !== null) {
    await lockOpportunity(tx, lead.opportunityId);
    await tx.query("update opportunities set instance_id = $3 where tenant_id = $1 and id = $2", [
      tx.tenantId,
      lead.opportunityId,
      instanceId,
    ]);
    return { variables: { opportunity: await outcome(tx, lead.opportunityId, false) } };
  }
  const { id, isDuplicate } = await openOrLink(context, lead, { actor: lead.source ?? "website", instanceId });
  return { variables: { opportunity: await outcome(tx, id, isDuplicate) } };
};

async function outcome(tx: Tx, id: string, isDuplicate: boolean): Promise<JsonObject> {
  return { ...(await opportunityVariable(tx, id)), duplicate: isDuplicate };
}

/** Who lets the opportunity be opened, and for which instance. */
export interface Opening {
  readonly actor: string;
  readonly instanceId: string | null;
}

type Place = Pick<OperationContext, "tx" | "now" | "calendarOf">;

/** Opens an opportunity for a lead, unless there is an open one that it belongs to. */
export async function openOrLink(
  context: Place,
  lead: Lead,
  opening: Opening,
): Promise<{ readonly id: string; readonly isDuplicate: boolean }> {
  const { tx, now } = context;
  const whose = await customerOf(tx, lead);
  const company = lead.company ?? whose.customerName ?? lead.email?.split("@").at(-1) ?? "?";
  // Two leads of one company at the same moment: the second waits here and finds the first.
  await tx.query("select pg_advisory_xact_lock(hashtextextended('lead/' || $1 || '/' || lower($2), 0))", [
    tx.tenantId,
    company,
  ]);
  const open = await findOpen(tx, { company, email: lead.email, customerId: whose.customerId });
  if (open === undefined)
    return { id: await insert(context, { ...lead, ...whose, company }, opening), isDuplicate: false };
  await remember(tx, open, now, {
    kind: "linked",
    actor: opening.actor,
    note: lead.interest ?? lead.text,
    details: { source: lead.source ?? null, person: lead.person, email: lead.email, origin: originOf(lead) },
  });
  await changeOpportunity(tx, open, { now, assignments: "consent = consent or $4", values: [lead.consent ?? false] });
  return { id: open, isDuplicate: true };
}

/** The open opportunity of the same address, company or customer, the newest first. */
export async function findOpen(
  tx: Tx,
  by: { readonly company: string; readonly email: string | null; readonly customerId: string | null },
): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(
    `select id from opportunities where tenant_id = $1 and closed_at is null and stage <> 'follow_up'
       and (lower(company) = lower($2) or lower(email) = lower($3) or customer_id = $4)
     order by created_at desc, id desc limit 1`,
    [tx.tenantId, by.company, by.email, by.customerId],
  );
  return row?.id;
}

interface Whose {
  readonly customerId: string | null;
  readonly customerName: string | null;
}

async function customerOf(tx: Tx, lead: Lead): Promise<Whose> {
  const known =
    lead.customerId === null
      ? lead.email === null
        ? {}
        : await byAddress(tx, lead.email)
      : await byId(tx, null, lead.customerId);
  const { customerId = null, customerName = null } = known as Partial<Whose>; // both are texts or null, by contacts.ts
  if (customerId !== null || lead.company === null) return { customerId, customerName };
  const [byName] = await tx.query<{ id: string; name: string }>(
    "select id, name from customers where tenant_id = $1 and lower(name) = lower($2)",
    [tx.tenantId, lead.company],
  );
  return { customerId: byName?.id ?? null, customerName: byName?.name ?? null };
}

async function insert(
  context: Place,
  lead: Lead & Whose & { readonly company: string },
  { actor, instanceId }: Opening,
): Promise<string> {
  const { tx, now } = context;
  const id = newId(now);
  const year = Number((await businessDay(context)).slice(0, 4));
  const number = await drawNumber(tx, "OP", { kind: "opportunity", id, year, now });
  const contact = await contactOf(tx, lead);
  const interest = lead.interest ?? lead.text ?? "";
  await tx.query(
    `insert into opportunities (tenant_id, id, number, title, customer_id, company, person, email, phone, language, country, source,
       origin, interest, consent, owner, expected_cents, wanted, instance_id, created_at, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $20)`,
    [
      tx.tenantId, id, number, titleOf(lead, interest), lead.customerId, lead.company, lead.person ?? contact.name,
      lead.email ?? contact.email, lead.phone, lead.language ?? contact.language, lead.country ?? contact.country,
      lead.source ?? "manual", originOf(lead), interest, lead.consent ?? false, await ownerOf(tx, lead.owner),
      lead.expectedCents ?? 0, JSON.stringify(lead.lines ?? []), instanceId, now,
    ], // prettier-ignore
  );
  await remember(tx, id, now, { kind: "created", actor, note: interest, details: { source: lead.source ?? "manual" } });
  return id;
}

interface ContactRow {
  readonly name: string | null;
  readonly email: string | null;
  readonly language: string;
  readonly country: string;
}

/** Who speaks for a customer that nobody named anyone of: who may sign, before anybody else. */
async function contactOf(tx: Tx, { customerId }: Whose): Promise<ContactRow> {
  const [row] = await tx.query<ContactRow>(
    `select p.name, p.email, c.language, c.country from customers c left join contacts p on p.tenant_id = c.tenant_id and p.customer_id = c.id
       and p.erased_at is null and not p.is_pending
     where c.tenant_id = $1 and c.id = $2 order by p.role in ('approver','management') desc nulls last, p.id limit 1`,
    [tx.tenantId, customerId],
  );
  if (row !== undefined) return row;
  const [seller] = await tx.query<{ country: string }>("select country from sellers where tenant_id = $1", [
    tx.tenantId,
  ]);
  return { name: null, email: null, language: "de", country: seller?.country ?? "DE" };
}

async function ownerOf(tx: Tx, login: string | null): Promise<string | null> {
  const [row] = await tx.query<{ login: string }>(
    `select login from technicians where tenant_id = $1 and is_active and (login = $2 or 'account-manager' = any (roles))
     order by login = $2 desc nulls last, login limit 1`,
    [tx.tenantId, login],
  );
  return row?.login ?? null;
}

function originOf({ origin, ticketNumber }: Lead): string | null {
  return origin ?? ticketNumber;
}

function titleOf(lead: Lead & { readonly company: string }, interest: string): string {
  const first = interest.split(/[\n.!?]/)[0]?.trim() ?? "";
  return (lead.title ?? (first === "" ? lead.company : `${lead.company}: ${first}`)).slice(0, 250);
}
