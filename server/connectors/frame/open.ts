import { BpmnError } from "../../base/bpmnError.ts";
import { transact } from "../../db/transact.ts";
import { callOut } from "../http/client.ts";
import type { Attempt } from "../http/client.ts";
import { kindNamed } from "../kinds/index.ts";
import { memoryOf } from "../simulators/memory.ts";
import { simulators } from "../simulators/simulators.ts";
import { logAttempt, recorded } from "./calls.ts";
import type { Kind, Link } from "./kind.ts";
import type { Capability, Ports } from "./ports.ts";
import { enabledConnectors } from "./rows.ts";
import type { Connector } from "./rows.ts";
import type { World } from "./world.ts";

/** A connector that can be used now. */
export interface Opened<C extends Capability> {
  /** Undefined where a simulator stands in for a connector that is not there. */
  readonly connector: Connector | undefined;
  readonly isSimulated: boolean;
  readonly port: Ports[C];
}

/** Capabilities that a simulator stands in for where the house simulates; the others are simply not there. */
const standIns: readonly Capability[] = ["ledgerTransfer", "remoteAction"];

/** The capabilities that a simulator stands in for while nothing is connected. */
export function standInsOf({ simulates }: World): readonly Capability[] {
  return simulates ? standIns : [];
}

/**
 * What a tenant has connected for a capability: the first enabled connector that `fits`, else a simulator where the house
 * simulates, else nothing. The one way to the outside for processes.
 */
export async function connectorFor<C extends Capability>(
  world: World,
  { tenantId, capability }: { readonly tenantId: string; readonly capability: C },
  fits: (connector: Connector) => boolean = () => true,
): Promise<Opened<C> | undefined> {
  const all = await transact(world.database, tenantId, (tx) => enabledConnectors(tx, capability));
  const connector = all.find(fits);
  if (connector !== undefined) return openConnector(world, tenantId, connector, capability);
  if (!standInsOf(world).includes(capability)) return undefined;
  const memory = memoryOf(world, { tenantId, capability, connector: undefined });
  return { connector: undefined, isSimulated: true, port: simulators[capability](memory) };
}

/** The same for who cannot go on without. @throws {BpmnError} `connector.failed` nothing is connected */
export async function needConnector<C extends Capability>(
  world: World,
  wanted: { readonly tenantId: string; readonly capability: C },
): Promise<Opened<C>> {
  const opened = await connectorFor(world, wanted);
  if (opened !== undefined) return opened;
  throw new BpmnError("connector.failed", `Expected a connector for ${wanted.capability}, but none is enabled`);
}

/** Opens a given connector, enabled or not. @throws {Refusal} `connector.settings`, `connector.key` */
export async function openConnector<C extends Capability>(
  world: World,
  tenantId: string,
  connector: Connector,
  capability: C,
): Promise<Opened<C>> {
  if (connector.mode === "simulator") {
    return {
      connector,
      isSimulated: true,
      port: simulators[capability](memoryOf(world, { tenantId, capability, connector })),
    };
  }
  const kind = kindNamed(connector.kind) as unknown as Kind<C>; // a row's capability is that of its kind
  return { connector, isSimulated: false, port: kind.open(await linkOf(world, tenantId, connector)) };
}

/** What a kind works with; secrets are opened here and nowhere else. */
export async function linkOf(world: World, tenantId: string, connector: Connector): Promise<Link> {
  const { id, settings } = connector;
  const kind = kindNamed(connector.kind);
  const after = (attempt: Attempt) => logAttempt(world, tenantId, id, attempt);
  const { pace } = kind;
  const before = (signal: AbortSignal) =>
    pace === undefined ? Promise.resolve() : world.paces.wait(`${tenantId}/${id}`, pace, signal);
  return {
    tenantId,
    connectorId: id,
    settings: kind.read(settings),
    secrets: await openSecrets(world, tenantId, connector),
    call: (call) => callOut(call, { http: world.http, before, after }),
    record: (operation, target, work) => recorded(after, { operation, target }, work),
    allowedHosts: world.http.allowedHosts,
    folder: world.folder,
    now: world.now,
  };
}

async function openSecrets(
  { vault }: World,
  tenantId: string,
  { id, secrets }: Connector,
): Promise<Record<string, string>> {
  const opened = Object.entries(secrets).map(
    async ([name, sealed]) => [name, await vault.open(sealed, { tenantId, connectorId: id, name })] as const,
  );
  return Object.fromEntries(await Promise.all(opened));
}
