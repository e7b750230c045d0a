import type { Tx } from "../../db/transact.ts";
import type { Version } from "../../definitions/store.ts";
import type { House } from "../../runtime/house.ts";

/** The compiled versions of some definitions, by id, for names in the reader's language. */
export async function versionsOf(tx: Tx, house: House, ids: readonly string[]): Promise<ReadonlyMap<string, Version>> {
  const found = new Map<string, Version>();
  for (const id of new Set(ids)) found.set(id, await house.versions.byId(tx, id));
  return found;
}
