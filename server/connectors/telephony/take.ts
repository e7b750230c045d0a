import { timingSafeEqual, createHash } from "node:crypto";
import { Refusal } from "../../base/refusal.ts";
import { everyTenant, transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { notify } from "../../desk/notifications.ts";
import { publishMessage } from "../../runtime/commands/publishMessage.ts";
import type { House } from "../../runtime/house.ts";
import { enabledOfKind, settingText } from "../frame/rows.ts";
import type { Connector } from "../frame/rows.ts";
import type { CallEvent } from "../frame/ports.ts";
import type { World } from "../frame/world.ts";
import { ctiPush, usersOf } from "../kinds/ctiPush.ts";
import { readPush } from "./push.ts";

type Exchange = Connector & { readonly tenantId: string };

/**
 * Takes an event of a call. One that comes in and is answered is told as `cti.answer`; when it ends, `cti.hangup` tells how
 * long it was, and whoever took it is asked whether that is work to be booked. The same event again changes nothing.
 *
 * @throws {Refusal} `connector.missing` no such connector, or another key; `call.shape`
 */
export async function takeCall(
  house: House,
  world: World,
  given: { readonly connectorId: string; readonly key: string; readonly body: string },
): Promise<void> {
  const exchange = await exchangeOf(world, given.connectorId, given.key);
  const event = readPush(given.body);
  if (event.direction !== "in") return;
  switch (event.kind) {
    case "newCall":
      return;
    case "answer":
      return answered(house, exchange, event);
    case "hangup":
      return ended(house, exchange, event);
  }
}

/** A stranger learns nothing: another key and no connector are the same. */
async function exchangeOf({ database, vault }: World, connectorId: string, key: string): Promise<Exchange> {
  const rows = await transact(database, everyTenant, (tx) => enabledOfKind(tx, ctiPush.key));
  const row = rows.find(({ id }) => id === connectorId);
  const sealed = row?.secrets["pushKey"];
  if (row !== undefined && sealed !== undefined) {
    const expected = await vault.open(sealed, { tenantId: row.tenantId, connectorId, name: "pushKey" });
    if (timingSafeEqual(hashOf(expected), hashOf(key))) return row;
  }
  throw new Refusal("missing", "connector.missing", "Expected the address of a telephone connector, but this is none");
}

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

async function answered(house: House, exchange: Exchange, { callId, from, to, user }: CallEvent): Promise<void> {
  const { tenantId } = exchange;
  const login = user === null ? null : (usersOf(settingText(exchange, "users") ?? "").get(user) ?? null);
  const now = house.now();
  const isFirst = await transact(house.database, tenantId, async (tx) => {
    const rows = await tx.query(
      `insert into phone_calls (tenant_id, call_id, caller, login, answered_at) values ($1, $2, $3, $4, $5)
       on conflict (tenant_id, call_id) do nothing returning call_id`,
      [tenantId, callId, from, login, now],
    );
    return rows.length === 1;
  });
  if (!isFirst) return;
  const call = { callId, from, to, user: login ?? user, answeredAt: now.toISOString() };
  const { instanceIds } = await publishMessage(
    house,
    { tenantId, actor: "system" },
    {
      name: "cti.answer",
      correlationKey: callId,
      variables: { call },
      idempotencyKey: `call:${callId}:answer`,
      fingerprint: callId,
    },
  );
  await transact(house.database, tenantId, (tx) =>
    tx.query("update phone_calls set instance_id = $3 where tenant_id = $1 and call_id = $2", [
      tenantId,
      callId,
      instanceIds[0] ?? null,
    ]),
  );
}

interface Ended {
  readonly caller: string;
  readonly login: string | null;
  readonly instanceId: string | null;
  readonly minutes: number;
}

async function ended(house: House, { tenantId }: Exchange, { callId }: CallEvent): Promise<void> {
  const call = await transact(house.database, tenantId, (tx) => endCall(tx, callId, house.now()));
  if (call === undefined) return;
  const { caller, login, instanceId, minutes } = call;
  await publishMessage(
    house,
    { tenantId, actor: "system" },
    {
      name: "cti.hangup",
      correlationKey: callId,
      variables: { call: { callId, from: caller, user: login, minutes } },
      idempotencyKey: `call:${callId}:hangup`,
      fingerprint: callId,
    },
  );
  if (login === null) return;
  const link = instanceId === null ? "/tasks" : `/ops/${instanceId}`;
  await transact(house.database, tenantId, (tx) => propose(tx, { login, callId, caller, minutes, link }, house.now()));
}

/** Nothing for a call that nobody took, or that has ended before. Begun minutes count. */
async function endCall(tx: Tx, callId: string, now: Date): Promise<Ended | undefined> {
  const [row] = await tx.query<Ended>(
    `update phone_calls set ended_at = $3 where tenant_id = $1 and call_id = $2 and ended_at is null
     returning caller, login, instance_id as "instanceId",
       greatest(1, ceil(extract(epoch from $3::timestamptz - answered_at) / 60))::int as minutes`,
    [tx.tenantId, callId, now],
  );
  return row;
}

async function propose(
  tx: Tx,
  {
    login,
    callId,
    caller,
    minutes,
    link,
  }: {
    readonly login: string;
    readonly callId: string;
    readonly caller: string;
    readonly minutes: number;
    readonly link: string;
  },
  now: Date,
): Promise<void> {
  const [user] = await tx.query<{ language: string }>(
    "select language from users where tenant_id = $1 and login = $2",
    [tx.tenantId, login],
  );
  if (user === undefined) return;
  const told =
    user.language === "en"
      ? { title: `Book ${minutes} min of a call?`, body: `Call from ${caller}: ${minutes} minutes` }
      : { title: `${minutes} min Telefonat buchen?`, body: `Anruf von ${caller}: ${minutes} Minuten` };
  await notify(tx, [{ login, link, ...told }], `call~${callId}`, now);
}
