import { isObject } from "../../base/json.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import type { PsaEntity, PsaPort, PsaRecord } from "../frame/ports.ts";
import { Declined } from "../http/client.ts";
import { shortOf } from "./memory.ts";
import type { Memory } from "./memory.ts";

/** What records have in our words. */
const offered: Readonly<Record<PsaEntity, readonly string[]>> = {
  tickets: ["title", "description", "customer", "contact", "priority", "status"],
  time: ["ticket", "note", "hours", "reference"],
  customers: ["name", "isInactive"],
  contacts: ["name", "email", "phone", "customer"],
  contracts: ["name", "customer", "starts", "ends"],
  assets: ["name", "customer", "serial"],
};

/** Another PSA that remembers what it was given. Nobody works there, so nothing changes by itself. */
export function simulatedPsa(memory: Memory): PsaPort {
  const save = async (entity: string, id: string, given: JsonObject): Promise<PsaRecord> => {
    const changedAt = memory.now().toISOString();
    await memory.write(`${entity}/${id}`, { changedAt, members: given });
    return { externalId: id, changedAt, members: given };
  };
  return {
    members: (entity) => offered[entity],
    create: async (entity, given, key) => {
      await memory.attempt(`create ${entity}`);
      return save(entity, `SIM-${shortOf(key)}`, given);
    },
    update: async (entity, id, given) => {
      await memory.attempt(`update ${entity}`);
      const before = await memory.read(`${entity}/${id}`);
      if (!isObject(before)) throw new Declined(`Expected ${entity} ${id} to exist, but it does not`, 404, "simulated");
      return save(entity, id, { ...membersOf(before), ...given });
    },
    comment: async (ticketId, comment, key) => {
      await memory.attempt("comment ticket");
      await memory.keep(`comment/${ticketId}/${shortOf(key)}`, { ...comment });
    },
    read: (entity, id) => known(memory, entity, id),
    find: async (entity, text) => {
      await memory.attempt(`find ${entity}`);
      return (await all(memory, entity)).filter((each) => JSON.stringify(each.members).includes(text));
    },
    changes: async (entity, cursor) => {
      await memory.attempt(`read changes of ${entity}`);
      const records = (await all(memory, entity))
        .filter(({ changedAt }) => (changedAt ?? "") > (cursor ?? ""))
        .toSorted((a, b) => (a.changedAt ?? "").localeCompare(b.changedAt ?? ""));
      return { records, cursor: records.at(-1)?.changedAt ?? cursor };
    },
  };
}

async function known(memory: Memory, entity: string, id: string): Promise<PsaRecord> {
  await memory.attempt(`read ${entity}`);
  const kept = await memory.read(`${entity}/${id}`);
  if (!isObject(kept)) throw new Declined(`Expected ${entity} ${id} to exist, but it does not`, 404, "simulated");
  const { changedAt } = kept;
  return { externalId: id, changedAt: typeof changedAt === "string" ? changedAt : null, members: membersOf(kept) };
}

async function all(memory: Memory, entity: string): Promise<PsaRecord[]> {
  return (await memory.list(`${entity}/`)).map(({ key, body }) => ({
    externalId: key.slice(entity.length + 1),
    changedAt: isObject(body) && typeof body["changedAt"] === "string" ? body["changedAt"] : null,
    members: membersOf(body),
  }));
}

function membersOf(body: Json): JsonObject {
  const members = isObject(body) ? body["members"] : undefined;
  return isObject(members) ? members : {};
}
