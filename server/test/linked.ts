import { newId } from "../base/id.ts";
import type { JsonObject } from "../base/json.ts";
import { changeConnector, createConnector, putSecret } from "../connectors/frame/manage.ts";
import { openConnector } from "../connectors/frame/open.ts";
import type { Capability, Ports } from "../connectors/frame/ports.ts";
import { findConnector } from "../connectors/frame/rows.ts";
import type { Connector, TestResult } from "../connectors/frame/rows.ts";
import { tryOut } from "../connectors/frame/tryOut.ts";
import type { World } from "../connectors/frame/world.ts";
import { transact } from "../db/transact.ts";

/** A connector of a test, live and enabled. */
export interface Linked<C extends Capability> {
  readonly id: string;
  readonly port: Ports[C];
  readonly test: () => Promise<TestResult>;
}

/** Connects a tenant to a server that the test started. */
export async function linkTo<C extends Capability>(
  world: World,
  { tenantId, capability }: { readonly tenantId: string; readonly capability: C },
  {
    kind,
    settings,
    secrets = {},
  }: { readonly kind: string; readonly settings: JsonObject; readonly secrets?: Record<string, string> },
): Promise<Linked<C>> {
  const cause = { tenantId, actor: "test" };
  const name = `${kind} ${newId(world.now())}`;
  const id = await createConnector(world, cause, { kind, name, settings, mode: "live", simulation: {} });
  for (const [key, value] of Object.entries(secrets)) await putSecret(world, cause, { id, name: key, value });
  await changeConnector(world, cause, id, { isEnabled: true });
  const row = async (): Promise<Connector> => {
    const found = await transact(world.database, tenantId, (tx) => findConnector(tx, id));
    if (found === undefined) throw new Error(`the connector ${name} is gone`);
    return found;
  };
  const { port } = await openConnector(world, tenantId, await row(), capability);
  return { id, port, test: async () => tryOut(world, tenantId, await row()) };
}
