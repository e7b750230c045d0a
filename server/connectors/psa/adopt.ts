import { appendTrail } from "../../audit/trail.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { createContact, createCustomer } from "../../desk/records/parties.ts";
import { openTicket } from "../../runtime/commands/openTicket.ts";
import type { House } from "../../runtime/house.ts";
import type { PsaRecord } from "../frame/ports.ts";
import type { SyncedEntity } from "./own.ts";
import type { Leading } from "./receive.ts";
import { findOwn, tie } from "./refs.ts";

/**
 * Gives a record of the leading system one of ours: that with the same name or address, else a new one. A ticket begins its life
 * here. What cannot be kept here is not: without a customer there is no ticket, and work that was booked there is that system's.
 */
export async function adoptRecord(
  house: House,
  from: Leading,
  entity: SyncedEntity,
  record: PsaRecord,
): Promise<string | undefined> {
  switch (entity) {
    case "customers":
      return transact(house.database, from.tenantId, (tx) => adoptCustomer(tx, house, from, record));
    case "contacts":
      return transact(house.database, from.tenantId, (tx) => adoptContact(tx, house, from, record));
    case "tickets":
      return adoptTicket(house, from, record);
    case "time":
      return undefined;
  }
}

async function adoptCustomer(tx: Tx, house: House, from: Leading, record: PsaRecord): Promise<string | undefined> {
  const name = textOf(record, "name");
  if (name === undefined || record.members["isInactive"] === true) return undefined;
  const [known] = await tx.query<{ id: string }>(
    "select id from customers where tenant_id = $1 and lower(name) = lower($2)",
    [tx.tenantId, name],
  );
  const [seller] = await tx.query<{ country: string }>("select country from sellers where tenant_id = $1 limit 1", [
    tx.tenantId,
  ]);
  const id = known?.id ?? (await createCustomer(tx, { name, country: seller?.country ?? "DE" }, house.now()));
  if (known === undefined) await tell(tx, house, from, { type: "createCustomer", stream: `customer:${id}`, id });
  return tied(tx, from, "customers", { record, id });
}

async function adoptContact(tx: Tx, house: House, from: Leading, record: PsaRecord): Promise<string | undefined> {
  const email = textOf(record, "email")?.toLowerCase();
  const name = textOf(record, "name");
  const customerId = await customerOf(tx, from, record);
  if (customerId === undefined || (email === undefined && name === undefined)) return undefined;
  const [known] = await tx.query<{ id: string }>(
    `select id from contacts where tenant_id = $1 and erased_at is null
       and (lower(email) = $2 or ($2::text is null and customer_id = $3 and lower(name) = lower($4)))`,
    [tx.tenantId, email ?? null, customerId, name ?? null],
  );
  if (known !== undefined) return tied(tx, from, "contacts", { record, id: known.id });
  const phone = textOf(record, "phone")?.replaceAll(/[^+\d]/g, "");
  const isPhone = phone !== undefined && /^\+[1-9]\d{5,14}$/.test(phone);
  const given = { customerId, name, email, ...(isPhone ? { phone } : {}) };
  const id = await createContact(tx, given, house.now());
  await tell(tx, house, from, { type: "createContact", stream: `contact:${id}`, id });
  return tied(tx, from, "contacts", { record, id });
}

async function adoptTicket(house: House, from: Leading, record: PsaRecord): Promise<string | undefined> {
  const title = textOf(record, "title");
  const { customerId, contactId } = await transact(house.database, from.tenantId, async (tx) => ({
    customerId: await customerOf(tx, from, record),
    contactId: await partyOf(tx, from, "contacts", record.members["contact"]),
  }));
  if (title === undefined || customerId === undefined) return undefined;
  const sent = await transact(house.database, from.tenantId, (tx) =>
    ownSent(tx, from, { record, title, customerId, now: house.now() }),
  );
  if (sent !== undefined) return sent;
  const entered = {
    customerId,
    contactId: contactId ?? null,
    siteId: null,
    assetId: null,
    title: title.slice(0, 250),
    description: textOf(record, "description") ?? "",
    kind: "incident",
    category: null,
    impact: null,
    urgency: null,
    channel: "api",
  } as const;
  const cause = { tenantId: from.tenantId, actor: from.name };
  const { number } = await openTicket(house, cause, entered, `${from.kind}:${record.externalId}`);
  return transact(house.database, from.tenantId, async (tx) => {
    const [row] = await tx.query<{ id: string }>("select id from tickets where tenant_id = $1 and number = $2", [
      tx.tenantId,
      number,
    ]);
    if (row === undefined)
      throw new Refusal("missing", "ticket.missing", `Expected a ticket ${number}, but it is gone`);
    return tied(tx, from, "tickets", { record, id: row.id });
  });
}

/**
 * A ticket of ours that was sent there without anybody knowing its id yet: an attempt whose answer was lost is tied to it.
 *
 * @throws {Refusal} `psa.waits` it is being sent right now, and tied then
 */
async function ownSent(
  tx: Tx,
  from: Leading,
  {
    record,
    title,
    customerId,
    now,
  }: { readonly record: PsaRecord; readonly title: string; readonly customerId: string; readonly now: Date },
): Promise<string | undefined> {
  const [sent] = await tx.query<{ id: string; isUnderway: boolean }>(
    `select t.id, coalesce(o.leased_until > $5, false) as "isUnderway" from psa_outbox o
     join tickets t on t.tenant_id = o.tenant_id and t.id = o.record_id
     where o.tenant_id = $1 and o.entity = 'tickets' and lower(trim(o.sent ->> 'title')) = lower($2) and t.customer_id = $3
       and not exists (select from external_refs r where r.tenant_id = $1 and r.entity = 'ticket' and r.system = $4 and r.entity_id = t.id)
     order by t.number limit 1`,
    [tx.tenantId, title, customerId, from.kind, now],
  );
  if (sent === undefined) return undefined;
  if (!sent.isUnderway) return tied(tx, from, "tickets", { record, id: sent.id });
  throw new Refusal(
    "busy",
    "psa.waits",
    `Expected to know whether ${record.externalId} of ${from.name} is a ticket of ours, but one such is being written`,
  );
}

async function tied(
  tx: Tx,
  { kind: system }: Leading,
  entity: SyncedEntity,
  { record, id }: { readonly record: PsaRecord; readonly id: string },
): Promise<string> {
  await tie(tx, { entity, system, id, externalId: record.externalId });
  return id;
}

function customerOf(tx: Tx, from: Leading, record: PsaRecord): Promise<string | undefined> {
  return partyOf(tx, from, "customers", record.members["customer"]);
}

async function partyOf(
  tx: Tx,
  { kind: system }: Leading,
  entity: "customers" | "contacts",
  external: PsaRecord["members"][string],
): Promise<string | undefined> {
  if (typeof external !== "number" && typeof external !== "string") return undefined;
  return findOwn(tx, { entity, system, externalId: String(external) });
}

function textOf({ members }: PsaRecord, name: string): string | undefined {
  const value = members[name];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function tell(
  tx: Tx,
  house: House,
  from: Leading,
  { type, stream, id }: { readonly type: string; readonly stream: string; readonly id: string },
): Promise<void> {
  const data = { id, members: [] };
  return appendTrail(tx, { streamId: stream, at: house.now(), type, actor: from.name, requestId: null, data });
}
