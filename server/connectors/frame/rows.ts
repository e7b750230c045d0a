import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import type { TestStep } from "./kind.ts";
import type { Capability } from "./ports.ts";

/** How a connector that only pretends behaves: fails so often first, says no to everything, lets so many looks pass. */
export interface Simulation {
  readonly failFirst?: number | undefined;
  readonly refuse?: boolean | undefined;
  readonly pending?: number | undefined;
}

/** What the last test found. */
export interface TestResult {
  readonly at: string;
  readonly isFine: boolean;
  readonly milliseconds: number;
  readonly steps: readonly TestStep[];
}

/** A connector as it is kept. */
export interface Connector {
  readonly id: string;
  readonly kind: string;
  readonly capability: Capability;
  readonly name: string;
  readonly settings: JsonObject;
  readonly mode: "simulator" | "live";
  readonly simulation: Simulation;
  readonly isEnabled: boolean;
  readonly test: TestResult | null;
  readonly cursor: JsonObject | null;
  readonly polledAt: Date | null;
  readonly pollError: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Sealed, by name. Only this room reads them. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** What a change may touch. */
export type Change = Partial<Pick<Connector, "name" | "settings" | "mode" | "simulation" | "isEnabled" | "secrets">>;

/** What a {@link Connector} is read from. */
export const connectorColumns = `id, kind, capability, name, settings, mode, simulation, is_enabled as "isEnabled", test, cursor, polled_at as "polledAt",
  poll_error as "pollError", created_at as "createdAt", updated_at as "updatedAt", secrets`;

/** A setting that is a text and says something. */
export function settingText({ settings }: Pick<Connector, "settings">, name: string): string | undefined {
  const value = settings[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A setting that the kind's own shape demands; empty when it is none all the same. */
export function neededText(connector: Pick<Connector, "settings">, name: string): string {
  return settingText(connector, name) ?? "";
}

/** All of a tenant, by capability and name. */
export function listConnectors(tx: Tx): Promise<Connector[]> {
  return tx.query<Connector>(
    `select ${connectorColumns} from connectors where tenant_id = $1 order by capability, name`,
    [tx.tenantId],
  );
}

/** Those that work, the oldest first. */
export function enabledConnectors(tx: Tx, capability: Capability): Promise<Connector[]> {
  return tx.query<Connector>(
    `select ${connectorColumns} from connectors where tenant_id = $1 and capability = $2 and is_enabled order by created_at, id`,
    [tx.tenantId, capability],
  );
}

export async function findConnector(tx: Tx, id: string): Promise<Connector | undefined> {
  return (
    await tx.query<Connector>(`select ${connectorColumns} from connectors where tenant_id = $1 and id = $2`, [
      tx.tenantId,
      id,
    ])
  )[0];
}

/** Locks it: who changes it next waits. */
export async function lockConnector(tx: Tx, id: string): Promise<Connector | undefined> {
  return (
    await tx.query<Connector>(
      `select ${connectorColumns} from connectors where tenant_id = $1 and id = $2 for update`,
      [tx.tenantId, id],
    )
  )[0];
}

/** @returns false when another one has the name */
export async function insertConnector(
  tx: Tx,
  given: Pick<Connector, "id" | "kind" | "capability" | "name" | "settings" | "mode" | "simulation">,
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into connectors (tenant_id, id, kind, capability, name, settings, mode, simulation, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) on conflict (tenant_id, name) do nothing returning id`,
    [
      tx.tenantId,
      given.id,
      given.kind,
      given.capability,
      given.name,
      given.settings,
      given.mode,
      given.simulation,
      now,
    ],
  );
  return rows.length === 1;
}

/** @returns false when another one has the name */
export async function updateConnector(tx: Tx, { id, ...old }: Connector, change: Change, now: Date): Promise<boolean> {
  const { name, settings, mode, simulation, isEnabled, secrets } = { ...old, ...change };
  const rows = await tx.query(
    `update connectors set name = $3, settings = $4, mode = $5, simulation = $6, is_enabled = $7, secrets = $8, updated_at = $9,
       simulated_calls = case when $10 then 0 else simulated_calls end
     where tenant_id = $1 and id = $2
       and not exists (select 1 from connectors o where o.tenant_id = $1 and o.name = $3 and o.id <> $2) returning id`,
    [tx.tenantId, id, name, settings, mode, simulation, isEnabled, secrets, now, change.simulation !== undefined],
  );
  return rows.length === 1;
}

export async function deleteConnector(tx: Tx, id: string): Promise<void> {
  await tx.query("delete from connectors where tenant_id = $1 and id = $2", [tx.tenantId, id]);
}

export async function keepTest(tx: Tx, id: string, test: TestResult): Promise<void> {
  await tx.query("update connectors set test = $3 where tenant_id = $1 and id = $2", [tx.tenantId, id, test]);
}

/** Counts one more pretended call and tells which one it is. */
export async function countSimulated(tx: Tx, id: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    "update connectors set simulated_calls = simulated_calls + 1 where tenant_id = $1 and id = $2 returning simulated_calls as count",
    [tx.tenantId, id],
  );
  return row?.count ?? 1;
}

/** Those of a kind that work, of all tenants: for what comes in before it is known whose it is. */
export function enabledOfKind(tx: Tx, kind: string): Promise<(Connector & { readonly tenantId: string })[]> {
  return tx.query(
    `select tenant_id as "tenantId", ${connectorColumns} from connectors where kind = $1 and is_enabled and mode = 'live' order by created_at, id`,
    [kind],
  );
}

/** An enabled one of any tenant: whose address it is tells its id. */
export async function findAnywhere(
  tx: Tx,
  id: string,
): Promise<(Connector & { readonly tenantId: string }) | undefined> {
  const [found] = await tx.query<Connector & { readonly tenantId: string }>(
    `select tenant_id as "tenantId", ${connectorColumns} from connectors where id = $1 and is_enabled`,
    [id],
  );
  return found;
}
