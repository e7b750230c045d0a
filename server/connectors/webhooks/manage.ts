import { randomBytes } from "node:crypto";
import { appendTrail } from "../../audit/trail.ts";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import type { Cause } from "../../runtime/house.ts";
import { checkUrl } from "../http/guard.ts";
import type { World } from "../frame/world.ts";
import { testEvent } from "./events.ts";
import { lockWebhook, redeliver } from "./rows.ts";

/** What a webhook tells of, and to whom. */
export interface Wanted {
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
}

/** The place of a webhook's secret in the vault. */
export function placeOf(tenantId: string, id: string): { tenantId: string; connectorId: string; name: string } {
  return { tenantId, connectorId: id, name: "webhook" };
}

/**
 * Makes a webhook and tells its secret, this one time.
 *
 * @throws {Refusal} `http.url`, `http.address` an address inside the house, `webhook.name` the name is taken
 */
export async function createWebhook(
  world: World,
  cause: Cause,
  wanted: Wanted,
): Promise<{ readonly id: string; readonly secret: string }> {
  checkUrl(wanted.url, world.http.allowedHosts);
  const now = world.now();
  const id = newId(now);
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  const sealed = await world.vault.seal(secret, placeOf(cause.tenantId, id));
  await transact(world.database, cause.tenantId, async (tx) => {
    const rows = await tx.query(
      `insert into webhooks (tenant_id, id, name, url, events, secret, created_at, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (tenant_id, name) do nothing returning id`,
      [tx.tenantId, id, wanted.name, wanted.url, wanted.events, sealed, now, cause.actor],
    );
    if (rows.length === 0) throw nameTaken(wanted.name);
    await tell(tx, cause, now, { type: "createWebhook", data: { id, ...plain(wanted) } });
  });
  return { id, secret };
}

/**
 * Changes a webhook, or switches it on or off.
 *
 * @throws {Refusal} `webhook.missing`, `webhook.name`, `http.url`, `http.address`
 */
export async function changeWebhook(
  world: World,
  cause: Cause,
  id: string,
  wish: Partial<Wanted> & { readonly isEnabled?: boolean | undefined },
): Promise<void> {
  if (wish.url !== undefined) checkUrl(wish.url, world.http.allowedHosts);
  await transact(world.database, cause.tenantId, async (tx) => {
    const { name, url, events, isEnabled } = { ...(await lockWebhook(tx, id)), ...wish };
    const [taken] = await tx.query("select id from webhooks where tenant_id = $1 and name = $2 and id <> $3", [
      tx.tenantId,
      name,
      id,
    ]);
    if (taken !== undefined) throw nameTaken(name);
    await tx.query(
      "update webhooks set name = $3, url = $4, events = $5, is_enabled = $6 where tenant_id = $1 and id = $2",
      [tx.tenantId, id, name, url, events, isEnabled],
    );
    const data = { id, name, url, events: [...events], isEnabled: isEnabled ?? true };
    await tell(tx, cause, world.now(), { type: "changeWebhook", data });
  });
}

/** Removes a webhook with its deliveries. @throws {Refusal} `webhook.missing` */
export async function removeWebhook(world: World, cause: Cause, id: string): Promise<void> {
  await transact(world.database, cause.tenantId, async (tx) => {
    const { name } = await lockWebhook(tx, id);
    await tx.query("delete from webhooks where tenant_id = $1 and id = $2", [tx.tenantId, id]);
    await tell(tx, cause, world.now(), { type: "deleteWebhook", data: { id, name } });
  });
}

/** Sends an event that stands for nothing. Tells the delivery. @throws {Refusal} `webhook.missing` */
export async function testWebhook(world: World, cause: Cause, webhookId: string): Promise<string> {
  const now = world.now();
  const id = newId(now);
  await transact(world.database, cause.tenantId, async (tx) => {
    await lockWebhook(tx, webhookId);
    await tx.query(
      "insert into webhook_deliveries (tenant_id, id, webhook_id, event, occurred_at, due_at) values ($1, $2, $3, $4, $5, $5)",
      [tx.tenantId, id, webhookId, testEvent, now],
    );
  });
  return id;
}

/** Sends a delivery again. @throws {Refusal} `delivery.waiting` it is under way, or there is none */
export async function redeliverTo(world: World, cause: Cause, webhookId: string, id: string): Promise<void> {
  await transact(world.database, cause.tenantId, async (tx) => {
    if (await redeliver(tx, webhookId, id, world.now())) return;
    throw new Refusal(
      "conflict",
      "delivery.waiting",
      "Expected a delivery that has ended, but it is under way or unknown",
    );
  });
}

function nameTaken(name: string): Refusal {
  const message = `Expected a name that no other webhook has, but "${name}" is taken`;
  return new Refusal("conflict", "webhook.name", message, [{ place: "/name", code: "webhook.name", message }]);
}

function plain({ name, url, events }: Wanted): JsonObject {
  return { name, url, events: [...events] };
}

function tell(
  tx: Tx,
  { actor, requestId }: Cause,
  at: Date,
  event: { readonly type: string; readonly data: JsonObject },
): Promise<void> {
  return appendTrail(tx, { streamId: "webhooks", at, actor, requestId: requestId ?? null, ...event });
}
