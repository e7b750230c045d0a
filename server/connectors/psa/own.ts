import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import type { PsaEntity } from "../frame/ports.ts";
import type { Connector } from "../frame/rows.ts";
import { settingText } from "../frame/rows.ts";
import { readMapping } from "./words.ts";

/** What is kept alike here and there. What else a record has is each side's own. */
export const synced = {
  tickets: ["title", "description", "priority", "status"],
  time: ["note", "hours"],
  customers: ["name", "isInactive"],
  contacts: ["name", "email", "phone"],
} as const satisfies Partial<Record<PsaEntity, readonly string[]>>;
export type SyncedEntity = keyof typeof synced;

/** Whether records of this kind are kept alike; of the others changes are only told. */
export function isSynced(entity: string): entity is SyncedEntity {
  return entity in synced;
}

/** A record of ours in the words of the port, and what it needs over there. */
export interface OwnRecord {
  readonly id: string;
  /** As people know it. */
  readonly label: string;
  readonly members: JsonObject;
  readonly customerId: string | null;
  readonly contactId: string | null;
  readonly ticketId: string | null;
}

const rows: Readonly<Record<SyncedEntity, string>> = {
  tickets: `select t.id, t.number || ' ' || t.title as label, t.customer_id as "customerId", t.contact_id as "contactId", null as "ticketId",
      jsonb_build_object('title', t.title, 'description', t.description, 'priority', t.priority, 'status', t.status) as members
    from tickets t where t.tenant_id = $1 and t.id = $2`,
  time: `select e.id, t.number || ', ' || e.minutes || ' min' as label, null as "customerId", null as "contactId", e.ticket_id as "ticketId",
      jsonb_build_object('note', e.note, 'hours', round(e.minutes / 60.0, 4)) as members
    from time_entries e join tickets t on t.tenant_id = e.tenant_id and t.id = e.ticket_id where e.tenant_id = $1 and e.id = $2`,
  customers: `select c.id, c.name as label, null as "customerId", null as "contactId", null as "ticketId",
      jsonb_build_object('name', c.name, 'isInactive', not c.is_active) as members
    from customers c where c.tenant_id = $1 and c.id = $2`,
  contacts: `select p.id, coalesce(p.name, p.email, p.phone, '?') as label, p.customer_id as "customerId", null as "contactId", null as "ticketId",
      jsonb_build_object('name', p.name, 'email', p.email, 'phone', p.phone) as members
    from contacts p where p.tenant_id = $1 and p.id = $2 and p.erased_at is null`,
};

/** How a record of ours stands; undefined where there is none, or whoever looks may not see it. */
export async function readOwn(tx: Tx, entity: SyncedEntity, id: string): Promise<OwnRecord | undefined> {
  const [row] = await tx.query<OwnRecord & Record<string, never>>(rows[entity], [tx.tenantId, id]);
  return row;
}

/** Which values of theirs have a name of ours: priorities and states are each tenant's own over there, others are texts. */
const translated: readonly string[] = ["priority", "status"];

/** Only the members that are kept alike, that both sides have a word for and that say something: as they are sent. */
export function spoken(
  connector: Pick<Connector, "mode" | "settings">,
  entity: SyncedEntity,
  members: JsonObject,
): JsonObject {
  return Object.fromEntries(Object.entries(heard(connector, entity, members)).filter(([, value]) => value !== null));
}

/** The same as they are received: what is empty over there is null. */
export function heard(
  connector: Pick<Connector, "mode" | "settings">,
  entity: SyncedEntity,
  members: JsonObject,
): JsonObject {
  const { values } = readMapping(settingText(connector, "mapping") ?? "");
  const isSaid = (name: string): boolean => {
    const value = members[name];
    if (value === undefined || (value !== null && typeof value === "object")) return false;
    if (value === null) return !translated.includes(name);
    return !translated.includes(name) || connector.mode === "simulator" || values.has(`${name} ${String(value)}`);
  };
  return Object.fromEntries(synced[entity].filter(isSaid).map((name) => [name, members[name] ?? null]));
}

/** The members of these names. */
export function only(names: readonly string[], members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([name]) => names.includes(name)));
}

/** Whether two values say the same: nothing is an empty text, and a number a text of it. */
export function isSame(one: JsonObject[string], other: JsonObject[string]): boolean {
  return plain(one) === plain(other);
}

function plain(value: JsonObject[string]): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value).trim();
}
