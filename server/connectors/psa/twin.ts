import type { Json, JsonObject } from "../../base/json.ts";
import { transact } from "../../db/transact.ts";
import type { PsaPort, PsaRecord } from "../frame/ports.ts";
import type { World } from "../frame/world.ts";
import type { DueChange } from "./outbox.ts";
import { isSame } from "./own.ts";
import type { SyncedEntity } from "./own.ts";
import type { Leading } from "./receive.ts";
import { findOwn } from "./refs.ts";

/** By which texts a record is looked for: the first that it has. */
const searched = {
  customers: ["name"],
  contacts: ["email", "name"],
  tickets: ["title"],
  time: ["reference", "note"],
} as const satisfies Record<SyncedEntity, readonly string[]>;

/**
 * A record that is there already: a customer by its name and a contact by its address; what is not one of a kind only because an
 * attempt may have been taken whose answer was lost. Time is known by our reference, where there is a place for it.
 */
export async function twin(
  world: World,
  { port, from, change }: { readonly port: PsaPort; readonly from: Leading; readonly change: DueChange },
  members: JsonObject,
): Promise<PsaRecord | undefined> {
  const { entity, sent, tenantId } = change;
  const isOneOfAKind = entity === "customers" || (entity === "contacts" && folded(members["email"]) !== "");
  const sought = sent ?? (isOneOfAKind ? members : {});
  const text = sought[nameOf(entity, sought)];
  if (typeof text !== "string" || text.trim() === "") return undefined;
  for (const found of await port.find(entity, text, sought["ticket"])) {
    if (!isTwin(entity, sought, found.members)) continue;
    const place = { entity, system: from.kind, externalId: found.externalId };
    if ((await transact(world.database, tenantId, (tx) => findOwn(tx, place))) === undefined) return found;
  }
  return undefined;
}

/**
 * Whether both are the same: tickets of one customer that have not ended there, contacts without an address by name and customer, and
 * time with our reference; without one time of one ticket and length.
 */
export function isTwin(entity: SyncedEntity, ours: JsonObject, theirs: JsonObject): boolean {
  const name = nameOf(entity, ours);
  if (folded(theirs[name]) !== folded(ours[name])) return false;
  switch (entity) {
    case "tickets":
      return isSame(ours["customer"], theirs["customer"]) && (hasEnded(ours) || !hasEnded(theirs));
    case "contacts":
      return name === "email" || (isSame(ours["customer"], theirs["customer"]) && folded(theirs["email"]) === "");
    case "time":
      return name === "reference" || hasSameWork(ours, theirs);
    case "customers":
      return true;
  }
}

function nameOf(entity: SyncedEntity, members: JsonObject): string {
  return searched[entity].find((name) => folded(members[name]) !== "") ?? searched[entity][0];
}

function hasSameWork(ours: JsonObject, theirs: JsonObject): boolean {
  return isSame(ours["ticket"], theirs["ticket"]) && Number(ours["hours"]) === Number(theirs["hours"]);
}

function hasEnded({ status }: JsonObject): boolean {
  return typeof status === "string" && /^(?:closed|cancelled)/.test(status);
}

/** A text as it is compared; what is none is like no text. */
function folded(value: Json | undefined): string {
  return typeof value === "string" ? value.trim().toLowerCase() : "";
}
