import { appendTrail } from "../../audit/trail.ts";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { canonical } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import type { Cause } from "../../runtime/house.ts";
import { kindNamed } from "../kinds/index.ts";
import type { AnyKind } from "./kind.ts";
import {
  deleteConnector,
  enabledConnectors,
  findConnector,
  insertConnector,
  lockConnector,
  updateConnector,
} from "./rows.ts";
import type { Change, Connector, Simulation } from "./rows.ts";
import type { World } from "./world.ts";

/** A connector as somebody asks for it. It begins disabled. */
export interface NewConnector {
  readonly kind: string;
  readonly name: string;
  readonly settings: JsonObject;
  readonly mode: Connector["mode"];
  readonly simulation: Simulation;
}

/** What somebody wants changed. */
export type Wish = Omit<Change, "secrets">;

/** @throws {Refusal} `connector.kind`, `connector.settings`, `connector.mode`, `connector.name` */
export async function createConnector(world: World, cause: Cause, wanted: NewConnector): Promise<string> {
  const kind = kindNamed(wanted.kind);
  refuseMode(kind, wanted.mode);
  const now = world.now();
  const connector = { ...wanted, id: newId(now), capability: kind.capability, settings: kind.read(wanted.settings) };
  await transact(world.database, cause.tenantId, async (tx) => {
    if (!(await insertConnector(tx, connector, now))) throw nameTaken(wanted.name);
    const { id, name, settings, mode } = connector;
    await tell(tx, cause, now, { type: "createConnector", data: { id, kind: kind.key, name, settings, mode } });
  });
  return connector.id;
}

/**
 * Changes a connector. Where secrets are sent decides what they are worth: a changed address forgets them.
 *
 * @throws {Refusal} `connector.missing`, `connector.settings`, `connector.mode`, `connector.name`, `connector.secret`,
 * `connector.entity`
 */
export async function changeConnector(world: World, cause: Cause, id: string, wish: Wish): Promise<void> {
  const now = world.now();
  await transact(world.database, cause.tenantId, async (tx) => {
    const old = await locked(tx, id);
    const kind = kindNamed(old.kind);
    const settings = wish.settings === undefined ? old.settings : kind.read(wish.settings);
    const forgets = kind.address.some((name) => canonical(old.settings[name]) !== canonical(settings[name]));
    const fresh: Connector = { ...old, ...wish, settings, secrets: forgets ? {} : old.secrets };
    refuseMode(kind, fresh.mode);
    if (fresh.isEnabled) refuseUnready(kind, fresh);
    if (fresh.isEnabled) await refuseSecondRecord(tx, fresh);
    if (!(await updateConnector(tx, old, fresh, now))) throw nameTaken(fresh.name);
    const { simulation, ...rest } = wish;
    const data = {
      id,
      ...rest,
      name: fresh.name,
      simulation: { ...simulation },
      forgotSecrets: forgets && Object.keys(old.secrets).length > 0,
    };
    await tell(tx, cause, now, { type: "changeConnector", data: plain(data) });
  });
}

/** @throws {Refusal} `connector.missing` */
export async function removeConnector(world: World, cause: Cause, id: string): Promise<void> {
  await transact(world.database, cause.tenantId, async (tx) => {
    const { kind, name } = await locked(tx, id);
    await deleteConnector(tx, id);
    await tell(tx, cause, world.now(), { type: "deleteConnector", data: { id, kind, name } });
  });
}

/**
 * Puts a secret, or forgets it without one. It is sealed before it is written, and never told again.
 *
 * @throws {Refusal} `connector.missing`, `connector.secret` the kind has none of that name
 */
