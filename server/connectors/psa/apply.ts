import { appendTrail } from "../../audit/trail.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { changeRow } from "../../desk/records/change.ts";
import { contactChange, customerChange, kept } from "../../desk/records/edit.ts";
import { expectInput } from "../../desk/operation.ts";
import { ticketChange } from "../../desk/tickets/edit.ts";
import { editTicket } from "../../runtime/commands/editTicket.ts";
import { cancelTicket, confirmTicket, reprioritise } from "../../runtime/commands/tickets.ts";
import type { House } from "../../runtime/house.ts";
import type { SyncedEntity } from "./own.ts";
import type { Leading } from "./receive.ts";

interface Change {
  readonly id: string;
  readonly members: JsonObject;
}

/**
 * Changes a record of ours as the system that leads says. A ticket is changed by the commands that people use, so that its process
 * hears of it; what its process does not wait for stays as it is, and the trail says so.
 */
export function applyChange(house: House, from: Leading, entity: SyncedEntity, change: Change): Promise<void> {
  switch (entity) {
    case "tickets":
      return applyTicket(house, from, change);
    case "customers":
      return applyRow(house, from, change, {
        kept: kept.customer,
        read: (members) => expectInput(customerChange, members),
        translate: ({ isInactive, ...rest }) =>
          isInactive === undefined ? rest : { ...rest, isActive: isInactive !== true },
      });
    case "contacts":
      return applyRow(house, from, change, {
        kept: kept.contact,
        read: (members) => expectInput(contactChange, members),
        // an empty text is none
        translate: (members) =>
          Object.fromEntries(Object.entries(members).map(([name, value]) => [name, value === "" ? null : value])),
      });
    case "time":
      return Promise.resolve();
  }
}

interface RowKind {
  readonly kept: (typeof kept)["customer"] | (typeof kept)["contact"];
  readonly translate: (members: JsonObject) => JsonObject;
  readonly read: (members: JsonObject) => { readonly revision: number };
}

/** Member by member: what is refused of one holds up no other. */
async function applyRow(house: House, from: Leading, { id, members }: Change, kind: RowKind): Promise<void> {
  for (const [name, value] of Object.entries(members))
    await applyMember(house, from, { id, members: { [name]: value } }, kind);
}

function applyMember(house: House, from: Leading, { id, members }: Change, kind: RowKind): Promise<void> {
  const given = kind.translate(members);
  return noted(house, from, { streamId: `${kind.kept.what}:${id}`, members: Object.keys(members) }, () =>
    transact(house.database, from.tenantId, async (tx) => {
      const revision = await revisionOf(tx, kind.kept.table, id);
      await changeRow(tx, kind.kept, id, kind.read({ ...given, revision }));
      const type = kind.kept.what === "customer" ? "changeCustomer" : "changeContact";
      await appendTrail(tx, {
        streamId: `${kind.kept.what}:${id}`,
        at: house.now(),
        type,
        actor: from.name,
        requestId: null,
        data: { id, members: Object.keys(given) },
      });
    }),
  );
}

async function revisionOf(tx: Tx, table: string, id: string): Promise<number> {
  const [row] = await tx.query<{ revision: number }>(`select revision from ${table} where tenant_id = $1 and id = $2`, [
    tx.tenantId,
    id,
  ]);
  return row?.revision ?? 1;
}

async function applyTicket(house: House, from: Leading, { id, members }: Change): Promise<void> {
  const { tenantId, name } = from;
  const [ticket] = await transact(house.database, tenantId, (tx) =>
    tx.query<{ number: string; status: string }>(
      "select number, status from tickets where tenant_id = $1 and id = $2",
      [tenantId, id],
    ),
  );
  if (ticket === undefined) return;
  const { number } = ticket;
  const cause = { tenantId, actor: name };
  const on = { number, acting: { login: name, isSupervisor: true } };
  const trying = (said: readonly string[], work: () => Promise<void>) =>
    noted(house, from, { streamId: `case:${number}`, members: said }, work);
  const { priority, status, ...words } = members;
  for (const [said, word] of Object.entries(words))
    await trying([said], async () => {
      const revision = await transact(house.database, tenantId, (tx) => revisionOf(tx, "tickets", id));
      await editTicket(house, cause, on, expectInput(ticketChange, { [said]: word, revision }));
    });
  if (priority === "P1" || priority === "P2" || priority === "P3" || priority === "P4")
    await trying(["priority"], () => reprioritise(house, cause, on, { priority, reason: name }));
  if (typeof status === "string")
    await trying(["status"], () => follow(house, cause, on, { is: ticket.status, status, name }));
}

/** A state follows from what the process does; those that end it are what it waits for. */
function follow(
  house: House,
  cause: { readonly tenantId: string; readonly actor: string },
  on: Parameters<typeof confirmTicket>[2],
  { is, status, name }: { readonly is: string; readonly status: string; readonly name: string },
): Promise<void> {
  if (status === "cancelled") return cancelTicket(house, cause, on, name);
  if (is === "resolved" && status.startsWith("closed")) return confirmTicket(house, cause, on);
  throw new Refusal(
    "conflict",
    "ticket.notWaiting",
    `Expected a state that the process of ${on.number} waits for, but it is “${is}” here and “${status}” there`,
  );
}

/** What cannot be taken over holds up nothing else: the trail says what and why. */
async function noted(
  house: House,
  { tenantId, kind, name }: Leading,
  { streamId, members }: { readonly streamId: string; readonly members: readonly string[] },
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const data = { system: kind, members: [...members], reason: error.message };
    await transact(house.database, tenantId, (tx) =>
      appendTrail(tx, { streamId, at: house.now(), type: "keepRecord", actor: name, requestId: null, data }),
    );
  }
}
