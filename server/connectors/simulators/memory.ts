import { createHash } from "node:crypto";
import type { Json } from "../../base/json.ts";
import { transact } from "../../db/transact.ts";
import { countSimulated } from "../frame/rows.ts";
import type { Simulation } from "../frame/rows.ts";
import type { Capability } from "../frame/ports.ts";
import type { World } from "../frame/world.ts";
import { Declined } from "../http/client.ts";

/** What a simulator remembers, shared by all servers, and how it was told to behave. */
export interface Memory {
  readonly simulation: Simulation;
  readonly now: () => Date;
  /** One call: fails or refuses when it was told to. Its number, counted from 1. */
  attempt(operation: string): Promise<number>;
  read(key: string): Promise<Json | undefined>;
  /** Writes what is not there yet, and gives what is there then. */
  keep(key: string, body: Json): Promise<Json>;
  write(key: string, body: Json): Promise<void>;
  /** All whose key begins so, by key. */
  list(prefix: string): Promise<readonly { readonly key: string; readonly body: Json }[]>;
}

/** Whose memory it is; without a connector nothing was told, and nothing fails. */
export interface Simulated {
  readonly tenantId: string;
  readonly capability: Capability;
  readonly connector: { readonly id: string; readonly simulation: Simulation } | undefined;
}

export function memoryOf(world: World, simulated: Simulated): Memory {
  const { tenantId, capability, connector } = simulated;
  const run = (text: string, values: readonly unknown[]) =>
    transact(world.database, tenantId, (tx) => tx.query<Kept>(text, [tenantId, capability, ...values]));
  const insert = `insert into simulated_records (tenant_id, capability, key, body, at) values ($1, $2, $3, $4, $5)
    on conflict (tenant_id, capability, key)`;
  const select = "select key, body from simulated_records where tenant_id = $1 and capability = $2";
  const valuesOf = (key: string, body: Json) => [key, JSON.stringify(body), world.now()];
  return {
    simulation: connector?.simulation ?? {},
    now: world.now,
    attempt: (operation) => attempt(world, simulated, operation),
    read: async (key) => (await run(`${select} and key = $3`, [key]))[0]?.body,
    keep: async (key, body) => {
      const rows = await run(
        `${insert} do update set at = simulated_records.at returning key, body`,
        valuesOf(key, body),
      );
      return rows[0]?.body ?? body;
    },
    write: async (key, body) => {
      await run(`${insert} do update set body = excluded.body, at = excluded.at`, valuesOf(key, body));
    },
    list: (prefix) => run(`${select} and starts_with(key, $3) order by key limit 1000`, [prefix]),
  };
}

interface Kept {
  readonly key: string;
  readonly body: Json;
}

async function attempt(world: World, { tenantId, connector }: Simulated, operation: string): Promise<number> {
  if (connector === undefined) return 1;
  const { failFirst = 0, refuse = false } = connector.simulation;
  const number = await transact(world.database, tenantId, (tx) => countSimulated(tx, connector.id));
  if (refuse) throw new Declined(`Expected ${operation} to be taken, but the simulator refuses`, 422, "simulated");
  if (number <= failFirst) throw new Error(`Expected ${operation} to work, but the simulator fails attempt ${number}`);
  return number;
}

/** A short name made from a longer one: the same every time. */
export function shortOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