export async function putSecret(
  world: World,
  cause: Cause,
  { id, name, value }: { readonly id: string; readonly name: string; readonly value: string | undefined },
): Promise<void> {
  const place = { tenantId: cause.tenantId, connectorId: id, name };
  const sealed = value === undefined ? undefined : await world.vault.seal(value, place);
  await transact(world.database, cause.tenantId, async (tx) => {
    const old = await locked(tx, id);
    if (!kindNamed(old.kind).secrets.some(({ key }) => key === name)) {
      throw new Refusal("missing", "connector.secret", `Expected a secret that ${old.kind} knows, but ${name} is none`);
    }
    const { [name]: _, ...others } = old.secrets;
    const secrets = sealed === undefined ? others : { ...others, [name]: sealed };
    const isEnabled = old.isEnabled && missingSecrets(kindNamed(old.kind), { ...old, secrets }).length === 0;
    await updateConnector(tx, old, { secrets, isEnabled }, world.now());
    await tell(tx, cause, world.now(), {
      type: sealed === undefined ? "forgetSecret" : "putSecret",
      data: { id, name },
    });
  });
}

/** @throws {Refusal} `connector.missing` */
export async function readConnector(tx: Tx, id: string): Promise<Connector> {
  return (await findConnector(tx, id)) ?? refuseMissing(id);
}

/** The required secrets that are not there. */
export function missingSecrets(
  kind: AnyKind,
  { mode, secrets }: Pick<Connector, "mode" | "secrets">,
): readonly string[] {
  if (mode === "simulator") return [];
  return kind.secrets.filter(({ key, isRequired }) => isRequired && secrets[key] === undefined).map(({ key }) => key);
}

async function locked(tx: Tx, id: string): Promise<Connector> {
  return (await lockConnector(tx, id)) ?? refuseMissing(id);
}

function refuseMissing(id: string): never {
  throw new Refusal("missing", "connector.missing", `Expected the id of a known connector, but ${id} is none`);
}

function refuseMode(kind: AnyKind, mode: Connector["mode"]): void {
  if (kind.isSimulator !== true || mode === "simulator") return;
  throw new Refusal(
    "unprocessable",
    "connector.mode",
    `Expected the mode simulator, but ${kind.key} has nothing real behind it`,
  );
}

function refuseUnready(kind: AnyKind, connector: Connector): void {
  const missing = missingSecrets(kind, connector);
  if (missing.length === 0) return;
  throw new Refusal(
    "conflict",
    "connector.secret",
    `Expected all secrets before it is enabled, but ${missing.join(", ")} is missing`,
    missing.map((name) => ({ place: `/secrets/${name}`, code: "connector.secret", message: "is missing" })),
  );
}

/** An entity has one system of record, or two systems overwrite each other for ever. */
async function refuseSecondRecord(tx: Tx, connector: Connector): Promise<void> {
  if (connector.capability !== "psa") return;
  const others = (await enabledConnectors(tx, "psa")).filter(({ id }) => id !== connector.id);
  for (const other of others) {
    const shared = entitiesOf(connector).filter((entity) => entitiesOf(other).includes(entity));
    if (shared.length > 0) {
      throw new Refusal(
        "conflict",
        "connector.entity",
        `Expected one system of record for ${shared.join(", ")}, but ${other.name} is it already`,
      );
    }
  }
}

/** What a PSA connector is the system of record for. */
export function entitiesOf({ settings }: Pick<Connector, "settings">): readonly string[] {
  const entities = settings["entities"];
  return Array.isArray(entities) ? entities.map(String) : [];
}

function nameTaken(name: string): Refusal {
  return new Refusal("conflict", "connector.name", `Expected a new name, but there is a connector called ${name}`);
}

function tell(
  tx: Tx,
  { actor, requestId }: Cause,
  at: Date,
  event: { readonly type: string; readonly data: JsonObject },
): Promise<void> {
  return appendTrail(tx, { streamId: "connectors", at, actor, requestId: requestId ?? null, ...event });
}

/** Without what was not said. */
function plain(data: object): JsonObject {
  return JSON.parse(JSON.stringify(data)) as JsonObject; // only JSON goes in
}
