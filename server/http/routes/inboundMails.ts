import type { z } from "zod";
import { appendTrail } from "../../audit/trail.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { discardMail, readInbound } from "../../connectors/mail/discard.ts";
import { listInbound } from "../../connectors/mail/inbound.ts";
import { releaseMail } from "../../connectors/mail/take.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { casesOfMails } from "../../desk/reads/intakes.ts";
import { decideSender, verdictOn } from "../../desk/intake/senders.ts";
import { idOf, limitOf, readCursor, writeCursor } from "../page.ts";
import { presentInbound, presentWhole } from "../present/inboundMail.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireMails.ts";
import { tellOfSender } from "./mailSenders.ts";

/** Mails that came in, and those that were put aside: they are read as text, let in, deleted, and their senders decided about. */
export const inboundMailRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/inbound-mails",
    summary: "A page of the mails that came in, newest first, with what became of each",
    permission: "desk.read",
    query: {
      state: wire.inboundState.options.join(", "),
      search: "text in sender, subject or mailbox",
      cursor: "from the page before",
      limit: "1 to 200",
    },
    answer: wire.inboundMailPage,
    run: list,
  }),
  plainRoute({
    method: "get",
    path: "/api/inbound-mails/:id",
    summary: "A mail that came in with what it says, as text, and what was done with it",
    permission: "desk.read",
    answer: wire.wholeMail,
    run: (call) => within(call, (tx) => whole(tx, mailOf(call))),
  }),
  plainRoute({
    method: "post",
    path: "/api/inbound-mails/:id/release",
    summary: "Let in a mail that was put aside: the processes are told of it",
    permission: "desk.write",
    run: release,
  }),
  jsonRoute({
    method: "post",
    path: "/api/inbound-mails/:id/delete",
    summary: "Delete what a mail holds that was put aside; that it came in stays known",
    permission: "desk.write",
    body: wire.deletion,
    run: remove,
  }),
  jsonRoute({
    method: "post",
    path: "/api/inbound-mails/:id/sender",
    summary: "Block or allow the sender of a mail, or everybody of the sender's domain",
    permission: "desk.write",
    body: wire.verdictOnSender,
    run: decide,
  }),
];

function within<T>({ site, person }: Call<unknown>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(site.house.database, person, work);
}

function mailOf({ params }: Call<unknown>): string {
  return idOf(params["id"], "mail");
}

async function list(call: Call<undefined>): Promise<unknown> {
  const { query } = call;
  const cursor = readCursor(query["cursor"], 2);
  const limit = limitOf(query["limit"]);
  const { state, search: text } = query;
  if (state !== undefined && !wire.inboundState.safeParse(state).success)
    throw new Refusal(
      "invalid",
      "query.state",
      `Expected one of ${wire.inboundState.options.join(", ")}, but it is ${state}`,
    );
  const before = cursor === undefined ? undefined : { at: new Date(cursor[0] ?? ""), id: idOf(cursor[1], "mail") };
  const { rows, cases } = await within(call, async (tx) => {
    const found = await listInbound(tx, { state, text, before, limit });
    return { rows: found, cases: await casesOfMails(tx, found.map(({ id }) => id)) }; // prettier-ignore
  });
  const last = rows.length === limit ? rows.at(-1) : undefined;
  const nextCursor = last === undefined ? null : writeCursor([last.receivedAt.toISOString(), last.id]);
  return { items: rows.map((mail) => presentInbound(mail, cases.get(mail.id))), nextCursor };
}

async function whole(tx: Tx, id: string): Promise<object> {
  const mail = await readInbound(tx, id);
  const history = await tx.query<{ at: Date; actor: string; act: string; reason: string | null }>(
    `select at, actor, type as act, data->>'reason' as reason from trail where tenant_id = $1 and stream_id = $2 order by seq limit 100`,
    [tx.tenantId, `mail:${id}`],
  );
  const verdict = mail.sender === "" ? undefined : await verdictOn(tx, mail.sender);
  const cases = await casesOfMails(tx, [id]);
  return { ...presentWhole(mail, cases.get(id)), verdict: verdict ?? null, history };
}

async function release(call: Call<undefined>): Promise<unknown> {
  const id = mailOf(call);
  await within(call, async (tx) => {
    await releaseMail(call.site.house, tx, id);
    await tell(tx, call, { id, type: "releaseMail" });
  });
  return nothing;
}

async function remove(call: Call<z.output<typeof wire.deletion>>): Promise<unknown> {
  const id = mailOf(call);
  const { reason } = call.body;
  await within(call, async (tx) => {
    const { sender, subject, sha256 } = await discardMail(tx, id, reason);
    await tell(tx, call, { id, type: "deleteMail", data: { reason, sender, subject, sha256 } });
  });
  return nothing;
}

async function decide(call: Call<z.output<typeof wire.verdictOnSender>>): Promise<unknown> {
  const { isWholeDomain, verdict, reason } = call.body;
  await within(call, async (tx) => {
    const { id, sender } = await readInbound(tx, mailOf(call));
    if (sender === "")
      throw new Refusal(
        "unprocessable",
        "mail.sender",
        "Expected a mail with a sender, but nobody could read this one",
      );
    const address = isWholeDomain ? sender.slice(sender.lastIndexOf("@")) : sender;
    await decideSender(tx, { address, verdict, reason }, { by: call.cause.actor, now: call.site.house.now() });
    await tellOfSender(tx, call, { address, verdict, reason });
    await tell(tx, call, {
      id,
      type: verdict === "blocked" ? "blockSender" : "allowSender",
      data: { address, reason },
    });
  });
  return nothing;
}

/** Writes down what somebody did with a mail. */
function tell(
  tx: Tx,
  { site, cause }: Call<unknown>,
  { id, type, data = {} }: { readonly id: string; readonly type: string; readonly data?: JsonObject },
): Promise<void> {
  return appendTrail(tx, {
    streamId: `mail:${id}`,
    at: site.house.now(),
    type,
    actor: cause.actor,
    requestId: cause.requestId ?? null,
    data: { id, ...data },
  });
}
