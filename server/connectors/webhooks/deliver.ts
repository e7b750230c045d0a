import { createHmac } from "node:crypto";
import { Refusal } from "../../base/refusal.ts";
import { everyTenant, transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { exchange } from "../http/request.ts";
import type { HttpResponse } from "../http/request.ts";
import type { World } from "../frame/world.ts";
import { storableText } from "../storable.ts";
import { placeOf } from "./manage.ts";
import { endAttempt, forgetDeliveries, leaseDeliveries } from "./rows.ts";
import type { DueDelivery, Ended } from "./rows.ts";

/** Milliseconds before the next attempt; after the last one a delivery has failed. */
const pauses = [5_000, 5 * 60_000, 30 * 60_000, 2 * 3_600_000, 5 * 3_600_000, 10 * 3_600_000];
/** Milliseconds for one attempt. */
const patience = 15_000;
/** A lease outlives its attempt. Milliseconds. */
const lease = 60_000;
const atOnce = 10;
/** Deliveries that ended are kept so long, in milliseconds: thirty days. */
const memory = 30 * 86_400_000;

/** Sends what is due, one attempt each, and tells how much that was. Another server takes what this one does not hold. */
export async function deliverDue(world: World): Promise<number> {
  const { database } = world;
  const now = world.now();
  const due = await transact(database, everyTenant, (tx) =>
    leaseDeliveries(tx, now, new Date(now.getTime() + lease), atOnce),
  );
  await Promise.all(
    due.map(async (delivery) => {
      const ended = await attempt(world, delivery);
      await transact(database, delivery.tenantId, (tx) => endAttempt(tx, delivery.id, ended, world.now()));
    }),
  );
  return due.length;
}

/** Forgets deliveries that ended long ago. */
export async function forgetOld({ database, now }: World): Promise<number> {
  await transact(database, everyTenant, (tx) => forgetDeliveries(tx, new Date(now().getTime() - memory)));
  return 0;
}

async function attempt(world: World, delivery: DueDelivery): Promise<Ended> {
  const startedAt = performance.now();
  const passed = () => Math.round(performance.now() - startedAt);
  try {
    const data = await transact(world.database, outsider(delivery.tenantId), (tx) => readData(tx, delivery));
    if (data === undefined) return { ...nothing, state: "withheld", error: "it tells of something restricted" };
    const secret = await world.vault.open(delivery.secret, placeOf(delivery.tenantId, delivery.webhookId));
    return judged(world, delivery, await send(world, delivery, { secret, data }), passed());
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const told = { ...nothing, milliseconds: passed(), error: storableText(said, 500) };
    // an address inside the house stays one, however often it is tried
    return error instanceof Refusal ? { ...told, state: "failed" } : { ...told, ...later(world, delivery) };
  }
}

const nothing = { status: null, milliseconds: null, answer: null, error: null };

/** Standard Webhooks: the body is signed together with id and time, so that nobody can send it again later. */
async function send(
  { http, now }: World,
  { id, url, event, occurredAt }: DueDelivery,
  { secret, data }: { readonly secret: string; readonly data: object },
): Promise<HttpResponse> {
  const timestamp = String(Math.floor(now().getTime() / 1000));
  const body = JSON.stringify({ type: event, timestamp: occurredAt.toISOString(), data });
  const headers = {
    "content-type": "application/json",
    "user-agent": "Ablauf",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature(secret, `${id}.${timestamp}.${body}`)}`,
  };
  const options = { ...http, timeout: patience, mostBytes: 64 * 1024 };
  return exchange({ method: "POST", url, headers, body }, options, AbortSignal.timeout(patience));
}

/** The signature of a text with a secret such as `whsec_…`: HMAC-SHA256 in base64. */
export function signature(secret: string, text: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return createHmac("sha256", key).update(text).digest("base64");
}

function judged(world: World, delivery: DueDelivery, { status, bytes }: HttpResponse, milliseconds: number): Ended {
  const answer = storableText(bytes.subarray(0, 500).toString("utf8"), 500);
  const told = { status, milliseconds, answer, error: null };
  if (status >= 200 && status < 300) return { ...told, state: "delivered" };
  return status === 410 ? { ...told, state: "failed" } : { ...told, ...later(world, delivery) };
}

function later({ now }: World, { attempts }: DueDelivery): Pick<Ended, "state" | "dueAt"> {
  const pause = pauses[attempts - 1];
  if (pause === undefined) return { state: "failed" };
  return { state: "waiting", dueAt: new Date(now().getTime() + pause) };
}

/** Somebody who sees nothing of what is restricted: what leaves the house is what anybody in it may know. */
function outsider(tenantId: string): { tenantId: string; login: string; sight: "named" } {
  return { tenantId, login: "webhook", sight: "named" };
}

/** What is told: which stream, who, and what instance it is about. The receiver asks for the rest with a token of its own. */
async function readData(tx: Tx, { streamId, seq }: DueDelivery): Promise<object | undefined> {
  if (streamId === null) return { message: "This is a test." };
  const [row] = await tx.query(
    `select t.stream_id as "streamId", t.seq::int as seq, t.actor, i.business_key as "businessKey", i.definition_key as "definitionKey"
     from trail t left join instances i on i.tenant_id = t.tenant_id and i.id::text = t.stream_id
     where t.tenant_id = $1 and t.stream_id = $2 and t.seq = $3`,
    [tx.tenantId, streamId, seq],
  );
  return row;
}
