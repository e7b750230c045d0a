import { BpmnError } from "../../base/bpmnError.ts";
import { isId } from "../../base/id.ts";
import type { Tx } from "../../db/transact.ts";
import type { Device } from "./device.ts";

/** Something of ours by its id and how people call it. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Whose a device is: as the source knows the customer, by id or name here, or whose ticket ordered it. */
export async function customerOf(
  tx: Tx,
  { device, ticketNumber }: { readonly device: Device; readonly ticketNumber: string | null },
): Promise<Named | undefined> {
  const [row] = await tx.query<Named>(
    `select c.id, c.name from customers c where c.tenant_id = $1 and (
       c.id = (select r.entity_id from external_refs r where r.tenant_id = $1 and r.entity = 'customer' and r.system = $2 and r.external_id = $3)
       or c.id = $4::uuid or lower(c.name) = lower($3)
       or ($3::text is null and c.id = (select t.customer_id from tickets t where t.tenant_id = $1 and t.number = $5)))
     order by c.id limit 1`,
    [tx.tenantId, device.system, device.customer, idOrNull(device.customer), ticketNumber],
  );
  return row;
}

/**
 * A customer as a person has entered it: by id or name.
 *
 * @throws {BpmnError} `asset.unknown`
 */
export async function enteredCustomer(tx: Tx, text: string): Promise<Named> {
  const [row] = await tx.query<Named>(
    "select id, name from customers where tenant_id = $1 and (id = $2::uuid or lower(name) = lower($3)) limit 1",
    [tx.tenantId, idOrNull(text), text.trim()],
  );
  return row ?? unknown(`Expected a customer, but ${text} is none`);
}

/** A site of a customer by id or name. @throws {BpmnError} `asset.unknown` */
export async function enteredSite(tx: Tx, customer: Named, text: string | null): Promise<string | null> {
  if (text === null) return null;
  const [row] = await tx.query<{ id: string }>(
    "select id from sites where tenant_id = $1 and customer_id = $2 and (id = $3::uuid or lower(name) = lower($4)) limit 1",
    [tx.tenantId, customer.id, idOrNull(text), text.trim()],
  );
  return row?.id ?? unknown(`Expected a site of ${customer.name}, but ${text} is none`);
}

/** A contact of a customer by id, mail address or name. @throws {BpmnError} `asset.unknown` */
export async function enteredContact(tx: Tx, customer: Named, text: string | null): Promise<string | null> {
  if (text === null) return null;
  const [row] = await tx.query<{ id: string }>(
    `select id from contacts where tenant_id = $1 and customer_id = $2
       and (id = $3::uuid or lower(email) = lower($4) or lower(name) = lower($4)) order by id limit 1`,
    [tx.tenantId, customer.id, idOrNull(text), text.trim()],
  );
  return row?.id ?? unknown(`Expected a contact of ${customer.name}, but ${text} is none`);
}

function idOrNull(text: string | null): string | null {
  return text !== null && isId(text) ? text : null;
}

function unknown(message: string): never {
  throw new BpmnError("asset.unknown", message, { problem: message });
}
